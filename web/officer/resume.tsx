import { fill } from "../format.ts";
import { messagesIn } from "../messages/messages.ts";
import { Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import type { OfficerActProps } from "../views.ts";

/** "Riprendi": for whoever looks after the act when something is late; what came of the last time that it was pressed. */
export function Resume({ site, forms, head, mayResume, resumed, history, undelivered = [] }: OfficerActProps) {
  const words = messagesIn(site.lang).route.resume;
  const isOpen = history.some((entry) => entry.undelivered) || undelivered.length > 0;
  return (
    <>
      {resumed === undefined ? null : (
        <Notice tone={resumed > 0 ? "success" : "info"} title={words.title} role="status">
          <p>{resumed > 0 ? fill(words.done, { n: resumed }) : words.nothing}</p>
        </Notice>
      )}
      {mayResume ? (
        <details class="reader" open={isOpen}>
          <summary>{words.title}</summary>
          <form method="post" action={`/ufficio/atti/${encodeURIComponent(head.actId)}/riprendi`} class="panel action">
            <Hidden tokens={forms} />
            <p>{words.text}</p>
            <button type="submit" class="btn btn-outline-primary">
              {words.button}
            </button>
          </form>
        </details>
      ) : null}
    </>
  );
}
