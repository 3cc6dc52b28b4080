import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import type { LinkPageProps, LinkProblemProps } from "../views.ts";

/**
 * `GET /f`: the token is in the fragment, which no request carries; the script posts it. Without a script it is pasted.
 * Nothing is consumed by opening this page, so that a mail scanner can neither spend nor approve.
 */
export function LinkPage({ site, forms }: LinkPageProps) {
  const m = messagesIn(site.lang);
  const words = m.signatory.link;
  return (
    <Layout site={site} face="signatory" title={words.title} scripts={["link.js"]}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <p role="status" data-link-state data-opening={words.opening}></p>
      <form method="post" action="/f/apri" class="panel narrow" data-link>
        <h2>{words.pasteTitle}</h2>
        <Hidden tokens={forms} />
        <Field id="token" label={words.token} hint={words.tokenHint} mono required autocomplete="off" />
        <button type="submit" class="btn btn-primary">
          {words.open}
        </button>
      </form>
    </Layout>
  );
}

/** A link that opens nothing: what is wrong with it, that nothing changed, and what to do. */
export function LinkProblem({ site, problem }: LinkProblemProps) {
  const m = messagesIn(site.lang);
  const words = m.signatory.problem;
  const { office } = site;
  return (
    <Layout site={site} face="signatory" title={words[problem]}>
      <h1>{words[problem]}</h1>
      <Notice tone="info" title={words.nothing} />
      <h2>{words.whatToDo}</h2>
      <p class="lead">{fill(words[`${problem}Text`], { office: office.name })}</p>
      {office.email ? (
        <p>
          <a href={`mailto:${office.email}`}>{office.email}</a>
        </p>
      ) : null}
    </Layout>
  );
}
