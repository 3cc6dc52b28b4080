import {
  type Finding,
  type Found,
  fieldWords,
  type Missing,
  missingWords,
  type Problem,
  problemWords,
} from "../../shared/act/index.ts";
import { fileSize, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { UploadControl } from "../parts/upload-control.tsx";
import type { FormTokens, Lang, ShownRefusal, Site } from "../views.ts";
import { AsDocument } from "./import-document.tsx";

type Page = { readonly site: Site; readonly forms: FormTokens; readonly importId: string };

export type ImportStartProps = Page & {
  /** Bytes. */
  readonly limit: number;
  /** Bytes that the plain form takes; absent where there is none. */
  readonly plainLimit?: number | undefined;
  readonly text?: string | undefined;
  readonly refusal?: ShownRefusal | undefined;
};

/** What was read, as the page shows it; or why nothing was. */
export type ImportResultProps = Page & { readonly fileName: string } & (
    | { readonly state: "WAITING"; readonly until: string }
    | { readonly state: "REFUSED"; readonly why: string }
    | {
        readonly state: "READ";
        readonly found: readonly Found[];
        readonly missing: readonly Missing[];
        readonly problems: readonly Problem[];
        /** Null where body or subject are missing: nothing was checked, and no act can be made. */
        readonly findings: readonly Finding[] | null;
        readonly numbered: boolean;
        readonly blankPages: readonly number[];
        readonly envelopes: number;
        /** Whether the very PDF may be the act's text; absent for what is no PDF of its own. */
        readonly document?:
          | { readonly ok: true; readonly sha256: string }
          | { readonly ok: false; readonly why: string }
          | undefined;
        readonly subject?: string | undefined;
      }
  );

const crumbsOf = (m: Messages, last: string) => [
  { label: m.nav.worklist, href: "/ufficio" },
  { label: m.officer.new.title, href: "/ufficio/nuovo" },
  { label: last },
];

/** `GET /ufficio/importa`: the file through a permission to upload, or the text through a form. */
export function ImportStart({ site, forms, importId, limit, plainLimit, text, refusal }: ImportStartProps) {
  const m = messagesIn(site.lang);
  const words = m.importing;
  const here = `/ufficio/importa/${importId}`;
  return (
    <Layout site={site} face="officer" title={words.title} crumbs={crumbsOf(m, words.title)} scripts={["upload.js"]}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Refusal site={site} title={words.refused} refusal={refusal} />
      <section class="panel" aria-labelledby="dal-file">
        <h2 id="dal-file">{words.fromFile}</h2>
        <p>{words.fromFileText}</p>
        <UploadControl
          main
          label="importa"
          fieldLabel={words.choose}
          button={words.read}
          permissionUrl={`${here}/permesso`}
          statusUrl={`${here}/stato.json`}
          doneHref={here}
          forms={forms}
          m={m}
          limit={{ bytes: limit, text: fileSize(limit, site.lang) }}
          plain={plainLimit ? { action: `${here}/file`, limit: fileSize(plainLimit, site.lang) } : undefined}
        />
        <p class="file-note">{fill(words.limit, { limit: fileSize(limit, site.lang) })}</p>
      </section>
      <form method="post" action={here} class="panel">
        <Hidden tokens={forms} />
        <h2>{words.fromText}</h2>
        <p>{words.fromTextText}</p>
        <Field id="text" label={words.text} rows={10} value={text} required />
        <button type="submit" class="btn btn-primary">
          {words.readText}
        </button>
      </form>
    </Layout>
  );
}

/** `GET /ufficio/importa/:id`: what was found beside what is missing, and what can be made of it. */
export function ImportResult(props: ImportResultProps) {
  const { site, fileName } = props;
  const m = messagesIn(site.lang);
  const words = m.importing;
  return (
    <Layout site={site} face="officer" title={words.resultTitle} crumbs={crumbsOf(m, words.resultTitle)}>
      <h1>{words.resultTitle}</h1>
      <p class="lead">{fill(words.source, { name: fileName })}</p>
      {props.state === "WAITING" ? (
        <Notice tone="info" title={words.waiting} role="status">
          <p>{fill(words.waitingText, { time: moment(props.until, site.lang) })}</p>
        </Notice>
      ) : null}
      {props.state === "REFUSED" ? (
        <Notice tone="danger" title={words.refused} role="alert">
          <p>{props.why}</p>
        </Notice>
      ) : null}
      {props.state === "READ" ? <Read {...props} m={m} /> : null}
      <p>
        <a href="/ufficio/importa">{words.again}</a>
      </p>
    </Layout>
  );
}

type ReadProps = Extract<ImportResultProps, { state: "READ" }> & { readonly m: Messages };

function Read(props: ReadProps) {
  const { found, missing, problems, findings, site, m } = props;
  const words = m.importing;
  const scan = missing.some(({ why }) => why === "no-text");
  if (scan || found.length === 0)
    return (
      <>
        <Notice tone="warning" title={scan ? words.scan : words.nothing} role="alert">
          <p>{scan ? words.scanText : words.nothingText}</p>
        </Notice>
        <AsDocument {...props} />
      </>
    );
  const notFound = missing.filter(({ why }) => why === "not-found");
  const person = missing.filter(({ why }) => why === "person");
  return (
    <>
      {props.envelopes > 0 ? <p>{words.envelope}</p> : null}
      {props.blankPages.length > 0 ? (
        <p>{fill(words.blank, { pages: props.blankPages.slice(0, 30).join(", ") })}</p>
      ) : null}
      <div class="import-sides">
        <section aria-labelledby="mancante">
          <h2 id="mancante">
            {words.missing} <span class="count-tag">{notFound.length}</span>
          </h2>
          {notFound.length === 0 ? <p>{words.missingNone}</p> : <MissingList missing={notFound} lang={site.lang} />}
          {person.length > 0 ? (
            <>
              <h3>{words.person}</h3>
              <p class="file-note">{words.personNote}</p>
              <MissingList missing={person} lang={site.lang} />
            </>
          ) : null}
          {problems.length > 0 ? (
            <>
              <h3>{words.problems}</h3>
              <ul>
                {problems.map((one) => (
                  <li>{problemWords(one)[site.lang]}</li>
                ))}
              </ul>
            </>
          ) : null}
          <Checks findings={findings} m={m} />
        </section>
        <section aria-labelledby="trovato">
          <h2 id="trovato">
            {words.found} <span class="count-tag">{found.length}</span>
          </h2>
          <p class="file-note">{words.foundNote}</p>
          <FoundList found={found} lang={site.lang} m={m} />
        </section>
      </div>
      <Next {...props} />
      <AsDocument {...props} />
    </>
  );
}

function FoundList({ found, lang, m }: { found: readonly Found[]; lang: Lang; m: Messages }) {
  return (
    <dl class="facts facts-wide import-found">
      {found.map((one) => (
        <div class="fact">
          <dt>{capital(fieldWords(one.field)[lang])}</dt>
          <dd>
            <span class={/^[0-9A-F]{64}$/.test(one.value) ? "impronta" : ""} lang="it">
              {one.value}
            </span>{" "}
            <span class="file-note">{fill(m.importing.page, { n: one.where.page })}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function MissingList({ missing, lang }: { missing: readonly Missing[]; lang: Lang }) {
  return (
    <ul>
      {missing.map((one) => (
        <li>
          {capital(fieldWords(one.field)[lang])}
          <span class="visually-hidden">: {missingWords(one)[lang]}</span>
        </li>
      ))}
    </ul>
  );
}

function Checks({ findings, m }: { findings: readonly Finding[] | null; m: Messages }) {
  const words = m.importing;
  const order = ["E", "A", "I"];
  const sorted = findings?.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
  return (
    <>
      <h3>{words.checks}</h3>
      {sorted === undefined ? <p>{words.checksNot}</p> : null}
      {sorted?.length === 0 ? <p>{words.checksNone}</p> : null}
      <ul class="import-checks">
        {sorted?.map((one) => (
          <li>
            <span class={`tag tag-${one.severity === "E" ? "danger" : one.severity === "A" ? "warning" : "neutral"}`}>
              {m.form[`severity${one.severity}`]}
            </span>{" "}
            <code class="code">{one.code}</code> <span>{one.message}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Next({ findings, numbered, importId, forms, m }: ReadProps) {
  const words = m.importing;
  const act = `/ufficio/importa/${importId}/atto`;
  const door = (as: "imported" | "new", title: string, text: string, primary: boolean) => (
    <li>
      <h3>{title}</h3>
      <p>{text}</p>
      <form method="post" action={act}>
        <Hidden tokens={{ ...forms, idem: `${forms.idem}.${as}` }} />
        <input type="hidden" name="as" value={as} />
        <button type="submit" class={`btn ${primary ? "btn-primary" : "btn-outline-primary"}`}>
          {title}
        </button>
      </form>
    </li>
  );
  return (
    <section aria-labelledby="poi">
      <h2 id="poi">{words.next}</h2>
      {findings === null ? (
        <p>
          {words.cannot} <a href="/ufficio/nuovo">{m.officer.new.title}</a>
        </p>
      ) : (
        <ul class="doors">
          {numbered ? (
            door("imported", words.asImported, words.asImportedText, true)
          ) : (
            <li>
              <h3>{words.asImported}</h3>
              <p>{words.asImportedNo}</p>
            </li>
          )}
          {door("new", words.asNew, words.asNewText, !numbered)}
        </ul>
      )}
    </section>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
