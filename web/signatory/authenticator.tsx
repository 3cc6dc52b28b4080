import { Layout } from "../layout/layout.tsx";
import type { AuthenticatorProps } from "../link-views.ts";
import { messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";

/** `GET /f/app`: adds an authenticator app or a passkey, for whoever was confirmed by another factor just now. */
export function Authenticator({ site, forms, enrolment, passkeys, refusal }: AuthenticatorProps) {
  const m = messagesIn(site.lang);
  const words = m.signatory.enrol;
  const { state, pending } = enrolment;
  return (
    <Layout site={site} face="signatory" title={words.title} scripts={passkeys ? ["passkey.js"] : []}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Refusal site={site} title={words.refused} refusal={refusal} />
      <section class="panel narrow" aria-labelledby="app">
        <h2 id="app">{words.app}</h2>
        {state === "ACTIVE" ? <Notice tone="success" title={words.active} /> : null}
        {pending ? (
          <>
            <p>{words.key}</p>
            <p class="mono">{pending.secret.replace(/(.{4})/g, "$1 ").trim()}</p>
            <p>
              <a href={pending.address}>{words.openApp}</a>
            </p>
            <form method="post" action="/f/app/conferma">
              <Hidden tokens={forms} />
              <Field
                id="code"
                label={words.code}
                hint={words.codeHint}
                required
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength={9}
                mono
              />
              <button type="submit" class="btn btn-primary">
                {words.confirm}
              </button>
            </form>
          </>
        ) : null}
        {state === "NONE" ? (
          <form method="post" action="/f/app/nuova">
            <Hidden tokens={forms} />
            <p>{words.appText}</p>
            <button type="submit" class="btn btn-primary">
              {words.begin}
            </button>
          </form>
        ) : null}
      </section>
      {passkeys ? (
        <section class="panel narrow" aria-labelledby="passkey">
          <h2 id="passkey">{words.passkey}</h2>
          <p>{words.passkeyText}</p>
          <form method="post" action="/f/passkey" data-passkey="create" data-options="/f/passkey/opzioni">
            <Hidden tokens={forms} />
            <input type="hidden" name="answer" value="" />
            <button type="submit" class="btn btn-outline-primary">
              {words.passkeyAdd}
            </button>
            <p role="status" data-passkey-state data-failed={m.signatory.factor.passkeyFailed}></p>
          </form>
        </section>
      ) : null}
      <p>
        <a href="/f/atto">{words.back}</a>
      </p>
    </Layout>
  );
}
