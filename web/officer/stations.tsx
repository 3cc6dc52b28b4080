import { type ActHead, type Assignment, groupOf, needed, type Step, seats } from "../../shared/act/index.ts";
import { fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Icon } from "../parts/icon.tsx";
import { Line, written } from "../parts/written.tsx";
import type { Lang } from "../views.ts";

type Standing = "done" | "current" | "todo" | "failed";
type Station = { readonly title: string; readonly lines: readonly string[]; readonly standing: Standing };

const before = (head: ActHead) =>
  ["DRAFT", "ATTACHMENTS_PENDING", "READY", "BLOCKED"].includes(head.state) && !head.submission;

/** A person's name, with whose place they take and by which act. */
function nameLine(one: Assignment, m: Messages): string {
  const words = m.route.step;
  if (!one.onBehalfOf) return one.name;
  const name = fill(words.onBehalf, { name: one.name, other: one.onBehalfOf.name });
  if (!one.formula) return name;
  return `${name} – ${fill(words.formula, { formula: written(one.formula), decree: written(one.decree ?? "—") })}`;
}

function assignmentLine(one: Assignment, step: Step, m: Messages, lang: Lang): string {
  const words = m.officer.stations;
  const time = one.at ? moment(one.at, lang) : "";
  const isVacant = seats(step).some((seat) => seat.who === one.who);
  const said: Record<Assignment["state"], string> = {
    PENDING:
      step.state === "WAITING"
        ? words.waiting
        : fill(words.pending, { time: step.dueAt ? moment(step.dueAt, lang) : "—" }),
    APPROVED: fill(words.approvedAt, { time }),
    OPINION: opinionLine(one, m, lang),
    SIGNED: fill(step.kind === "visto" ? m.route.step.vistoGiven : words.signedAt, { time }),
    RETURNED: fill(words.returnedAt, { time }),
    REJECTED: fill(words.rejectedAt, { time }),
    REVOKED: words.revoked,
    DELEGATED: fill(m.route.step.delegated, { time }),
    ABSTAINED: fill(isVacant ? m.route.step.vacant : m.route.step.abstained, { time }),
    SUBSTITUTED: fill(m.route.step.substituted, { time }),
  };
  return `${nameLine(one, m)}: ${said[one.state]}${reasonLine(one, m)}`;
}

function opinionLine(one: Assignment, m: Messages, lang: Lang): string {
  const words = m.route.step;
  const said = fill(words[one.opinion ?? "FAVOURABLE"], { time: one.at ? moment(one.at, lang) : "—" });
  return one.keptFrom ? `${said} (${fill(words.kept, { rev: one.keptFrom })})` : said;
}

/** Why, and of which page or attachment it speaks. */
export function reasonLine(one: Pick<Assignment, "reason" | "anchor">, m: Messages): string {
  if (!one.reason) return "";
  const words = m.route.step;
  const { anchor } = one;
  const place = !anchor
    ? ""
    : "page" in anchor
      ? ` (${fill(words.page, { page: anchor.page })})`
      : ` (${fill(words.attachment, { label: anchor.attachment })})`;
  return `. ${fill(words.reason, { reason: written(one.reason) })}${place}`;
}

/** How many are needed, what goes along with it, since when, and how often people were asked. */
function stepLines(step: Step, head: ActHead, m: Messages, lang: Lang): string[] {
  const words = m.route.step;
  const n = seats(step).length;
  const given = seats(step).filter((one) => ["APPROVED", "OPINION", "SIGNED"].includes(one.state)).length;
  const isTogether = head.route.some((other) => other.n !== step.n && groupOf(other) === groupOf(step));
  return [
    ...(step.mode === "ANY" && n > 1 ? [fill(words.any, { n })] : []),
    ...(step.mode === "QUORUM" ? [fill(words.quorum, { k: needed(step), n, given })] : []),
    ...(isTogether ? [words.together] : []),
    ...(step.state === "OPEN" && step.openedAt ? [fill(words.since, { time: moment(step.openedAt, lang) })] : []),
    ...(step.state === "OPEN" && step.remindedAt
      ? [fill(words.reminded, { time: moment(step.remindedAt, lang) })]
      : []),
    ...(step.state === "OPEN" && step.expired ? [fill(words.expired, { n: step.expired })] : []),
  ];
}

function stepStation(step: Step, head: ActHead, m: Messages, lang: Lang): Station {
  const standings = { WAITING: "todo", OPEN: "current", SATISFIED: "done", FAILED: "failed" } as const;
  const refused = step.kind === "visto" && step.state === "SATISFIED" && head.effect === "VISTO_REFUSED";
  return {
    title: written(step.role),
    lines: [...stepLines(step, head, m, lang), ...step.assignments.map((one) => assignmentLine(one, step, m, lang))],
    standing: refused ? "failed" : standings[step.state],
  };
}

function stationsOf(head: ActHead, m: Messages, lang: Lang): readonly Station[] {
  const words = m.officer.stations;
  const early = before(head);
  const draft: Standing = head.state === "DRAFT" ? "current" : "done";
  const attachments: Standing =
    head.state === "DRAFT" ? "todo" : head.state === "BLOCKED" ? "failed" : early ? "current" : "done";
  const verified = head.slots.filter((slot) => slot.state === "VERIFIED").length;
  const route: readonly Station[] =
    head.route.length > 0
      ? head.route.filter((step) => step.kind !== "visto").map((step) => stepStation(step, head, m, lang))
      : [{ title: words.route, lines: [], standing: head.submission ? "current" : "todo" }];
  const visti = head.route.filter((step) => step.kind === "visto").map((step) => stepStation(step, head, m, lang));
  const number: Standing = head.registration ? "done" : head.state === "SIGNED" ? "current" : "todo";
  const seal: Standing = head.copy ? "done" : head.sealError ? "failed" : head.registration ? "current" : "todo";
  const publication: Standing = head.publication ? "done" : head.state === "SEALED" ? "current" : "todo";
  return [
    { title: words.draft, lines: [moment(head.createdAt, lang)], standing: draft },
    {
      title: words.attachments,
      lines: head.slots.length > 0 ? [`${verified}/${head.slots.length}`] : [],
      standing: attachments,
    },
    ...route,
    {
      title: words.number,
      lines: head.registration ? [`${head.registration.number}/${head.registration.year}`] : [],
      standing: number,
    },
    ...visti,
    { title: words.seal, lines: head.copy ? [moment(head.copy.at, lang)] : [], standing: seal },
    {
      title: words.publication,
      lines: head.publication ? [moment(head.publication.at, lang)] : [],
      standing: publication,
    },
  ];
}

const icons = { done: "it-check", current: "it-clock", todo: "", failed: "it-close" } as const;

/** The life of the act as a line of stations, top to bottom. */
export function Stations({ head, m, lang }: { head: ActHead; m: Messages; lang: Lang }) {
  return (
    <ol class="stations">
      {stationsOf(head, m, lang).map((station) => (
        <li
          class={`station station-${station.standing}`}
          {...(station.standing === "current" ? { "aria-current": "step" } : {})}
        >
          <span class="station-dot">
            {icons[station.standing] ? <Icon name={icons[station.standing]} size="sm" /> : null}
          </span>
          <div>
            <p class="station-title">
              <Line text={station.title} />
              <span class="visually-hidden"> ({m.officer.stations[station.standing]})</span>
            </p>
            {station.lines.map((line) => (
              <p class="station-line">
                <Line text={line} />
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
