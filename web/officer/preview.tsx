import type { ActHead } from "../../shared/act/index.ts";
import { fileSize, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Hidden } from "../parts/form.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import type { FormTokens, Site } from "../views.ts";

export type ShownPreview = {
  readonly state: "ASKED" | "READY" | "REFUSED" | "FAILED";
  readonly at: string;
  readonly expiresAt: string;
  readonly rev: number;
  readonly length?: number | undefined;
  readonly refusal?:
    | {
        readonly code: string;
        readonly why: { readonly it: string; readonly en: string };
        readonly field?: string | undefined;
      }
    | undefined;
};

export type PreviewProps = {
  readonly site: Site;
  readonly forms: FormTokens;
  readonly head: Pick<ActHead, "actId" | "subject">;
  readonly preview: ShownPreview | undefined;
  /** The act has changed since. */
  readonly stale: boolean;
};

/** Where an act is written can be seen printed: the same states that may still be changed. */
export function AskPreview({
  actId,
  forms,
  label,
  main,
}: {
  actId: string;
  forms: FormTokens;
  label: string;
  main?: boolean;
}) {
  return (
    <form method="post" action={`/ufficio/atti/${encodeURIComponent(actId)}/anteprima`} class="inline-form">
      <Hidden tokens={forms} />
      <button type="submit" class={main ? "btn btn-primary" : "btn btn-outline-primary"}>
        {label}
      </button>
    </form>
  );
}

/** What the form calls the part of the act that a place on the printed page comes from. */
function partOf(field: string | undefined, m: Messages): string | undefined {
  const [first = "", second = ""] = (field ?? "").split(/[.[]/);
  const parts: Readonly<Record<string, string>> = m.form.parts;
  const fields: Readonly<Record<string, string>> = m.form.fields;
  if (first === "sections") return parts[second];
  if (first === "roles") return parts["people"];
  return fields[first] ?? parts[first];
}

function Answered({ preview, stale, m, lang, url }: PreviewProps & { m: Messages; lang: "it" | "en"; url: string }) {
  const words = m.preview;
  if (!preview)
    return (
      <Empty title={words.none}>
        <p>{words.noneText}</p>
      </Empty>
    );
  if (preview.state === "ASKED")
    return (
      <Notice tone="info" title={words.asked} role="status">
        <p>{words.askedText}</p>
        <p>
          <a class="btn btn-primary" href={`${url}/anteprima`}>
            {words.look}
          </a>
        </p>
      </Notice>
    );
  if (preview.state === "READY")
    return (
      <>
        <Notice tone={stale ? "warning" : "success"} title={stale ? words.stale : words.ready} role="status">
          {stale ? <p>{fill(words.staleText, { rev: preview.rev })}</p> : null}
          <p>
            <a class={stale ? "btn btn-outline-primary" : "btn btn-primary"} href={`${url}/anteprima.pdf`}>
              {fill(words.open, { size: fileSize(preview.length ?? 0, lang) })}
            </a>
          </p>
        </Notice>
        <Facts
          wide
          facts={[
            [words.revision, preview.rev],
            [words.made, moment(preview.at, lang)],
            [words.until, moment(preview.expiresAt, lang)],
          ]}
        />
      </>
    );
  const refusal = preview.state === "REFUSED" ? preview.refusal : undefined;
  if (!refusal)
    return (
      <Notice tone="warning" title={words.failed} role="alert">
        <p>{words.failedText}</p>
      </Notice>
    );
  const part = partOf(refusal.field, m);
  return (
    <Notice tone="danger" title={words.refused} role="alert">
      <p>{refusal.why[lang]}</p>
      {part ? (
        <p>
          {words.where}: <strong>{part}</strong>
        </p>
      ) : null}
      <p class="codes">{refusal.code}</p>
      <p>
        <a href={`${url}/modifica`}>{words.mend}</a>
      </p>
    </Notice>
  );
}

/** `GET /ufficio/atti/:id/anteprima`: a draft's pages, asked for and looked at without any script. */
export function PreviewPage(props: PreviewProps) {
  const { site, head, preview, stale, forms } = props;
  const m = messagesIn(site.lang);
  const words = m.preview;
  const url = `/ufficio/atti/${encodeURIComponent(head.actId)}`;
  const crumbs = [
    { label: m.nav.worklist, href: "/ufficio" },
    { label: head.subject, href: url, lang: "it" as const },
    { label: words.title },
  ];
  const settled = preview !== undefined && preview.state !== "FAILED" && !stale;
  return (
    <Layout site={site} face="officer" title={words.title} crumbs={crumbs}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Answered {...props} m={m} lang={site.lang} url={url} />
      <div class="buttons">
        {settled ? null : (
          <AskPreview actId={head.actId} forms={forms} label={preview ? words.askAgain : words.askFirst} main />
        )}
        <a href={url}>{words.back}</a>
      </div>
    </Layout>
  );
}
