import { type ActHead, type ActItem, reduce } from "../../shared/act/index.ts";
import { keys, type World } from "../../shared/workflow/index.ts";
import { commit } from "../../shared/workflow/model/commit.ts";
import { newSession, readSession } from "../../shared/workflow/model/link-items.ts";
import { base64url, tokenHash } from "../../shared/workflow/model/secrets.ts";
import { officer, people, signature, stored, upload } from "../act/machine/commands.ts";
import { complete, create, led } from "../act/machine/given.ts";
import { raceInstant } from "./store.ts";
import type { Task } from "./task.ts";

const slotId = "FIRMA";
const deputy = { ...people.dario, formula: "per il Dirigente, il Vicario", decree: "decreto n. 3/2025" };

/** An act whose signatory has the link open in two browsers and a signed file on its way. */
const waiting: ActHead = led(
  undefined,
  create(),
  complete,
  { type: "submit", by: officer, route: [signature({ ...people.adele, deputies: [deputy] })] },
  { type: "openApproval", rev: 1, mainDoc: stored("1"), dueAt: "2025-12-31T09:00:00.000Z" },
  { type: "openSignedUpload", who: people.adele.who, upload: upload(slotId, { by: people.adele.who }), limit: 100 },
);

type Place = Pick<World, "settings" | "items" | "clock" | "newId" | "randomBytes">;

/** Stores a fresh act of that shape with its link and two confirmed sessions; nothing of it is another race's. */
export async function actToRace(world: Place): Promise<Pick<Task, "actId" | "slotId" | "seenDigest" | "sessions">> {
  const actId = world.newId();
  const { tenant } = world.settings;
  const head = { ...waiting, actId, tenant, ver: 1, auditSeq: 0, auditHead: "" } as ActHead;
  const step = head.route[0];
  if (!step || reduce(head, { type: "requestLinks", by: officer }, raceInstant).ok !== true)
    throw new Error("the act to race is not waiting");
  const pk = `TOK#${tokenHash(base64url(world.randomBytes(32)))}`;
  const who = people.adele.who;
  const pages = [newSession(world, "link", { pk }, "otp"), newSession(world, "link", { pk }, "otp")] as const;
  const assignment: ActItem = {
    item: "assignment",
    rev: 1,
    step: 1,
    kind: "signature",
    role: step.role,
    who,
    state: "PENDING",
    dueAt: step.dueAt ?? null,
    at: raceInstant,
  };
  const written = await commit(world, undefined, { head, items: [assignment], events: [] }, [
    ...pages.map((one) => one.action),
    {
      put: { pk, sk: "TOK", state: "ACTIVE", actId, rev: 1, step: 1, who, expiresAt: "2025-12-31T09:00:00.000Z" },
      if: { absent: "pk" },
    },
  ]);
  if (!written.ok) throw new Error(`act to race: ${written.reason}`);
  const linked = { update: keys.assignment(tenant, actId, 1, 1, who), set: { link: pk.slice(4) } };
  if (!(await world.items.transact([linked])).ok) throw new Error("the link could not be set");
  const opened = await Promise.all(pages.map(async ({ secret }) => ({ secret, csrf: await csrfOf(world, secret) })));
  const [reject, delegate] = opened;
  if (!reject || !delegate) throw new Error("two sessions");
  return { actId, slotId, seenDigest: head.manifestDigest ?? "", sessions: { reject, delegate } };
}

async function csrfOf(world: Place, secret: string): Promise<string> {
  const found = await readSession(world, secret, "link");
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value.session.csrf;
}
