import { type Detail, halfOf } from "../../act/index.ts";

type Words = { readonly it: string; readonly en: string };

/** Fields as the pages call them; a field that only programs send keeps its own name. */
const names: Readonly<Record<string, Words>> = {
  day: { it: "Giorno", en: "Day" },
  reason: { it: "Motivo", en: "Reason" },
  office: { it: "Ufficio", en: "Office" },
  who: { it: "Persona", en: "Person" },
  from: { it: "Primo giorno", en: "First day" },
  to: { it: "Ultimo giorno", en: "Last day" },
  decree: { it: "Atto di nomina", en: "Act of appointment" },
  formula: { it: "Formula", en: "Formula" },
  kind: { it: "Tipo", en: "Kind" },
  name: { it: "Nome", en: "Name" },
  email: { it: "E-mail", en: "E-mail" },
  fiscalCode: { it: "Codice fiscale", en: "Codice fiscale" },
  roles: { it: "Ruoli", en: "Roles" },
  channelKind: { it: "Tipo di secondo canale", en: "Kind of second channel" },
  channelAddress: { it: "Secondo canale", en: "Second channel" },
  percorso: { it: "Percorso", en: "Route" },
  visto: { it: "Visto", en: "Visto" },
  number: { it: "Numero", en: "Number" },
  length: { it: "Dimensione", en: "Size" },
  outcome: { it: "Esito", en: "Outcome" },
  choice: { it: "Decisione", en: "Decision" },
  days: { it: "Giorni di validità", en: "Days of validity" },
  corpo: { it: "Richiesta", en: "Request" },
};

export const fieldName = (field: string, lang: "it" | "en"): string => names[field]?.[lang] ?? field;

/** Days as people write them in Italy, on the English pages too: the same date must read the same. */
const plain = (text: string) =>
  text.replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, "$3/$2/$1").replace(/(?<=\p{L})'(?=\p{L})/gu, "’");

/**
 * What the sentence of a request that is not valid is filled with: the field as the pages call it, days as people write
 * them. An expectation is said in both languages, «italiano / English»; one of codes alone is the same in both.
 */
export function requestWords(
  details: Readonly<Record<string, Detail>>,
  lang: "it" | "en",
): Readonly<Record<string, string>> {
  const { field, value, expectation } = details;
  if (field === undefined || value === undefined || expectation === undefined) return {};
  return {
    field: fieldName(String(field), lang),
    value: plain(typeof value === "object" ? value[lang] : String(value)),
    expectation: plain(typeof expectation === "object" ? expectation[lang] : halfOf(String(expectation), lang)),
  };
}
