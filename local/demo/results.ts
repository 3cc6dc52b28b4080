import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ActHead } from "../../shared/act/index.ts";
import { actFile, bytesOf, readAct, withFingerprints } from "../../shared/workflow/index.ts";
import type { DemoDesk } from "./open-demo.ts";

/** Leaves in `out` what the demo made: the act, the signed original, the copy, the attachments, the mails, the audit. */
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
  const mails = (await demo.spool.list()).filter((mail) => mail.about.actId === head.actId);
  for (const mail of mails)
    await writeFile(
      join(out, "mail", `${mail.id}.txt`),
      `A: ${mail.to.name} <${mail.to.email}>\nOggetto: ${mail.subject}\nData: ${mail.at}\n\n${mail.text}\n`,
    );
}

const json = (path: string, value: unknown) => writeFile(path, `${JSON.stringify(value, null, 2)}\n`);

async function file(demo: DemoDesk, head: ActHead, name: string, path: string): Promise<void> {
  const found = actFile(head, name);
  if (found.ok) await writeFile(path, await bytesOf(demo.world.objects, found.value, found.value.bucket));
}
