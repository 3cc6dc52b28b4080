import type { Messages } from "../messages/messages.ts";
import { Fingerprint } from "../parts/facts.tsx";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import type { FormTokens } from "../views.ts";

/** The very PDF as the text of a new act: approved, signed and numbered as it is, its copy stamped below the pages. */
export function AsDocument(props: {
  document?: { readonly ok: true; readonly sha256: string } | { readonly ok: false; readonly why: string } | undefined;
  subject?: string | undefined;
  importId: string;
  forms: FormTokens;
  m: Messages;
}) {
  const { document, subject, importId, forms, m } = props;
  if (!document) return null;
  const words = m.importing;
  return (
    <section class="panel" aria-labelledby="come-testo">
      <h2 id="come-testo">{words.asDocument}</h2>
      <p>{words.asDocumentText}</p>
      {document.ok ? (
        <form method="post" action={`/ufficio/importa/${importId}/atto`}>
          <Hidden tokens={{ ...forms, idem: `${forms.idem}.document` }} />
          <input type="hidden" name="as" value="document" />
          <p class="impronta-line">
            <span>{words.documentDigest}</span>
            <Fingerprint value={document.sha256} />
          </p>
          <Field id="subject" label={m.act.subject} rows={3} value={subject} required maxlength={900} />
          <button type="submit" class="btn btn-primary">
            {words.asDocumentButton}
          </button>
        </form>
      ) : (
        <Notice tone="warning" title={words.asDocumentNo}>
          <p>{document.why}</p>
        </Notice>
      )}
    </section>
  );
}
