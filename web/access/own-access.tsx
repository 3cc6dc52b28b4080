import type { OwnAccessProps } from "../access-views.ts";
import { fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { NewPassword } from "./login-steps.tsx";
import { ButtonForm, PendingApp } from "./parts.tsx";

type Inner = OwnAccessProps & { m: Messages };
const base = "/ufficio/accesso";

function OldPassword({ id, m }: { id: string; m: Messages }) {
  return (
    <Field id={id} name="old" type="password" label={m.access.oldPassword} required autocomplete="current-password" />
  );
}

function Password({ m, forms, hasPassword, least, who }: Inner) {
  const words = m.access;
  return (
    <section class="panel" aria-labelledby="password-mia">
      <h2 id="password-mia">{words.password}</h2>
      {hasPassword ? (
        <form method="post" action={`${base}/password`} class="narrow">
          <Hidden tokens={forms} />
          <input type="hidden" name="username" value={who} autocomplete="username" />
          <OldPassword id="old" m={m} />
          <NewPassword words={words} least={least} />
          <button type="submit" class="btn btn-primary">
            {words.change}
          </button>
        </form>
      ) : (
        <p>{words.passwordNone}</p>
      )}
    </section>
  );
}

function App({ m, forms, enrolment, recovery }: Inner) {
  const words = m.access;
  const { pending, state } = enrolment;
  return (
    <section class="panel" aria-labelledby="app-mia">
      <h2 id="app-mia">{words.app}</h2>
      {state === "ACTIVE" ? (
        <>
          <p>
            {words.appActive} {words.appLost}
          </p>
          <p>{fill(words.recoveryLeft, { n: String(recovery) })}</p>
          <div class="narrow">
            <ButtonForm forms={forms} action={`${base}/codici`} label={words.recoveryRenew}>
              <OldPassword id="old-codici" m={m} />
            </ButtonForm>
          </div>
        </>
      ) : null}
      {pending ? (
        <div class="narrow">
          <PendingApp pending={pending} forms={forms} action={`${base}/app/conferma`} m={m} />
        </div>
      ) : null}
      {state === "NONE" ? (
        <>
          <p>
            {words.appNone} {words.enrolLead} {words.appPasskey}
          </p>
          <div class="narrow">
            <ButtonForm forms={forms} action={`${base}/app`} label={words.begin}>
              <OldPassword id="old-app" m={m} />
            </ButtonForm>
          </div>
        </>
      ) : null}
    </section>
  );
}

function Sessions({ m, site, forms, sessions, current }: Inner) {
  const words = m.access;
  const others = sessions.filter(({ id }) => id !== current);
  return (
    <section aria-labelledby="accessi">
      <h2 id="accessi">{words.sessions}</h2>
      <p>{words.sessionsText}</p>
      <ul class="files">
        {sessions.map(({ id, via, agent, createdAt, expiresAt }) => {
          const name = agent || words.unknownAgent;
          const since = moment(createdAt, site.lang);
          return (
            <li class="panel panel-row">
              <div>
                <h3>
                  {name} {id === current ? <span class="tag tag-success">{words.thisOne}</span> : null}
                </h3>
                <p class="file-note">
                  {words[`via_${via}`]}, {fill(words.sessionSince, { from: since, to: moment(expiresAt, site.lang) })}
                </p>
              </div>
              {id === current ? null : (
                <ButtonForm
                  forms={forms}
                  action={`${base}/sessioni/${id}`}
                  label={words.close}
                  about={`${name}, ${since}`}
                />
              )}
            </li>
          );
        })}
      </ul>
      {others.length > 0 ? (
        <ButtonForm forms={forms} action={`${base}/sessioni`} label={words.closeOthers} tone="outline-danger" />
      ) : null}
    </section>
  );
}

/** `GET /ufficio/accesso`: one's own password, app and open sessions. */
export function OwnAccess(props: OwnAccessProps) {
  const { site, refusal, done, name, who } = props;
  const m = messagesIn(site.lang);
  const words = m.access;
  const said = {
    password: words.donePassword,
    others: words.doneOthers,
    session: words.doneSession,
    app: words.doneApp,
  };
  return (
    <Layout site={site} face="officer" title={words.ownTitle}>
      <h1>{words.ownTitle}</h1>
      <p class="lead">{fill(words.ownLead, { name, who })}</p>
      <Refusal site={site} title={words.ownRefused} refusal={refusal} />
      {done ? (
        <Notice tone="success" title={words.done} role="status">
          <p>{said[done]}</p>
        </Notice>
      ) : null}
      <Password {...props} m={m} />
      <App {...props} m={m} />
      <Sessions {...props} m={m} />
    </Layout>
  );
}
