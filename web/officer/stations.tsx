import type { ActHead, Assignment, Step } from "../../shared/act/index.ts";
import { fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Icon } from "../parts/icon.tsx";
import type { Lang } from "../views.ts";

type Standing = "done" | "current" | "todo" | "failed";
type Station = { readonly title: string; readonly lines: readonly string[]; readonly standing: Standing };

const before = (head: ActHead) =>
  ["DRAFT", "ATTACHMENTS_PENDING", "READY", "BLOCKED"].includes(head.state) && !head.submission;

function assignmentLine(one: Assignment, step: Step, m: Messages, lang: Lang): string {
  const words = m.officer.stations;
  const time = one.at ? moment(one.at, lang) : "";
  const said: Record<Assignment["state"], string> = {
    PENDING:
      step.state === "WAITING"
        ? words.waiting
        : fill(words.pending, { time: step.dueAt ? moment(step.dueAt, lang) : "—" }),
    APPROVED: fill(words.approvedAt, { time }),
    SIGNED: fill(words.signedAt, { time }),
    RETURNED: fill(words.returnedAt, { time }),
    REJECTED: fill(words.rejectedAt, { time }),
    REVOKED: words.revoked,
  };
  return `${one.name}: ${said[one.state]}`;
}

function stepStation(step: Step, m: Messages, lang: Lang): Station {
  const standings = { WAITING: "todo", OPEN: "current", SATISFIED: "done", FAILED: "failed" } as const;
  return {
    title: step.role,
    lines: step.assignments.map((one) => assignmentLine(one, step, m, lang)),
    standing: standings[step.state],
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
      ? head.route.map((step) => stepStation(step, m, lang))
      : [{ title: words.route, lines: [], standing: head.submission ? "current" : "todo" }];
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
              {station.title}
              <span class="visually-hidden"> ({m.officer.stations[station.standing]})</span>
            </p>
            {station.lines.map((line) => (
              <p class="station-line">{line}</p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
