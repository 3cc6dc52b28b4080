import type {
  AccessLinkProps,
  ForgottenProps,
  LoginCodeProps,
  LoginEnrolProps,
  RecoveryCodesProps,
  SetPasswordProps,
} from "../access-views.ts";
import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { ButtonForm, CodeField, PendingApp } from "./parts.tsx";

/** `GET /accesso/codice`: the password was right, and the app's code is asked for. */
export function LoginCode({ site, forms, refusal }: LoginCodeProps) {
  const words = messagesIn(site.lang).access;
  return (
    <Layout site={site} face="officer" title={words.codeTitle}>
      <h1>{words.codeTitle}</h1>
      <p class="lead">{words.codeLead}</p>
      <Refusal site={site} title={words.codeRefused} refusal={refusal} />
      <form
        method="post"
        action={site.path.startsWith("/accesso/codice?") ? site.path : "/accesso/codice"}
        class="panel narrow"
      >
        <Hidden tokens={forms} />
        <CodeField label={words.code} hint={words.codeHint} />
        <button type="submit" class="btn btn-primary">
          {words.confirm}
        </button>
      </form>
      <ButtonForm forms={forms} action="/accesso/annulla" label={words.cancel} tone="outline-primary" />
    </Layout>
  );
}

/** `GET /accesso/app`: the body asks for an app, and the person has none yet. */
export function LoginEnrol({ site, forms, refusal, enrolment }: LoginEnrolProps) {
  const m = messagesIn(site.lang);
  const words = m.access;
  const { pending } = enrolment;
  return (
    <Layout site={site} face="officer" title={words.enrolTitle}>
      <h1>{words.enrolTitle}</h1>
      <p class="lead">{words.mustEnrol}</p>
      <Refusal site={site} title={words.enrolRefused} refusal={refusal} />
      <div class="panel narrow">
        {pending ? (
          <PendingApp pending={pending} forms={forms} action="/accesso/app/conferma" m={m} />
        ) : (
          <>
            <p>{words.enrolLead}</p>
            <ButtonForm forms={forms} action="/accesso/app" label={words.begin} tone="primary" />
          </>
        )}
      </div>
      <ButtonForm forms={forms} action="/accesso/annulla" label={words.cancel} />
    </Layout>
  );
}

/** The recovery codes, in the one answer that has them. */
export function RecoveryCodes({ site, codes, goHref, renewed }: RecoveryCodesProps) {
  const words = messagesIn(site.lang).access;
  return (
    <Layout site={site} face="officer" title={words.codesTitle}>
      <h1>{words.codesTitle}</h1>
      <p class="lead">{renewed ? words.codesRenewed : words.codesLead}</p>
      <Notice tone="warning" title={words.codesOnce}>
        <p>{words.codesOnceText}</p>
      </Notice>
      <ul class="panel narrow recovery-codes">
        {codes.map((code) => (
          <li class="mono">{code}</li>
        ))}
      </ul>
      <p>
        <a class="btn btn-primary" href={goHref}>
          {words.codesGo}
        </a>
      </p>
    </Layout>
  );
}

/** `GET /accesso/dimenticata`: asks for the link, and answers alike whoever is asked about. */
export function Forgotten({ site, forms, refusal, done }: ForgottenProps) {
  const words = messagesIn(site.lang).access;
  return (
    <Layout site={site} face="officer" title={words.forgotTitle}>
      <h1>{words.forgotTitle}</h1>
      {done ? (
        <Notice tone="success" title={words.forgotDone} role="status">
          <p>{words.forgotDoneText}</p>
        </Notice>
      ) : (
        <>
          <p class="lead">{words.forgotLead}</p>
          <Refusal site={site} title={words.ownRefused} refusal={refusal} />
          <form method="post" action="/accesso/dimenticata" class="panel narrow">
            <Hidden tokens={forms} />
            <Field id="username" label={words.forgotWho} required autocomplete="username" maxlength={254} />
            <button type="submit" class="btn btn-primary">
              {words.forgotSend}
            </button>
          </form>
        </>
      )}
      <p>
        <a href="/accesso">{words.again}</a>
      </p>
    </Layout>
  );
}

/** `GET /password`: the token is in the fragment; the script posts it, as for the links of acts. Nothing is spent. */
export function AccessLink({ site, forms, refusal }: AccessLinkProps) {
  const words = messagesIn(site.lang).access;
  return (
    <Layout site={site} face="officer" title={words.linkTitle} scripts={["link.js"]}>
      <h1>{words.linkTitle}</h1>
      <p class="lead">{words.linkLead}</p>
      <Refusal site={site} title={words.linkRefused} refusal={refusal} />
      <p role="status" data-link-state data-opening={words.linkOpening}></p>
      <form method="post" action="/password/apri" class="panel narrow" data-link>
        <h2>{words.linkPaste}</h2>
        <Hidden tokens={forms} />
        <Field id="token" label={words.linkToken} hint={words.linkTokenHint} mono required autocomplete="off" />
        <button type="submit" class="btn btn-primary">
          {words.linkOpen}
        </button>
      </form>
      <p>
        <a href="/accesso/dimenticata">{words.linkAsk}</a>
      </p>
    </Layout>
  );
}

/** The answer to an opened link: the new password is typed twice, and the link is spent by it alone. */
export function SetPassword({ site, forms, refusal, token, who, name, kind, least }: SetPasswordProps) {
  const words = messagesIn(site.lang).access;
  return (
    <Layout site={site} face="officer" title={words.linkTitle}>
      <h1>{words.linkTitle}</h1>
      <p class="lead">{fill(words.setFor, { name })}</p>
      <p>{kind === "invite" ? words.setInvite : words.setReset}</p>
      <Refusal site={site} title={words.setRefused} refusal={refusal} />
      <form method="post" action="/password" class="panel narrow">
        <Hidden tokens={forms} />
        <input type="hidden" name="token" value={token} />
        <div class="field">
          <label for="username">{words.username}</label>
          <input id="username" class="form-control mono" value={who} readonly autocomplete="username" />
        </div>
        <NewPassword words={words} least={least} />
        <button type="submit" class="btn btn-primary">
          {words.setPassword}
        </button>
      </form>
    </Layout>
  );
}

type Words = ReturnType<typeof messagesIn>["access"];

/** A new password, twice: pasting and password managers are welcome (NIST SP 800-63B-4 §3.1.1.2). */
export function NewPassword({ words, least }: { words: Words; least: number }) {
  return (
    <>
      <Field
        id="password"
        type="password"
        label={words.newPassword}
        hint={fill(words.newPasswordHint, { least: String(least) })}
        required
        autocomplete="new-password"
        minlength={least}
      />
      <Field id="again" type="password" label={words.again2} required autocomplete="new-password" minlength={least} />
    </>
  );
}
