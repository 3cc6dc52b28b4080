import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type ApiMessages, apiMessagesIn } from "../messages/api.ts";
import { messagesIn } from "../messages/messages.ts";
import type { Lang, Site } from "../views.ts";

export type ApiField = {
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
  readonly about: string;
};
export type ApiOperation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly note: string | undefined;
  readonly who: "anyone" | "link" | readonly string[];
  readonly sessionOnly: boolean;
  readonly hasKey: boolean;
  readonly ifMatch: "required" | "optional" | undefined;
  readonly params: readonly ApiField[];
  readonly body: readonly ApiField[] | undefined;
  readonly answer: readonly ApiField[] | "file" | "empty";
  readonly answerStatus: number;
  readonly problems: readonly (readonly [number, readonly string[]])[];
};
export type ApiGroup = { readonly tag: keyof ApiMessages["groups"]; readonly operations: readonly ApiOperation[] };
export type ApiDocsProps = { readonly site: Site; readonly groups: readonly ApiGroup[] };

/** `GET /api/documentazione`: every operation, drawn by us from the table that serves them. */
export function ApiDocs({ site, groups }: ApiDocsProps) {
  const m = messagesIn(site.lang);
  const words = apiMessagesIn(site.lang);
  const [before, after] = words.lead.split("«address»");
  return (
    <Layout
      site={site}
      face="portal"
      title={words.title}
      crumbs={[{ label: m.nav.home, href: "/" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">
        {before}
        <a href="/openapi.json">/openapi.json</a>
        {after}
      </p>
      <nav aria-label={words.contents}>
        <ul>
          {groups.map(({ tag }) => (
            <li>
              <a href={`#${tag}`}>{words.groups[tag]}</a>
            </li>
          ))}
          <li>
            <a href="/problemi">{words.problemsTitle}</a>
          </li>
        </ul>
      </nav>
      <h2>{words.rulesTitle}</h2>
      <ul>
        {words.rules.map((rule) => (
          <li>
            <Marked text={rule} />
          </li>
        ))}
      </ul>
      {groups.map(({ tag, operations }) => (
        <section aria-labelledby={tag}>
          <h2 id={tag} class="mt-5">
            {words.groups[tag]}
          </h2>
          {operations.map((operation) => (
            <Operation operation={operation} words={words} lang={site.lang} />
          ))}
        </section>
      ))}
    </Layout>
  );
}

/** «so» is written as code: names of headers and fields. */
function Marked({ text }: { text: string }) {
  return <>{text.split(/(«[^»]*»)/).map((part) => (part.startsWith("«") ? <code>{part.slice(1, -1)}</code> : part))}</>;
}

type OperationProps = { readonly operation: ApiOperation; readonly words: ApiMessages; readonly lang: Lang };

function Operation({ operation, words, lang }: OperationProps) {
  const { id, method, path, summary, note, params, body, answer, answerStatus, problems } = operation;
  return (
    <article class="mt-4 pb-3 border-bottom" aria-labelledby={`op-${id}`}>
      <h3 id={`op-${id}`} class="h5">
        {summary}
      </h3>
      <p class="text-break">
        <span class="badge bg-primary">{method}</span> <code>{path}</code>
      </p>
      {note ? (
        <p>
          <Ticked text={note} />
        </p>
      ) : null}
      <ul class="list-unstyled">
        <li>
          {words.who}: {whoIs(operation, words)}
        </li>
        {operation.hasKey ? (
          <li>
            <code>{words.key}</code>: {words.needed}
          </li>
        ) : null}
        {operation.ifMatch ? (
          <li>
            <code>{words.ifMatch}</code>: {operation.ifMatch === "required" ? words.needed : words.allowed}
          </li>
        ) : null}
      </ul>
      <details>
        <summary>{`${words.params}, ${words.body.toLowerCase()}, ${words.answer.toLowerCase()}, ${words.problems.toLowerCase()}`}</summary>
        {params.length > 0 ? <Fields of={id} lang={lang} title={words.params} fields={params} words={words} /> : null}
        {body ? <Fields of={id} lang={lang} title={words.body} fields={body} words={words} /> : null}
        {answer === "file" ? <p>{words.file}</p> : null}
        {answer === "empty" ? <p>{words.nothing}</p> : null}
        {typeof answer === "string" ? null : (
          <Fields of={id} lang={lang} title={`${words.answer} ${answerStatus}`} fields={answer} words={words} />
        )}
        <p class="fw-semibold mt-3 mb-1">{words.problems}</p>
        <ul class="list-unstyled">
          {problems.map(([status, codes]) => (
            <li class="text-break">
              {status}:{" "}
              {codes.map((code, at) => (
                <>
                  {at > 0 ? ", " : ""}
                  <a href={`/problemi/${code}`}>
                    <code>{code}</code>
                  </a>
                </>
              ))}
            </li>
          ))}
        </ul>
      </details>
    </article>
  );
}

function whoIs({ who, sessionOnly }: ApiOperation, words: ApiMessages): string {
  if (who === "anyone") return words.anyone;
  if (who === "link") return words.link;
  return sessionOnly ? `${who.join(", ")} (${words.sessionOnly})` : who.join(", ");
}

function Ticked({ text }: { text: string }) {
  return <>{text.split(/(`[^`]*`)/).map((part) => (part.startsWith("`") ? <code>{part.slice(1, -1)}</code> : part))}</>;
}

type FieldsProps = {
  /** The operation: a region's name says whose fields these are. */
  readonly of: string;
  readonly title: string;
  readonly fields: readonly ApiField[];
  readonly words: ApiMessages;
  readonly lang: Lang;
};

/** The document says everything in both languages, this page in its own. */
const half = (text: string | undefined, lang: Lang) => {
  const [italian, english] = text?.split(" / ") ?? [];
  return lang === "en" ? (english ?? italian) : italian;
};

function Fields({ of, title, fields, words, lang }: FieldsProps) {
  return (
    <section class="table-responsive" tabindex={0} aria-label={`${title}: ${of}`}>
      <table class="table table-sm">
        <caption class="caption-top">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.about}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, type, isNeeded, about }) => (
            <tr>
              <th scope="row">
                <code>{name}</code>
                {isNeeded ? "" : "?"}
              </th>
              <td class="text-break">
                <code>{type}</code>
              </td>
              <td>{half(about, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export type ApiProblem = {
  readonly code: string;
  readonly status: number;
  readonly sentence: string;
  readonly whoCanFix: keyof ApiMessages["fixers"];
};

/** `GET /problemi`: every code with its status. */
export function Problems({ site, problems }: { readonly site: Site; readonly problems: readonly ApiProblem[] }) {
  const m = messagesIn(site.lang);
  const words = apiMessagesIn(site.lang);
  const crumbs = [
    { label: m.nav.home, href: "/" },
    { label: words.title, href: "/api/documentazione" },
    { label: words.problemsTitle },
  ];
  return (
    <Layout site={site} face="portal" title={words.problemsTitle} crumbs={crumbs} noindex>
      <h1>{words.problemsTitle}</h1>
      <p class="lead">{words.problemsLead}</p>
      <dl>
        {problems.map(({ code, status, sentence }) => (
          <>
            <dt class="text-break">
              <a href={`/problemi/${code}`}>
                <code>{code}</code>
              </a>{" "}
              ({status})
            </dt>
            <dd>{sentence}</dd>
          </>
        ))}
      </dl>
    </Layout>
  );
}

/** `GET /problemi/:code`: where the `type` of a problem leads. */
export function Problem({ site, problem }: { readonly site: Site; readonly problem: ApiProblem }) {
  const m = messagesIn(site.lang);
  const words = apiMessagesIn(site.lang);
  const { code, status, sentence, whoCanFix } = problem;
  const crumbs = [
    { label: m.nav.home, href: "/" },
    { label: words.title, href: "/api/documentazione" },
    { label: words.problemsTitle, href: "/problemi" },
    { label: code },
  ];
  return (
    <Layout site={site} face="portal" title={fill(words.problemTitle, { code })} crumbs={crumbs} noindex>
      <h1 class="text-break">{code}</h1>
      <dl>
        <dt>{words.httpStatus}</dt>
        <dd>{status}</dd>
        <dt>{words.sentence}</dt>
        <dd>{sentence}</dd>
        <dt>{words.whoCanFix}</dt>
        <dd>{words.fixers[whoCanFix]}</dd>
      </dl>
      <p>{words.detailNote}</p>
      <p>
        <a href="/api/documentazione">{words.toDocs}</a>
      </p>
    </Layout>
  );
}
