export { type ArchiveCode, archiveFindings, type Finding } from "./archive/findings.ts";
export { type LogEnd, logKeyPath, type Manifest } from "./archive/layout.ts";
export * from "./edge/dispatch.ts";
export * from "./edge/mail-feedback.ts";
export * from "./edge/object-event.ts";
export { drawingPreviews } from "./edge/preview-request.ts";
export * from "./edge/queue.ts";
export * from "./edge/scan-event.ts";
export * from "./edge/stream.ts";
export { approvalNote } from "./mail/decision-mail.ts";
export { lastForm, type Migration } from "./migrations/migration.ts";
export { type AccountEntry, type AccountEvent, accountEvents } from "./model/account-log.ts";
export { factsOf } from "./model/act-data.ts";
export type { ShortDay } from "./model/albo-days.ts";
export { expectations, type FieldProblem, problemOf } from "./model/body-expectations.ts";
export {
  type BodyRecord,
  type KeptPicture,
  policyOf,
  readArms,
  readBodyRecord,
  readSecret,
  sealOfSecret,
  sectionsOf,
  settingsWith,
} from "./model/body-record.ts";
export { type MailServer, type SectionName, type Sections, sectionNames } from "./model/body-sections.ts";
export { type ChosenStep, chosenRoute } from "./model/chosen-route.ts";
export { loadHead } from "./model/commit.ts";
export { copyStamps, originalName, vistoName } from "./model/copy-stamps.ts";
export type { EvidenceDue } from "./model/evidence-due.ts";
export { keepDocument } from "./model/keep-document.ts";
export type { KeptBasis } from "./model/kept-basis.ts";
export { type KeptMaterial, materialOf } from "./model/kept-material.ts";
export { keys, outboxPk, shards } from "./model/keys.ts";
export { bytesOf, jsonOf } from "./model/objects-of-act.ts";
export { deskMinutes, type WayIn } from "./model/officer-sessions.ts";
export * from "./model/offices.ts";
export { leastPassword, mostPassword, passwordProblem } from "./model/password-rule.ts";
export * from "./model/people.ts";
export type { Preview } from "./model/preview-items.ts";
export { isProxy, mostProxies, type PublicAddress, readOrigin } from "./model/public-address.ts";
export * from "./model/read-act-file.ts";
export * from "./model/refusals.ts";
export { type RouteTemplate, routeTemplateSchema, templateFor, usualTemplate } from "./model/route-templates.ts";
export type { SearchEntry } from "./model/search-entry.ts";
export { logSearchChange } from "./model/search-log.ts";
export { base64url, tokenHash } from "./model/secrets.ts";
export { StoreShut, served, servedItems } from "./model/served-items.ts";
export {
  everybody,
  missingSteps,
  type PersonDraft,
  readSetUpDraft,
  type SetUpDraft,
  type SetUpStep,
  setUpSteps,
  setUpTenant,
} from "./model/set-up-draft.ts";
export {
  formKey,
  formRefusal,
  presentForm,
  readForm,
  type StoreForm,
  type StoreRefusal,
} from "./model/store-form.ts";
export { readActData, withFingerprints } from "./model/stored-data.ts";
export * from "./model/targets.ts";
export { type LateList, lateLists } from "./model/trust-of.ts";
export { vistoStatement } from "./model/visto-statement.ts";
export { webhookHeaders } from "./model/webhook-signature.ts";
export { robots } from "./open-data/sitemap.ts";
export type * from "./ports/archive-files.ts";
export * from "./ports/body-colour.ts";
export * from "./ports/every-item.ts";
export type * from "./ports/every-object.ts";
export { idMaker, momentOfId } from "./ports/ids.ts";
export * from "./ports/item-limits.ts";
export * from "./ports/items.ts";
export * from "./ports/journal.ts";
export * from "./ports/log-catalogue.ts";
export * from "./ports/objects.ts";
export type * from "./ports/oidc.ts";
export type { EveryPublicFile, PublicFile, PublicFiles } from "./ports/public-files.ts";
export type * from "./ports/public-site.ts";
export type * from "./ports/queues.ts";
export type * from "./ports/scans.ts";
export * from "./ports/second-factor.ts";
export * from "./ports/timestamps.ts";
export type * from "./ports/trust.ts";
export * from "./ports/validation-material.ts";
export * from "./ports/webhooks.ts";
export * from "./ports/world.ts";
export { askReset, openAccessLink, sendAccessMails, setPassword } from "./use-cases/access-links.ts";
export * from "./use-cases/accounts.ts";
export * from "./use-cases/albo-outages.ts";
export * from "./use-cases/amend-act.ts";
export * from "./use-cases/answer-once.ts";
export * from "./use-cases/api-tokens.ts";
export { receiveArrived } from "./use-cases/arrived-imports.ts";
export * from "./use-cases/ask-evidence-again.ts";
export * from "./use-cases/assign-number.ts";
export { beginEnrolment, type Enrolment, endEnrolment, readEnrolment, removeTotp } from "./use-cases/authenticator.ts";
export { arrivedBatchFiles, permitBatchFile, receiveBatchFile } from "./use-cases/batch-files.ts";
export { askPack, makeDuePacks } from "./use-cases/batch-pack.ts";
export { type Batch, batchSession, readBatch } from "./use-cases/batch-session.ts";
export * from "./use-cases/body-settings.ts";
export * from "./use-cases/change-people.ts";
export { changesBetween, readRevision } from "./use-cases/compare-revisions.ts";
export { type OutboxEvent, outboxEvent, putOff } from "./use-cases/consume.ts";
export * from "./use-cases/derive-verdicts.ts";
export * from "./use-cases/directory.ts";
export * from "./use-cases/draft-acts.ts";
export * from "./use-cases/due-steps.ts";
export { endLogs } from "./use-cases/end-log.ts";
export * from "./use-cases/end-set-up.ts";
export * from "./use-cases/export-archive.ts";
export { enterFirstOperator, type FirstOperator } from "./use-cases/first-operator.ts";
export * from "./use-cases/import-act.ts";
export * from "./use-cases/index-act.ts";
export * from "./use-cases/links.ts";
export { listsOverdue, measureBody, outboxAge } from "./use-cases/measure-body.ts";
export * from "./use-cases/migrate-store.ts";
export {
  beginDeskEnrolment,
  confirmSignIn,
  type DeskEnrolment,
  deskEnrolment,
  endDeskEnrolment,
  enrolAndEnter,
  pendingSignIn,
} from "./use-cases/officer-factor.ts";
export * from "./use-cases/oidc-sign-in.ts";
export * from "./use-cases/open-link.ts";
export * from "./use-cases/own-access.ts";
export { beginPasskey, endPasskey } from "./use-cases/passkeys.ts";
export * from "./use-cases/permit-upload.ts";
export * from "./use-cases/prepare-omissis.ts";
export * from "./use-cases/prepare-visto.ts";
export * from "./use-cases/preview-act.ts";
export * from "./use-cases/probe-albo.ts";
export * from "./use-cases/publish-act.ts";
export { keepPublicFiles, publicFilePaths } from "./use-cases/publish-files.ts";
export {
  findOpenFile,
  noteLostOpenData,
  type OpenFile,
  publishOpenData,
  readdressOpenData,
} from "./use-cases/publish-open-data.ts";
export * from "./use-cases/read-acts.ts";
export { type UndeliveredMail, undeliveredMails } from "./use-cases/read-deliveries.ts";
export * from "./use-cases/read-evidence.ts";
export { receiveUpload } from "./use-cases/receive-upload.ts";
export { recordBounce } from "./use-cases/record-bounce.ts";
export { type RemadeCopies, remakePublicFiles } from "./use-cases/remake-public-files.ts";
export { renderAct } from "./use-cases/render-act.ts";
export * from "./use-cases/restore-archive.ts";
export { type Resumed, resumeAct } from "./use-cases/resume-act.ts";
export { sealCopy } from "./use-cases/seal-copy.ts";
export * from "./use-cases/search-acts.ts";
export * from "./use-cases/second-factor.ts";
export { sendNotices } from "./use-cases/send-notices.ts";
export { sendDueWebhooks } from "./use-cases/send-webhooks.ts";
export * from "./use-cases/service-status.ts";
export * from "./use-cases/set-up-access.ts";
export * from "./use-cases/set-up-steps.ts";
export * from "./use-cases/sign-in.ts";
export * from "./use-cases/swap-attachments.ts";
export * from "./use-cases/sweep.ts";
export * from "./use-cases/try-mail.ts";
export * from "./use-cases/undelivered.ts";
export * from "./use-cases/verify-archive.ts";
export type * from "./world.ts";
