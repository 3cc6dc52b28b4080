import { type LogCode, logCatalogue, metricCatalogue } from "../../shared/workflow/index.ts";

/** docs/log-catalogue.md, from the catalogue itself. */
export function logPage(): string {
  const fieldsOf = (code: LogCode) =>
    Object.keys(logCatalogue[code].fields().shape)
      .map((name) => `\`${name}\``)
      .join(", ");
  const codes = (Object.keys(logCatalogue) as LogCode[]).map((code) => {
    const { level, it, en } = logCatalogue[code];
    return `| \`${code}\` | ${level} | ${fieldsOf(code) || "–"} | ${it} <br> *${en}* |`;
  });
  const metrics = Object.entries(metricCatalogue).map(
    ([name, { unit, it, en }]) => `| \`${name}\` | ${unit} | ${it} <br> *${en}* |`,
  );
  return `# Che cosa sta nei log

Scritto da \`npm run docs:log\` a partire da \`shared/workflow/ports/log-catalogue.ts\`; una prova controlla che coincidano.

Ogni riga è un oggetto JSON: \`at\` (istante), \`level\`, \`code\`, \`says\` (la frase), i campi del codice e, nelle funzioni,
\`function\`. \`act\` ed \`event\` ritrovano l'atto e la voce della sua traccia; \`upload\` il caricamento. Un campo che il
catalogo non prevede non si scrive: la riga dice allora \`unfit\`. Nei log non c'è nulla di ciò che le persone scrivono o
che le nomina: né nomi, indirizzi, codici fiscali, segreti, importi, oggetti, e neppure i messaggi dei guasti, che li
citano. Di un guasto (\`fault\`) si dicono nome, codice, risposta del servizio e punti del programma.

*One JSON object a line. Fields outside the catalogue are not written. Nothing that people wrote or are called gets into a
log, the messages of faults included; of a fault its name, code, the service's answer and the places in the program.*

| codice | livello | campi | dice |
|---|---|---|---|
${codes.join("\n")}

## Numeri

Le funzioni li scrivono nel log nel formato EMF, spazio \`Visto\`, senza dimensioni; \`infra/alarms.ts\` li guarda.
*Written by the functions in the embedded metric format, namespace \`Visto\`, no dimensions.*

| numero | unità | dice |
|---|---|---|
${metrics.join("\n")}
`;
}
