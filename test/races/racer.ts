// One contestant in a process of its own, with a connection of its own: it is told of a race, does its one thing, and
// tells what it was answered.
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { borgoSereno } from "../../local/demo/borgo-sereno.ts";
import type { ActHead } from "../../shared/act/index.ts";
import {
  type Answer,
  decide,
  type Items,
  idMaker,
  no,
  recallAct,
  refuse,
  type World,
} from "../../shared/workflow/index.ts";
import { changeAct } from "../../shared/workflow/model/change-act.ts";
import { loadHead } from "../../shared/workflow/model/commit.ts";
import { headActions } from "../../shared/workflow/model/head-items.ts";
import { spendLink } from "../../shared/workflow/model/spend-link.ts";
import { officer, people, signed } from "../act/machine/commands.ts";
import { openStore, raceInstant } from "./store.ts";
import { type Contestant, contestants, type StoreAddress, type Task, type Told } from "./task.ts";

const [name, store = "", latency = "0"] = process.argv.slice(2);
const contestant = contestants.find((one) => one === name);
if (!contestant) throw new Error(`no contestant ${name}`);
const { items, close } = openStore(JSON.parse(store) as StoreAddress);

/** Between reading and writing something always passes: the network, the PDF that is read. The same for both patterns. */
const far: Items = {
  ...items,
  get: async (key) => {
    const item = await items.get(key);
    await wait(Number(latency));
    return item;
  },
};
const bytes = (length: number) => new Uint8Array(randomBytes(length));
const world: Pick<World, "settings" | "items" | "clock" | "newId" | "randomBytes" | "pause"> = {
  settings: borgoSereno("http://127.0.0.1:8080"),
  items: far,
  clock: () => raceInstant,
  newId: idMaker(() => new Date(raceInstant), bytes),
  randomBytes: bytes,
  pause: (milliseconds) => wait(milliseconds * Math.random()),
};
const reason = "Importi da correggere nella tabella.";

const ours: Readonly<Record<Contestant, (task: Task) => Promise<Answer<unknown>>>> = {
  sign: signFile,
  reject: (task) => click(task, "reject"),
  delegate: (task) => click(task, "delegate"),
  edit: ({ actId }) => recallAct(world, { actId, by: officer, reason }),
};

const click = ({ sessions, seenDigest }: Task, choice: "reject" | "delegate") =>
  decide(world, {
    ...sessions[choice],
    choice: choice === "reject" ? "REJECT" : "DELEGATE",
    ...(choice === "delegate" ? { to: people.dario.who } : {}),
    reason,
    seenDigest,
    idempotencyKey: choice,
  });

/** As the file's function does once its verifier has accepted the file: the link is spent with the signature. */
function signFile({ actId, slotId }: Task): Promise<Answer<unknown>> {
  return changeAct(world, actId, async (head) => {
    const spent = await spendLink(far, head, 1, people.adele.who);
    return {
      command: { type: "recordSignature", slotId, outcome: { accepted: true, signed: signed() } },
      extra: () => spent,
    };
  });
}

/** Documenso's shape (design: workflow.md S9): is it still open? then write it, by its id alone. */
async function peers({ actId }: Task): Promise<Answer<unknown>> {
  const head = await loadHead(far, world.settings.tenant, actId);
  if (!head) throw new Error(`no act ${actId}`);
  if (head.state !== "APPROVED") return refuse(no("LINK_SPENT"));
  const signing = { state: "SIGNED", signed: signed() } as const;
  const now = (contestant === "sign" ? { ...head, ...signing } : { ...head, state: "REJECTED" }) as ActHead;
  const actions = headActions({ head, parts: {} }, { ...now, ver: head.ver + 1 } as ActHead);
  await items.transact(actions.map((action) => ("put" in action ? { put: action.put } : action)));
  return { ok: true, value: now.state };
}

async function race(task: Task, who: Contestant): Promise<Told> {
  await wait(task.delays[who]);
  try {
    const answer = await (task.pattern === "peers" ? peers(task) : ours[who](task));
    const { run } = task;
    return answer.ok ? { run, told: "done", code: "" } : { run, told: "refused", code: answer.refusal.code };
  } catch (fault) {
    return { run: task.run, told: "fault", code: String(fault) };
  }
}

process.on("message", (task: Task) => void race(task, contestant).then((told) => process.send?.(told)));
process.on("disconnect", () => {
  close();
  process.exit(0);
});
process.send?.("ready");
