import type { OidcRefusedProps, OidcReturnProps, PassOnProps } from "../access-views.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Notice } from "../parts/notice.tsx";

/**
 * Leads on to the identity provider. A form of ours may be answered by no other site (`form-action 'self'`), and a
 * provider may lead on to a third one: so the page is answered, and it is the page that goes on.
 */
export function PassOn({ site, kind, href }: PassOnProps) {
  const words = messagesIn(site.lang).access;
  const title = kind === "leave" ? words.leaveTitle : words.logoutTitle;
  return (
    <Layout site={site} face="officer" title={title} refresh={href}>
      <h1>{title}</h1>
      <p class="lead">{kind === "leave" ? words.leaveText : words.logoutText}</p>
      <p>
        <a class="btn btn-primary" href={href} rel="noreferrer">
          {kind === "leave" ? words.leaveGo : words.logoutGo}
        </a>
      </p>
    </Layout>
  );
}

/** `GET /accesso/identita/ritorno`: nothing is spent by the GET, and the post comes from our own page with its cookies. */
export function OidcReturn({ site, query }: OidcReturnProps) {
  const words = messagesIn(site.lang).access;
  return (
    <Layout site={site} face="officer" title={words.returnTitle} scripts={["go-on.js"]}>
      <h1>{words.returnTitle}</h1>
      <p class="lead">{words.returnText}</p>
      <form method="post" action="/accesso/identita/ritorno" data-go-on>
        <input type="hidden" name="risposta" value={query} />
        <button type="submit" class="btn btn-primary">
          {words.returnGo}
        </button>
      </form>
    </Layout>
  );
}

/** Nobody was let in, and why. */
export function OidcRefused({ site, refusal }: OidcRefusedProps) {
  const words = messagesIn(site.lang).access;
  return (
    <Layout site={site} face="officer" title={words.codeRefused}>
      <h1>{words.codeRefused}</h1>
      <Notice tone="danger" title={refusal.why[site.lang]} role="alert" />
      <p>
        <a href="/accesso">{words.again}</a>
      </p>
    </Layout>
  );
}
