import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ActHead } from "../../shared/act/index.ts";
import { actFile, bytesOf, readAct, withFingerprints } from "../../shared/workflow/index.ts";
import { openLogFeed, proofOf, readLogKey } from "../../shared/workflow/log.ts";
import type { DemoDesk } from "./open-demo.ts";

/** Leaves in `out` what the demo made: the act, the signed original, the copy, the attachments, the mails, the audit, the proofs. */
export async function leaveResults(demo: DemoDesk, head: ActHead, out: string): Promise<void> {
  await mkdir(join(out, "attachments"), { recursive: true });
  await mkdir(join(out, "mail"), { recursive: true });
  const view = await readAct(demo.world, head.actId);
  if (!view.ok) throw new Error(view.refusal.why.it);
  const { registration, copy, signed } = head;
  const act = withFingerprints(view.value.data, head);
  await json(
    join(out, "act.json"),
    registration ? { ...act, number: registration.number, year: registration.year, date: registration.date } : act,
  );
  await json(join(out, "audit.json"), {
    actId: head.actId,
    state: head.state,
    register: registration,
    original: signed?.sha256,
    copy: copy?.sha256,
    history: view.value.history,
  });
  await Promise.all(["original.pdf", "original.p7m", "copy.pdf"].map((name) => rm(join(out, name), { force: true })));
  await file(demo, head, "originale", join(out, signed?.kind === "cades" ? "original.p7m" : "original.pdf"));
  await file(demo, head, "copia", join(out, "copy.pdf"));
  for (const slot of head.slots)
    await file(demo, head, `allegato-${slot.label}`, join(out, "attachments", `${slot.label}-${slot.file?.fileName}`));
  await proofs(demo, head, join(out, "proofs"));
  const mails = (await demo.spool.list()).filter((mail) => mail.about.actId === head.actId);
  for (const mail of mails)
    await writeFile(
      join(out, "mail", `${mail.id}.txt`),
      `A: ${mail.to.name} <${mail.to.email}>\nOggetto: ${mail.subject}\nData: ${mail.at}\n\n${mail.text}\n`,
    );
}

/** Beside each file that the log knows its proof, and the key that checks them. */
async function proofs({ world }: DemoDesk, head: ActHead, dir: string): Promise<void> {
  if (!world.log) return;
  await openLogFeed({ ...world, log: world.log }).extendAll();
  await mkdir(dir, { recursive: true });
  const named = [
    ["original", head.signed?.sha256],
    ["copy", head.copy?.sha256],
    ...head.slots.map((slot) => [slot.label, slot.file?.sha256] as const),
  ] as const;
  for (const [name, sha256] of named) {
    const proof = sha256 === undefined ? undefined : await proofOf(world, head.actId, sha256);
    const path = join(dir, `${name}.tlog-proof`);
    if (proof === undefined) await rm(path, { force: true });
    else await writeFile(path, proof);
  }
  const key = await readLogKey(world);
  if (key !== undefined) await writeFile(join(dir, "log.vkey"), `${key}\n`);
}

const json = (path: string, value: unknown) => writeFile(path, `${JSON.stringify(value, null, 2)}\n`);

async function file(demo: DemoDesk, head: ActHead, name: string, path: string): Promise<void> {
  const found = actFile(head, name);
  if (found.ok) await writeFile(path, await bytesOf(demo.world.objects, found.value, found.value.bucket));
}
