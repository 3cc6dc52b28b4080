import { fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import type { Level, ServiceCheck } from "./service-checks.ts";
import type { ServiceStatusProps } from "./service-views.ts";

type Props = ServiceStatusProps & { readonly m: Messages };

const tones: Readonly<Record<Level, string>> = { good: "success", watch: "warning", bad: "danger", unknown: "neutral" };

const levels: readonly Level[] = ["bad", "watch", "unknown", "good"];
/** What must be mended stands first. */
const inOrder = (checks: readonly ServiceCheck[]) =>
  levels.flatMap((level) => checks.filter((one) => one.level === level));

/** `GET /ufficio/stato`: each part of the service, what its state means and what to do. */
export function ServiceStatusPage(props: ServiceStatusProps) {
  const { site, checks, retried } = props;
  const m = messagesIn(site.lang);
  const words = m.service;
  const worst = checks.some(({ level }) => level === "bad")
    ? "bad"
    : checks.some(({ level }) => level === "watch")
      ? "watch"
      : "good";
  return (
    <Layout
      site={site}
      face="officer"
      title={words.title}
      crumbs={[{ label: m.nav.worklist, href: "/ufficio" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words[`all_${worst}`]}</p>
      {retried === undefined ? null : (
        <Notice tone={retried > 0 ? "success" : "info"} title={words.retriedTitle} role="status">
          <p>{retried > 0 ? fill(words.retried, { n: retried }) : words.retriedNone}</p>
        </Notice>
      )}
      <ul class="files">
        {inOrder(checks).map((check) => (
          <Part {...props} m={m} check={check} />
        ))}
      </ul>
      <p class="file-note">{words.probes}</p>
    </Layout>
  );
}

function factOf({ part, level, count, since }: ServiceCheck, { m, site, most }: Props): string {
  const words = m.service;
  if (level === "unknown") return words.unknown;
  const n = count ?? 0;
  const shown = n >= most ? fill(words.atLeast, { n }) : String(n);
  const at = since === null ? "—" : moment(since, site.lang);
  if (part === "stores") return level === "good" ? words.storesGood : words.storesBad;
  if (part === "outbox") return n === 0 ? words.outboxNone : fill(words.outboxFact, { n: shown, at });
  if (part === "trust") return level === "watch" ? words.trustNone : n === 0 ? words.trustGood : words.trustLate;
  if (part === "sealCertificate") return fill(words.sealCertificateFact, { at, n });
  if (part === "disk") return fill(words.diskFact, { n });
  return n === 0 ? words.none : fill(words.countFact, { n: shown });
}

function Part({ check, ...props }: Props & { readonly check: ServiceCheck }) {
  const { m, forms, mayMend } = props;
  const words = m.service;
  const { part, level, acts, names } = check;
  const told = words.parts[part];
  const toDeliveries = (part === "mails" || part === "webhooks") && level !== "good";
  return (
    <li class="panel">
      <div class="file-head">
        <span class={`tag tag-${tones[level]}`}>{words[level]}</span>
        <div>
          <h2 class="h4">{told.name}</h2>
        </div>
      </div>
      <p>
        <strong>{factOf(check, props)}</strong>
        {names.length > 0 ? <span class="codes"> {names.join(", ")}</span> : null}
      </p>
      <p class="file-note">{told.means}</p>
      {level === "good" ? null : (
        <p>
          <strong>{words.toDo}</strong> {level === "unknown" ? words.unknownDo : told.act}
        </p>
      )}
      {acts.length > 0 ? (
        <ul class="plain">
          {acts.map((act) => (
            <li>
              <a href={`/ufficio/atti/${encodeURIComponent(act.actId)}`} lang="it">
                {act.subject}
              </a>{" "}
              <span class="codes">
                {act.code} · {fill(words.attempts, { n: act.attempts })}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {toDeliveries ? (
        <p>
          <a href="/ufficio/consegne">{words.toDeliveries}</a>
        </p>
      ) : null}
      {part === "outbox" && mayMend && (check.count ?? 0) > 0 ? (
        <form method="post" action="/ufficio/stato/riprova">
          <Hidden tokens={forms} />
          <button type="submit" class="btn btn-outline-primary">
            {words.retry}
          </button>
        </form>
      ) : null}
    </li>
  );
}
