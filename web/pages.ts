export {
  AccessLink,
  Forgotten,
  LoginCode,
  LoginEnrol,
  RecoveryCodes,
  SetPassword,
} from "./access/login-steps.tsx";
export { OidcRefused, OidcReturn, PassOn } from "./access/oidc.tsx";
export { OwnAccess } from "./access/own-access.tsx";
export { officerStatus, signatoryStatus } from "./act-status.ts";
export { Clock } from "./demo/clock.tsx";
export { Mail, Mailbox } from "./demo/mailbox.tsx";
export { Conflict, ErrorPage, Gone, Refused } from "./errors/errors.tsx";
export { html } from "./html.ts";
export { messagesIn } from "./messages/messages.ts";
export { OfficerAct } from "./officer/act.tsx";
export { EditAct } from "./officer/edit-act.tsx";
export { ActForm, type ActFormProps } from "./officer/form/act-form.tsx";
export { formStatus } from "./officer/form/form-status.ts";
export { SessionOver } from "./officer/form/session-over.tsx";
export { ImportResult, ImportStart } from "./officer/import.tsx";
export { Login } from "./officer/login.tsx";
export { NewAct } from "./officer/new-act.tsx";
export { OmissisForm } from "./officer/omissis.tsx";
export { Outages } from "./officer/outages.tsx";
export { PreviewPage } from "./officer/preview.tsx";
export { Revisions } from "./officer/revisions.tsx";
export { type EditedStep, RouteEditor } from "./officer/route-editor.tsx";
export { Worklist } from "./officer/worklist.tsx";
export { Keys } from "./operator/keys.tsx";
export { Offices } from "./operator/offices.tsx";
export { People } from "./operator/people.tsx";
export { Person } from "./operator/person.tsx";
export { type MachineFacts, serviceChecks } from "./operator/service-checks.ts";
export { ServiceStatusPage } from "./operator/service-status.tsx";
export { SetUpCode, SetUpOver, SetUpStepPage, stepPaths } from "./operator/set-up.tsx";
export { BodySettingsPage, SettingsSectionPage, sectionPaths } from "./operator/settings.tsx";
export { UndeliveredPage } from "./operator/undelivered-page.tsx";
export { Accessibility } from "./portal/accessibility.tsx";
export { PublicAct } from "./portal/act.tsx";
export { AlboList } from "./portal/albo.tsx";
export { Certificate } from "./portal/certificate.tsx";
export { PortalHome } from "./portal/home.tsx";
export { LegalNotes, Privacy } from "./portal/legal.tsx";
export { OpenData } from "./portal/open-data.tsx";
export { RegisterYear } from "./portal/register-year.tsx";
export { TransparencyList } from "./portal/transparency.tsx";
export { VerifyCode, VerifyDrop } from "./portal/verify.tsx";
export { reasonText } from "./reason.ts";
export { SignatoryAct } from "./signatory/act.tsx";
export { Authenticator } from "./signatory/authenticator.tsx";
export { Batch, batchStatus } from "./signatory/batch.tsx";
export { LinkPage, LinkProblem } from "./signatory/link.tsx";
export { Receipt } from "./signatory/receipt.tsx";
export { SecondFactor } from "./signatory/second-factor.tsx";
export { Visto } from "./signatory/visto.tsx";
