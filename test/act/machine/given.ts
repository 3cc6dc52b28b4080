// Acts and commands that the tests of single rules begin with.
import { type ActHead, type Command, type Reduced, reduce } from "../../../shared/act/index.ts";
import { digest, facts, file, judged, now, officer, stored, upload, usualRoute } from "./commands.ts";

export const why = "Testo da correggere nella seconda parte";

export function yes(head: ActHead | undefined, command: Command): Reduced {
  const answer = reduce(head, command, now);
  if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.why.it}`);
  return answer;
}
export const led = (head: ActHead | undefined, ...commands: Command[]): ActHead => {
  let last = head;
  for (const command of commands) last = yes(last, command).head;
  if (!last) throw new Error("no command");
  return last;
};
export function codeOf(head: ActHead | undefined, command: Command): string {
  const answer = reduce(head, command, now);
  return answer.ok ? "ok" : answer.refusal.code;
}

export const create = (over: Parameters<typeof facts>[0] = {}): Command => ({
  type: "createDraft",
  actId: "A1",
  tenant: "T#1",
  by: officer,
  facts: facts(over),
});
export const complete: Command = { type: "completeDraft", by: officer };
export const submit: Extract<Command, { type: "submit" }> = { type: "submit", by: officer, route: usualRoute };
export const open: Command = { type: "openApproval", rev: 1, mainDoc: stored("1"), dueAt: "2025-12-31T09:00:00.000Z" };
export const awaited = (label: string, slotId: string): Command => ({
  type: "openUpload",
  label,
  upload: upload(slotId),
  limit: 100,
});
export const arrived = (head: ActHead, label: string, slotId: string, letter: string): Command => ({
  type: "recordVerdict",
  label,
  slotId,
  file: file(letter),
  verdict: judged(head, label, letter),
});
export const revise = (head: ActHead, over: Parameters<typeof facts>[0]): Command => ({
  type: "saveRevision",
  by: officer,
  seenVer: head.ver,
  facts: facts(over),
});
export function decide(head: ActHead, over: Partial<Extract<Command, { type: "decide" }>> = {}): Command {
  const step = head.route.find((one) => one.state === "OPEN");
  return {
    type: "decide",
    who: step?.assignments.find((one) => one.state === "PENDING")?.who ?? "",
    step: step?.n ?? 1,
    choice: "APPROVE",
    reason: "",
    seenDigest: head.manifestDigest ?? "",
    method: "link",
    ...over,
  };
}
export const recorded = (label: string, letter: string | null) => ({
  label,
  title: `Allegato ${label}`,
  recorded: letter === null ? null : digest(letter),
});
export const inApproval = () => led(undefined, create(), complete, submit, open);
/** Both files uploaded, each under its own label or under the other's. */
export function withFiles(a: string, b: string): ActHead {
  const draft = led(undefined, create({ attachments: [recorded("A", "A"), recorded("B", "B")] }), complete);
  const waiting = led(draft, awaited("A", "S1"), awaited("B", "S2"));
  return led(waiting, arrived(waiting, "A", "S1", a), arrived(waiting, "B", "S2", b));
}
