import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import type { LoginProps } from "../views.ts";

/** `GET /accesso`. Posts `username` and `password`. */
export function Login({ site, forms, username, refusal, accounts }: LoginProps) {
  const m = messagesIn(site.lang);
  const words = m.officer.login;
  return (
    <Layout site={site} face="officer" title={words.title}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {refusal ? <Notice tone="danger" title={refusal.why[site.lang]} role="alert" /> : null}
      <form method="post" action={site.path.startsWith("/accesso?") ? site.path : "/accesso"} class="panel narrow">
        <Hidden tokens={forms} />
        <Field id="username" label={words.username} value={username} required autocomplete="username" />
        <Field id="password" label={words.password} type="password" required autocomplete="current-password" />
        <button type="submit" class="btn btn-primary">
          {words.enter}
        </button>
      </form>
      {site.demo && accounts && accounts.length > 0 ? (
        <section class="panel narrow" aria-labelledby="prova">
          <h2 id="prova">{words.demoTitle}</h2>
          <p>{words.demoText}</p>
          <ul class="accounts">
            {accounts.map((account) => (
              <li>
                <strong>{account.name}</strong>, {account.role}
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
