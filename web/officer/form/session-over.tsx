import { Layout } from "../../layout/layout.tsx";
import { messagesIn } from "../../messages/messages.ts";
import { Hidden } from "../../parts/form.tsx";
import type { Site } from "../../views.ts";

/** Whoever wrote longer than the session lasts gets all of it back: it is in this page, to be sent again. */
export function SessionOver(props: {
  site: Site;
  /** Where the form posts to. */
  action: string;
  /** The key of the save that was refused. */
  idem: string;
  kept: readonly (readonly [name: string, value: string])[];
}) {
  const m = messagesIn(props.site.lang);
  const words = m.form;
  return (
    <Layout site={props.site} face="officer" title={words.sessionTitle}>
      <h1>{words.sessionTitle}</h1>
      <p class="lead">{words.sessionText}</p>
      <form method="post" action={props.action} class="buttons">
        {/* The session is over: its token is none, and the page that answers has the new one. */}
        <Hidden tokens={{ csrf: "", idem: props.idem }} />
        {props.kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <a class="btn btn-outline-primary" href="/accesso" target="_blank" rel="noopener">
          {words.sessionLogin}
        </a>
        <button type="submit" name="do" value="check" class="btn btn-primary">
          {words.sessionResume}
        </button>
      </form>
    </Layout>
  );
}
