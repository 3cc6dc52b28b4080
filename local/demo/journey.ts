import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type ActData, type ActHead, canonicalJson, type Json, type Step } from "../../shared/act/index.ts";
import {
  type Answer,
  acknowledgeFindings,
  bytesOf,
  completeDraft,
  createAct,
  decide,
  loadHead,
  openLink,
  permitUpload,
  readTask,
  requestLinks,
  submitAct,
} from "../../shared/workflow/index.ts";
import { signP7m } from "../test-signer/sign-p7m.ts";
import { signPdf } from "../test-signer/sign-pdf.ts";
import type { Demo } from "./open-demo.ts";

/** The demo's act, the files that it names by label, and how the signatory signs. */
export type DemoAct = {
  readonly data: ActData;
  readonly officer: string;
  readonly files: Readonly<Record<string, { readonly path: string; readonly type: string }>>;
  readonly signature: "pades" | "cades";
};

export const stages = [
  "draft",
  "attachments",
  "submission",
  "rendering",
  "approval",
  "signature",
  "number",
  "seal",
  "publication",
  "done",
] as const;
export type Stage = (typeof stages)[number];
export type OnStage = (stage: Stage, proves: string) => void;

/** The same act has the same id, so that a demo that was killed goes on with its own act. */
export const demoActId = (data: ActData): string =>
  createHash("sha256")
    .update(canonicalJson(JSON.parse(JSON.stringify(data)) as Json))
    .digest("hex")
    .slice(0, 26)
    .toUpperCase();

/**
 * Takes an act from the officer's desk to the portal, by the same use cases as the pages, whatever it was in when it
 * began. Each turn reads where the act stands and does the next thing, so a kill at any moment only means to begin again.
 *
 * @returns the head when it is published, or when it stands where only a person could go on (BLOCKED, say).
 */
export async function runJourney(
  demo: Demo,
  act: DemoAct,
  onStage: OnStage,
  isFarEnough: (head: ActHead) => boolean = () => false,
): Promise<ActHead> {
  const actId = demoActId(act.data);
  for (let turn = 0; turn < 200; turn += 1) {
    const head = await loadHead(demo.world.items, demo.world.settings.tenant, actId);
    if (!head) {
      onStage("draft", "i dati dell'atto sono conservati per impronta e verificati");
      must(await createAct(demo.world, { by: act.officer, data: act.data, actId }));
      continue;
    }
    if (head.state === "PUBLISHED" || head.state === "UNPUBLISHED") {
      await demo.outbox.drain();
      onStage("done", "pubblicato");
      return head;
    }
    if (isFarEnough(head) || !(await nextThing(demo, act, head, onStage))) return head;
  }
  throw new Error(`act ${actId} did not get through`);
}

/** `false` when only a person could go on. */
async function nextThing(demo: Demo, act: DemoAct, head: ActHead, onStage: OnStage): Promise<boolean> {
  const { world } = demo;
  const { actId } = head;
  const by = act.officer;
  switch (head.state) {
    case "DRAFT":
      must(await completeDraft(world, { actId, by }));
      return true;
    case "ATTACHMENTS_PENDING":
      onStage(
        "attachments",
        "ogni file riletto dalla versione conservata, impronta ricalcolata e confrontata, firme verificate",
      );
      return uploadAll(demo, act, head);
    case "READY":
      if (head.submission) {
        onStage("rendering", "il PDF fisso da firmare: stessi dati, stessi byte");
        return moved(demo, head);
      }
      onStage("submission", "avvisi confermati con motivazione, percorso compilato, manifesto congelato");
      return submit(demo, head, by);
    case "IN_APPROVAL":
      onStage(
        "approval",
        "decisioni legate all'impronta di quello che si è letto; il link si consuma solo con la decisione",
      );
      return decideNext(demo, head);
    case "APPROVED":
      onStage("signature", "stesso contenuto, firma integra, persona giusta");
      return signNext(demo, act, head);
    case "SIGNED":
      onStage("number", "contatore, casella del registro, atto e traccia in una sola transazione");
      return moved(demo, head);
    case "NUMBERED":
      onStage("seal", "la copia è resa dagli stessi dati, confrontata con l'originale e sigillata");
      return moved(demo, head);
    case "SEALED":
      onStage("publication", "l'originale firmato resta intatto accanto alla copia");
      return moved(demo, head);
    default:
      return false;
  }
}

function must<T>(result: Answer<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.why.it}`);
  return result.value;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Delivers the outbox until the act has moved; a delivery that was put off is waited for. */
async function moved(demo: Demo, head: ActHead): Promise<boolean> {
  for (let wait = 0; wait < 120; wait += 1) {
    await demo.outbox.drain();
    const now = await loadHead(demo.world.items, head.tenant, head.actId);
    if (now && (now.state !== head.state || now.signatureRefusal?.at !== head.signatureRefusal?.at)) return true;
    await pause(500);
  }
  throw new Error(`act ${head.actId} stays ${head.state}: ${head.sealError?.message ?? "its event is not delivered"}`);
}

async function uploadAll(demo: Demo, act: DemoAct, head: ActHead): Promise<boolean> {
  for (const slot of head.slots.filter((one) => one.state === "DECLARED" || one.state === "SLOT_OPEN")) {
    const file = act.files[slot.label];
    if (!file) return false;
    const fileName = basename(file.path);
    await upload(demo, head, {
      label: slot.label,
      by: act.officer,
      fileName,
      type: file.type,
      bytes: await readFile(file.path),
    });
  }
  await demo.outbox.drain();
  const now = await loadHead(demo.world.items, head.tenant, head.actId);
  if (now?.state === head.state) throw new Error(`act ${head.actId}: the files were uploaded and no verdict came`);
  return true;
}

type Sent = { label: string | null; by: string; fileName: string; type: string; bytes: Uint8Array };

/** Permission, then the PUT, as a browser does it; the store checks digest, length and type by itself. */
async function upload(demo: Demo, head: ActHead, sent: Sent): Promise<void> {
  const { label, by, fileName, type, bytes } = sent;
  const sha256 = createHash("sha256").update(bytes).digest("hex").toUpperCase();
  const { permission } = must(
    await permitUpload(demo.world, { actId: head.actId, by, label, fileName, length: bytes.length, type, sha256 }),
  );
  const token = permission.url.split("/").at(-1) ?? "";
  const headers = {
    contentType: permission.headers["content-type"],
    contentLength: String(bytes.length),
    sha256: permission.headers["x-amz-checksum-sha256"],
  };
  const stored = await demo.objects.receiveUpload(
    token,
    headers,
    (async function* () {
      yield bytes;
    })(),
  );
  if (!stored.ok) throw new Error(`${stored.code}: ${fileName}`);
}

async function submit(demo: Demo, head: ActHead, by: string): Promise<boolean> {
  const { actId } = head;
  const known = new Set(head.acknowledged.map((entry) => entry.code));
  const codes = [
    ...new Set(head.findings.filter((one) => one.severity === "A" && !known.has(one.code)).map((one) => one.code)),
  ];
  if (codes.length > 0)
    must(
      await acknowledgeFindings(demo.world, {
        actId,
        by,
        codes,
        reason: "Avviso letto e valutato: si procede (dimostrazione).",
      }),
    );
  must(await submitAct(demo.world, { actId, by }));
  return true;
}

/** Opens the newest link that the person got by mail, as they would; a link that was lost is asked for again. */
async function openTask(demo: Demo, head: ActHead, step: Step) {
  await demo.outbox.drain();
  const person = step.assignments.find((one) => one.state === "PENDING");
  if (!person) throw new Error(`step ${step.n} waits for nobody`);
  const mails = (await demo.spool.list()).filter(
    (mail) => mail.to.email === person.email && mail.about.actId === head.actId,
  );
  for (const mail of mails) {
    const token = /\/f#([\w-]{43})/.exec(mail.text)?.[1];
    const opened = token ? await openLink(demo.world, token) : undefined;
    const task = opened?.ok ? await readTask(demo.world, opened.value.secret) : undefined;
    if (opened?.ok && task?.ok && !task.value.spent && task.value.step.n === step.n)
      return { secret: opened.value.secret, task: task.value, person };
  }
  return undefined;
}

const openStep = (head: ActHead) => head.route.find((one) => one.state === "OPEN");

async function decideNext(demo: Demo, head: ActHead): Promise<boolean> {
  const step = openStep(head);
  if (!step) return moved(demo, head);
  const opened = await openTask(demo, head, step);
  if (!opened) return waitForMail(demo, head);
  const { csrf } = opened.task;
  const answered = await decide(demo.world, {
    secret: opened.secret,
    csrf,
    choice: "APPROVE",
    reason: "",
    seenDigest: opened.task.head.manifestDigest ?? "",
    idempotencyKey: `demo-${head.rev}-${step.n}`,
  });
  must(answered);
  return true;
}

/** The mail may be on its way (an outbox delivery was put off); after a while the officer sends it again. */
async function waitForMail(demo: Demo, head: ActHead): Promise<boolean> {
  await pause(1_500);
  await demo.outbox.drain();
  const now = await loadHead(demo.world.items, head.tenant, head.actId);
  if (now?.ver === head.ver) must(await requestLinks(demo.world, { actId: head.actId, by: head.proponent }));
  return true;
}

async function signNext(demo: Demo, act: DemoAct, head: ActHead): Promise<boolean> {
  if (head.signedUpload) {
    // A kill between permission and verdict: the object may be there already, and the sweep of uploads finds it.
    await demo.outbox.drain();
    const now = await loadHead(demo.world.items, head.tenant, head.actId);
    if (now?.state !== "APPROVED") return true;
  }
  if (head.signatureRefusal) throw new Error(`the signed file was refused: ${head.signatureRefusal.message}`);
  const step = openStep(head);
  if (!step || !head.mainDoc) return moved(demo, head);
  const opened = await openTask(demo, head, step);
  if (!opened) return waitForMail(demo, head);
  const fixed = await bytesOf(demo.world.objects, head.mainDoc);
  const signer = demo.pki.signerFor(opened.person.fiscalCode ?? "");
  const at = new Date(demo.world.clock());
  const pades = act.signature === "pades";
  const bytes = pades ? await signPdf(fixed, signer, at) : await signP7m(fixed, signer, at);
  await upload(demo, head, {
    label: null,
    by: opened.person.who,
    fileName: pades ? "proposta-firmata.pdf" : "proposta.pdf.p7m",
    type: pades ? "application/pdf" : "application/pkcs7-mime",
    bytes,
  });
  return moved(demo, head);
}
