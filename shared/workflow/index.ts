export * from "./edge/object-event.ts";
export * from "./edge/stream.ts";
export { approvalNote } from "./mail/decision-mail.ts";
export { factsOf, readActData, withFingerprints } from "./model/act-data.ts";
export { loadHead } from "./model/commit.ts";
export { copyStamps, originalName } from "./model/copy-stamps.ts";
export type { EvidenceDue } from "./model/evidence-due.ts";
export { keepDocument } from "./model/keep-document.ts";
export { type KeptMaterial, materialOf } from "./model/kept-material.ts";
export { keys, outboxPk, shards } from "./model/keys.ts";
export { bytesOf, jsonOf } from "./model/objects-of-act.ts";
export * from "./model/people.ts";
export * from "./model/read-act-file.ts";
export * from "./model/refusals.ts";
export { base64url, tokenHash } from "./model/secrets.ts";
export * from "./model/targets.ts";
export { type LateList, lateLists } from "./model/trust-of.ts";
export { idMaker } from "./ports/ids.ts";
export * from "./ports/item-limits.ts";
export * from "./ports/items.ts";
export * from "./ports/objects.ts";
export * from "./ports/second-factor.ts";
export * from "./ports/timestamps.ts";
export type * from "./ports/trust.ts";
export * from "./ports/validation-material.ts";
export * from "./ports/world.ts";
export * from "./use-cases/ask-evidence-again.ts";
export { receiveArrived } from "./use-cases/arrived-imports.ts";
export * from "./use-cases/assign-number.ts";
export {
  beginEnrolment,
  type Enrolment,
  endEnrolment,
  readEnrolment,
  removeTotp,
} from "./use-cases/authenticator.ts";
export { changesBetween } from "./use-cases/compare-revisions.ts";
export { type OutboxEvent, outboxEvent, putOff } from "./use-cases/consume.ts";
export { recordBounce } from "./use-cases/deliver-mail.ts";
export * from "./use-cases/derive-verdicts.ts";
export * from "./use-cases/draft-acts.ts";
export * from "./use-cases/import-act.ts";
export * from "./use-cases/links.ts";
export * from "./use-cases/open-link.ts";
export { beginPasskey, endPasskey } from "./use-cases/passkeys.ts";
export * from "./use-cases/permit-upload.ts";
export * from "./use-cases/publish-act.ts";
export * from "./use-cases/read-acts.ts";
export * from "./use-cases/read-evidence.ts";
export { receiveUpload } from "./use-cases/receive-upload.ts";
export { renderAct } from "./use-cases/render-act.ts";
export { sealCopy } from "./use-cases/seal-copy.ts";
export * from "./use-cases/second-factor.ts";
export { sendNotices } from "./use-cases/send-notices.ts";
export * from "./use-cases/sign-in.ts";
export * from "./use-cases/swap-attachments.ts";
export * from "./use-cases/sweep.ts";
export type * from "./world.ts";
