import { fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import type { SecondFactorProps } from "../link-views.ts";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Field, Hidden } from "../parts/form.tsx";
import { Refusal } from "../parts/refusal.tsx";

type Inner = SecondFactorProps & { m: Messages };

function ByCode(props: Inner) {
  const { site, forms, task, m } = props;
  const words = m.signatory.factor;
  const to = task.offered.find((one) => one.kind === "otp")?.to ?? "";
  return (
    <section class="panel narrow" aria-labelledby="codice-canale">
      <h2 id="codice-canale">{words.otp}</h2>
      <p>
        {task.codeUntil
          ? fill(words.otpSent, { to, until: moment(task.codeUntil, site.lang) })
          : fill(words.otpText, { to })}
      </p>
      {task.codeUntil ? <CodeForm {...props} kind="otp" label={words.otpCode} first /> : null}
      <form method="post" action="/f/conferma/invia">
        <Hidden tokens={forms} />
        <button type="submit" class={task.codeUntil ? "btn btn-outline-primary" : "btn btn-primary"}>
          {task.codeUntil ? words.otpAgain : words.otpSend}
        </button>
      </form>
    </section>
  );
}

/** One way is offered before the others: its button is the page's primary one. */
const look = (first: boolean) => (first ? "btn btn-primary" : "btn btn-outline-primary");

function CodeForm(props: Inner & { kind: "otp" | "totp"; label: string; first: boolean }) {
  const { forms, kind, label, m } = props;
  const words = m.signatory.factor;
  return (
    <form method="post" action="/f/conferma">
      <Hidden tokens={forms} />
      <input type="hidden" name="kind" value={kind} />
      <Field
        id={`codice-${kind}`}
        name="code"
        label={label}
        hint={words.codeHint}
        required
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={9}
        mono
      />
      <button type="submit" class={look(props.first)}>
        {words.confirm}
      </button>
    </form>
  );
}

function ByPasskey({ forms, m, first }: Inner & { first: boolean }) {
  const words = m.signatory.factor;
  return (
    <section class="panel narrow" aria-labelledby="passkey">
      <h2 id="passkey">{words.passkey}</h2>
      <p>{words.passkeyText}</p>
      <form method="post" action="/f/conferma" data-passkey="ask" data-options="/f/conferma/passkey">
        <Hidden tokens={forms} />
        <input type="hidden" name="kind" value="passkey" />
        <input type="hidden" name="code" value="" />
        <button type="submit" class={look(first)}>
          {words.passkeyUse}
        </button>
        <p role="status" data-passkey-state data-failed={words.passkeyFailed}></p>
        <noscript>
          <p>{words.passkeyNoScript}</p>
        </noscript>
      </form>
    </section>
  );
}

/** `GET /f/conferma`: who opened the link is asked to be who it was sent to. Nothing of the act is shown yet. */
export function SecondFactor(props: SecondFactorProps) {
  const { site, task, refusal } = props;
  const m = messagesIn(site.lang);
  const words = m.signatory.factor;
  const offers = (kind: string) => task.offered.some((one) => one.kind === kind);
  return (
    <Layout site={site} face="signatory" title={words.title} scripts={offers("passkey") ? ["passkey.js"] : []}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Refusal site={site} title={words.refused} refusal={refusal} />
      <Facts
        wide
        facts={[
          [words.asked, task.kind === "signature" ? words.toSign : words.toDecide],
          [m.signatory.act.role, task.role, "it"],
          [
            words.subject,
            <>
              <span lang="it">{task.subject}</span>
              <span class="field-hint">{words.subjectHint}</span>
            </>,
          ],
        ]}
      />
      {offers("otp") ? <ByCode {...props} m={m} /> : null}
      {offers("totp") ? (
        <section class="panel narrow" aria-labelledby="codice-app">
          <h2 id="codice-app">{words.totp}</h2>
          <p>{words.totpText}</p>
          <CodeForm {...props} m={m} kind="totp" label={words.totpCode} first={!offers("otp")} />
        </section>
      ) : null}
      {offers("passkey") ? <ByPasskey {...props} m={m} first={!offers("otp") && !offers("totp")} /> : null}
    </Layout>
  );
}
