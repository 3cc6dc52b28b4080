import type { ActHead } from "../../shared/act/index.ts";
import type { EvidenceEntry, LateList, LaterVerdict } from "../evidence-views.ts";
import { fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Notice } from "../parts/notice.tsx";
import type { Lang } from "../views.ts";

/** Why a signed file that arrived is not accepted yet. */
export function MissingTimestamp({ head, m, lang }: { head: ActHead; m: Messages; lang: Lang }) {
  const { timestampMissing: missing } = head;
  if (!missing || head.state !== "APPROVED") return null;
  const words = m.evidence;
  const why = words.why[missing.code as keyof typeof words.why] ?? missing.code;
  return (
    <Notice tone="warning" title={words.timestampMissing}>
      <p>
        {fill(words.timestampMissingText, {
          why,
          attempts: missing.attempts,
          time: moment(missing.at, lang),
          retry: moment(missing.retryAt, lang),
        })}
      </p>
      <p class="codes">
        {missing.code} · <span lang="en">{missing.message}</span>
      </p>
    </Notice>
  );
}

/** Addresses that gave nothing: said once a file. */
export function Unanswered({ n, m }: { n: number | undefined; m: Messages }) {
  return n === undefined ? null : <p class="file-note">{fill(m.evidence.unanswered, { n })}</p>;
}

/** Reports, token, answers, certificates and lists that the verdicts stand on, to be downloaded one by one. */
export function KeptEvidence({ entries, actId, m }: { entries: readonly EvidenceEntry[]; actId: string; m: Messages }) {
  if (entries.length === 0) return null;
  const words = m.evidence;
  return (
    <section aria-labelledby="prove">
      <h2 id="prove">{words.title}</h2>
      <details>
        <summary>{`${words.title} (${entries.length})`}</summary>
        <p>{words.lead}</p>
        <ul class="plain">
          {entries.map(({ kind, sha256, about }) => (
            <li>
              <a href={`/ufficio/atti/${encodeURIComponent(actId)}/prove/${sha256}`}>{words.kinds[kind]}</a>
              {` · ${about.join(", ")} · `}
              <code class="impronta">{sha256}</code>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** What came of asking again; the verdict of the arrival stays where it is. */
export function LaterVerdicts({ later, m, lang }: { later: readonly LaterVerdict[]; m: Messages; lang: Lang }) {
  const asked = later.filter(({ verdict }) => verdict !== undefined);
  if (asked.length === 0) return null;
  const words = m.evidence;
  const isBad = asked.some(({ verdict }) => verdict === "invalid");
  return (
    <Notice tone={isBad ? "danger" : "info"} title={words.later}>
      {asked.map(({ name, attempts, missing, at, verdict }) => (
        <p>
          {fill(words.laterText, {
            name,
            attempts,
            missing,
            time: moment(at, lang),
            verdict: words.verdicts[verdict ?? "undetermined"],
          })}
        </p>
      ))}
    </Notice>
  );
}

/** Lists past their next update: somebody must fetch them again. */
export function LateLists({ lists, m, lang }: { lists: readonly LateList[]; m: Messages; lang: Lang }) {
  if (lists.length === 0) return null;
  const words = m.evidence;
  return (
    <Notice tone="warning" title={words.lateListTitle}>
      {lists.map(({ territory, sequence, until }) => (
        <p>
          {until === null
            ? fill(words.lateListClosed, { territory, sequence })
            : fill(words.lateList, { territory, sequence, until: moment(until, lang) })}
        </p>
      ))}
      <p>{words.lateListText}</p>
    </Notice>
  );
}
