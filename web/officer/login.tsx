import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Written } from "../parts/written.tsx";
import type { LoginProps } from "../views.ts";

/** `GET /accesso`. Posts `username` and `password`. */
export function Login({ site, forms, username, refusal, accounts, oidc, onlyOidc = false, done }: LoginProps) {
  const m = messagesIn(site.lang);
  const words = m.officer.login;
  const asked = site.path.indexOf("?verso=");
  const query = asked < 0 ? "" : site.path.slice(asked);
  return (
    <Layout site={site} face="officer" title={words.title}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {refusal ? <Notice tone="danger" title={refusal.why[site.lang]} role="alert" /> : null}
      {done === "password" ? (
        <Notice tone="success" title={m.access.passwordSet} role="status">
          <p>{m.access.passwordSetText}</p>
        </Notice>
      ) : null}
      {oidc ? (
        <form method="post" action={`/accesso/identita${query}`} class="panel narrow">
          <Hidden tokens={forms} />
          <button type="submit" class="btn btn-primary">
            {fill(m.access.byOidc, { name: oidc })}
          </button>
          <p class="field-hint">{m.access.oidcText}</p>
        </form>
      ) : null}
      {onlyOidc ? null : (
        <form method="post" action={`/accesso${query}`} class="panel narrow">
          <Hidden tokens={forms} />
          {oidc ? <h2>{m.access.orLocal}</h2> : null}
          <Field id="username" label={words.username} value={username} required autocomplete="username" />
          <Field id="password" label={words.password} type="password" required autocomplete="current-password" />
          <button type="submit" class={oidc ? "btn btn-outline-primary" : "btn btn-primary"}>
            {words.enter}
          </button>
          <p class="form-after">
            <a href="/accesso/dimenticata">{m.access.forgotten}</a>
          </p>
        </form>
      )}
      {site.demo && accounts && accounts.length > 0 ? (
        <section class="panel narrow" aria-labelledby="prova">
          <h2 id="prova">{words.demoTitle}</h2>
          <p>{words.demoText}</p>
          <ul class="accounts">
            {accounts.map((account) => (
              <li>
                <strong>{account.name}</strong>, <Written>{account.role}</Written>
                <br />
                {words.username} <code class="mono">{account.username}</code> · {words.password}{" "}
                <code class="mono">{account.password}</code>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Layout>
  );
}
