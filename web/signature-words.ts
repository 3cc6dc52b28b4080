import type { AttachmentVerdict, SignedDocument } from "../shared/act/index.ts";
import { fill, moment } from "./format.ts";
import type { Messages } from "./messages/messages.ts";
import type { Lang } from "./views.ts";

const readable = (time: string, lang: Lang) => (Number.isNaN(Date.parse(time)) ? time : moment(time, lang));

/**
 * What may be said of the signature on the act, sentence by sentence.
 *
 * "Firma valida" only when the verifier said valid; with a certificate whose trust was not established the sentence is
 * that the signature is intact. A time that no time stamp proves is always called the signer's own.
 */
export function signatureWords(signed: SignedDocument, m: Messages, lang: Lang): readonly string[] {
  const { signer, time, outcome } = signed;
  const at = time.proved ?? time.claimed;
  const values = { name: signer.name, issuer: signer.issuer, time: at ? readable(at, lang) : m.signature.noTime };
  const words: string[] = [];
  if (outcome === "valid") words.push(fill(validWords(signer.qualified, m), values));
  else words.push(m.signature.untrusted, fill(m.signature.signedBy, values));
  if (time.proved === null && time.claimed !== null) {
    if (outcome !== "valid") words.push(fill(m.signature.claimed, { time: readable(time.claimed, lang) }));
    words.push(m.signature.claimedTime);
  }
  return words;
}

/** `null` is not "no": without the list of its country nobody can say what a certificate is. */
function validWords(qualified: boolean | null, m: Messages): string {
  if (qualified === null) return m.signature.validQualificationUnknown;
  return qualified ? m.signature.valid : m.signature.validNotQualified;
}

/** One line about the signatures inside an attachment. */
export function attachmentSignatureWords(verdict: AttachmentVerdict, m: Messages): string {
  const names = verdict.signers.join(", ");
  switch (verdict.signature) {
    case "unsigned":
      return m.signature.none;
    case "invalid":
      return verdict.broken ? m.signature.bad : m.signature.notValid;
    case "valid":
      return fill(m.signature.fileValid, { names });
    case "undetermined":
      return names === "" ? m.signature.undetermined : fill(m.signature.fileUndetermined, { names });
  }
}
