import { fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import type { HistoryEntry, Lang } from "../views.ts";

function said(entry: HistoryEntry, m: Messages): string {
  const words = m.officer.events;
  const { data } = entry;
  const choice = data["choice"];
  const values: Record<string, string | number> = {
    rev: data["rev"] ?? "",
    step: data["step"] ?? "",
    codes: data["codes"] ?? "",
    number: data["number"] ?? "",
    label: data["label"] ?? words.signedFile,
    verdict: "",
  };
  const code = data["code"];
  if (typeof code === "string" && code in m.verdict) values["verdict"] = m.verdict[code as keyof Messages["verdict"]];
  const known = Object.entries(words).find(([key]) => key === entry.type)?.[1];
  const sentence = fill(known ?? entry.type, values);
  const decided = Object.entries(words).find(([key]) => key === `decision${choice}`)?.[1];
  return decided ? `${sentence}: ${decided}` : sentence;
}

/** What happened, oldest first, each with its number in the audit chain. */
export function History({ history, m, lang }: { history: readonly HistoryEntry[]; m: Messages; lang: Lang }) {
  if (history.length === 0) return <p>{m.officer.act.historyNone}</p>;
  return (
    <ol class="history">
      {history.map((entry) => (
        <li value={entry.seq}>
          <p>{said(entry, m)}</p>
          <p class="file-note">
            {moment(entry.at, lang)}
            {entry.undelivered ? ` · ${m.officer.events.undelivered}` : ""}
          </p>
        </li>
      ))}
    </ol>
  );
}
