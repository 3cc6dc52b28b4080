import type { PublishedView } from "../model/published-data.ts";
import type { BodySettings } from "../ports/body.ts";

/**
 * A published act as data, in Italian keys as the register has them; added to, never renamed. Only what its page shows:
 * no codice fiscale, no address, nothing that omissis took out.
 */
export function actJson(settings: BodySettings, { head, data }: PublishedView): string {
  const { registration, publication, signed } = head;
  const { number, year } = registration;
  const base = `${settings.baseUrl}/atti/${head.actId}/file`;
  const isWhole = publication.rendition === "integrale";
  const files = [
    {
      nome: "originale",
      impronta: signed.sha256,
      byte: signed.length,
      ...(isWhole ? { indirizzo: `${base}/originale` } : {}),
    },
    ...(isWhole
      ? [{ nome: "copia", impronta: head.copy.sha256, byte: head.copy.length, indirizzo: `${base}/copia` }]
      : head.omissis?.file
        ? [
            {
              nome: "omissis",
              impronta: head.omissis.file.sha256,
              byte: head.omissis.file.length,
              indirizzo: `${base}/omissis`,
            },
          ]
        : []),
  ];
  const attachments = head.slots.map((slot) => {
    const isShown = slot.publication === undefined || slot.publication === "integrale";
    return {
      sigla: slot.label,
      titolo: slot.title,
      impronta: slot.recorded,
      ...(slot.file && isShown ? { byte: slot.file.length, indirizzo: `${base}/allegato-${slot.label}` } : {}),
    };
  });
  const told = {
    schema: "visto/atto-pubblicato/1",
    ente: head.body,
    tipo: data.kind,
    registro: registration.register,
    numero: number,
    anno: year,
    data: registration.date,
    oggetto: data.subject,
    settore: data.department ?? null,
    servizio: data.service ?? null,
    responsabili: {
      provvedimento: data.roles.signatory?.name ?? null,
      istruttoria: data.roles.proceedingOfficer?.name ?? null,
      rup: data.roles.rup?.name ?? null,
    },
    affidatario: data.contract?.name ?? null,
    partita_iva: data.contract?.vatNumber ?? null,
    cig: data.cig ?? null,
    cup: data.cup ?? null,
    importi_centesimi: data.totals
      ? { imponibile: data.totals.net, iva: data.totals.vat, totale: data.totals.total }
      : null,
    efficacia: head.effect,
    versione: publication.rendition,
    albo: { dal: publication.albo.from, al: publication.albo.to },
    trasparenza: { dal: publication.transparency.from, al: publication.transparency.to },
    testo: data.sections ?? null,
    file: files,
    allegati: attachments,
    codice_verifica: head.copy.verificationCode,
    indirizzo: `${settings.baseUrl}/trasparenza/${year}/${number}`,
    licenza: "CC BY 4.0",
  };
  return `${JSON.stringify(told)}\n`;
}
