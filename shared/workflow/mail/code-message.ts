import type { BodySettings } from "../ports/body.ts";

/** The message with a code. It names nobody and no act, and warns of the one thing that it is stolen with. */
export function codeMessage(
  settings: Pick<BodySettings, "name" | "test">,
  code: string,
  minutes: number,
): { readonly subject: string; readonly text: string } {
  return {
    subject: `${settings.name}: codice di conferma / confirmation code`,
    text: [
      `${settings.name}: codice di conferma ${code}, valido ${minutes} minuti. Nessuno dell'ufficio lo chiede: non lo comunichi. Se non sta aprendo un collegamento, ignori il messaggio.`,
      `Confirmation code ${code}, good for ${minutes} minutes. Nobody from the office asks for it: tell nobody.`,
      ...(settings.test ? ["MESSAGGIO DI PROVA / TEST MESSAGE"] : []),
    ].join("\n"),
  };
}
