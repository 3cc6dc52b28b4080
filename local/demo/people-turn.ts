import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ActData, ActHead, Step } from "../../shared/act/index.ts";
import {
  type Answer,
  acknowledgeFindings,
  bytesOf,
  completeDraft,
  confirmOpening,
  decide,
  type OpenedLink,
  openLink,
  permitUpload,
  readFactorTask,
  readTask,
  requestLinks,
  sendCode,
  submitAct,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { signP7m } from "../test-signer/sign-p7m.ts";
import { signPdf } from "../test-signer/sign-pdf.ts";
import type { DemoDesk } from "./open-demo.ts";
import { vistoFile } from "./visto-turn.ts";

/** The demo's act, the files that it names by label, and how the signatory signs. */
export type DemoAct = {
  readonly data: ActData;
  readonly officer: string;
  readonly files: Readonly<Record<string, { readonly path: string; readonly type: string }>>;
  readonly signature: "pades" | "cades";
};

/**
 * What a turn of the people came to: something was done, they wait for a function, or they cannot go on, because they
 * were told no (`refusal`) or because the demo has nobody who could (`{}`).
 */
export type Turn = "done" | "waiting" | { readonly refusal?: WorkflowRefusal };

const cannot: Turn = {};

/** Now and then, for what may be on its way and is asked for again only after a while. */
const isTime = (still: number): boolean => still % 20 === 0;

/** What officer and signatories do next with an act that stands as `head`. `still`: turns since it last changed. */
export async function nextByPeople(demo: DemoDesk, act: DemoAct, head: ActHead, still: number): Promise<Turn> {
  switch (head.state) {
    case "DRAFT":
      return told(await completeDraft(demo.world, { actId: head.actId, by: act.officer }));
    case "ATTACHMENTS_PENDING":
    case "BLOCKED":
      return uploadAll(demo, act, head, still);
    case "READY":
      if (head.submission) return "waiting";
      return submit(demo, head, act.officer);
    case "IN_APPROVAL":
      return approve(demo, head, still);
    case "APPROVED":
      return sign(demo, act, head, still);
    case "SIGNED":
    case "NUMBERED":
      return "waiting";
    case "PUBLISHED":
      // The copy that says so is made by the system.
      return openVistoOf(head) ? visto(demo, head, still) : "waiting";
    case "SEALED":
      // With omissis it waits for its own text, which only a person can write.
      return head.rendition === "integrale" ? "waiting" : cannot;
    default:
      return cannot;
  }
}

const told = (answer: Answer<unknown>): Turn => (answer.ok ? "done" : { refusal: answer.refusal });

/** A slot that is open already (a kill between permission and verdict, say) gets another permission. */
async function uploadAll(demo: DemoDesk, act: DemoAct, head: ActHead, still: number): Promise<Turn> {
  let turn: Turn = head.slots.some((one) => one.state === "SLOT_OPEN") ? "waiting" : cannot;
  const wanted = (state: string) => state === "DECLARED" || (state === "SLOT_OPEN" && isTime(still));
  for (const slot of head.slots.filter((one) => wanted(one.state))) {
    const file = act.files[slot.label];
    if (!file) continue;
    const bytes = await readFile(file.path);
    // The first PDF is wanted as soon as the verdicts are there.
    demo.warmUp();
    const { label } = slot;
    turn = await upload(demo, head, {
      label,
      by: act.officer,
      fileName: basename(file.path),
      type: file.type,
      bytes,
    });
    if (turn !== "done") return turn;
  }
  return turn;
}

type Sent = { label: string | null; by: string; fileName: string; type: string; bytes: Uint8Array };

/** Permission, then the PUT, as a browser does it; the store checks digest, length and type by itself. */
async function upload(demo: DemoDesk, head: ActHead, sent: Sent): Promise<Turn> {
  const { label, by, fileName, type, bytes } = sent;
  const sha256 = createHash("sha256").update(bytes).digest("hex").toUpperCase();
  const length = bytes.length;
  const permitted = await permitUpload(demo.world, { actId: head.actId, by, label, fileName, length, type, sha256 });
  if (!permitted.ok) return { refusal: permitted.refusal };
  const { url, headers } = permitted.value.permission;
  const stored = await demo.objects.receiveUpload(
    url.split("/").at(-1) ?? "",
    {
      contentType: headers["content-type"],
      contentLength: String(length),
      sha256: headers["x-amz-checksum-sha256"],
    },
    (async function* () {
      yield bytes;
    })(),
  );
  if (!stored.ok) throw new Error(`${fileName}: ${stored.code} ${stored.message.it}`);
  return "done";
}

async function submit(demo: DemoDesk, head: ActHead, by: string): Promise<Turn> {
  const { actId } = head;
  const known = new Set(head.acknowledged.map((entry) => entry.code));
  const open = head.findings.filter((one) => one.severity === "A" && !known.has(one.code));
  const codes = [...new Set(open.map((one) => one.code))];
  if (codes.length > 0) {
    const reason = "Avviso letto e valutato: si procede (dimostrazione).";
    const acknowledged = await acknowledgeFindings(demo.world, { actId, by, codes, reason });
    if (!acknowledged.ok) return told(acknowledged);
  }
  return told(await submitAct(demo.world, { actId, by }));
}

/** The visto that the financial office is asked for, after the number. */
export const openVistoOf = (head: ActHead): Step | undefined =>
  head.route.find((one) => one.kind === "visto" && one.state === "OPEN");

const openStep = (head: ActHead) => head.route.find((one) => one.state === "OPEN");

/** Opens the newest link that the person got by mail, as they would. */
async function openTask(demo: DemoDesk, head: ActHead, step: Step) {
  const person = step.assignments.find((one) => one.state === "PENDING");
  if (!person) throw new Error(`step ${step.n} waits for nobody`);
  const mails = (await demo.spool.list()).filter(
    (mail) => mail.to.email === person.email && mail.about.actId === head.actId,
  );
  for (const mail of mails) {
    const token = /\/f#([\w-]{43})/.exec(mail.text)?.[1];
    const opened = token ? await openLink(demo.world, token) : undefined;
    const secret = opened?.ok ? await confirmed(demo, opened.value) : undefined;
    const task = secret ? await readTask(demo.world, secret) : undefined;
    if (secret && task?.ok && !task.value.spent && task.value.step.n === step.n)
      return { secret, task: task.value, person };
  }
  return undefined;
}

/** Confirms with the code that came on the second channel, as they would. */
async function confirmed(demo: DemoDesk, opened: OpenedLink): Promise<string | undefined> {
  const { secret } = opened;
  if (opened.next === "read") return secret;
  const asked = await readFactorTask(demo.world, secret);
  if (!asked.ok) return undefined;
  const { csrf } = asked.value;
  if (!(await sendCode(demo.world, { secret, csrf })).ok) return undefined;
  const [message] = await demo.messages.list();
  const code = /\b\d{6}\b/.exec(message?.text ?? "")?.[0] ?? "";
  const entered = await confirmOpening(demo.world, { secret, csrf, kind: "otp", answer: code });
  return entered.ok ? entered.value.secret : undefined;
}

async function approve(demo: DemoDesk, head: ActHead, still: number): Promise<Turn> {
  const step = openStep(head);
  const opened = step && (await openTask(demo, head, step));
  if (!opened) return waitForMail(demo, head, still);
  const decided = await decide(demo.world, {
    secret: opened.secret,
    csrf: opened.task.csrf,
    choice: "APPROVE",
    reason: "",
    seenDigest: opened.task.head.manifestDigest ?? "",
    idempotencyKey: `demo-${head.rev}-${step.n}`,
  });
  return told(decided);
}

/** The mail may be on its way (a delivery was put off); every ten seconds or so the officer sends it again. */
async function waitForMail(demo: DemoDesk, head: ActHead, still: number): Promise<Turn> {
  if (still === 0 || !isTime(still) || !openStep(head)) return "waiting";
  return told(await requestLinks(demo.world, { actId: head.actId, by: head.proponent }));
}

async function sign(demo: DemoDesk, act: DemoAct, head: ActHead, still: number): Promise<Turn> {
  // The stand-in signer has one card: a second try would be refused for the same reason.
  if (head.signatureRefusal) return cannot;
  if (head.signedUpload && !isTime(still)) return "waiting";
  const step = openStep(head);
  const opened = step && (await openTask(demo, head, step));
  if (!opened || !head.mainDoc) return waitForMail(demo, head, still);
  const fixed = await bytesOf(demo.world.objects, head.mainDoc);
  const signer = demo.pki.signerFor(opened.person.fiscalCode ?? "");
  const at = new Date(demo.world.clock());
  const pades = act.signature === "pades";
  return upload(demo, head, {
    label: null,
    by: opened.person.who,
    fileName: pades ? "proposta-firmata.pdf" : "proposta.pdf.p7m",
    type: pades ? "application/pdf" : "application/pkcs7-mime",
    bytes: pades ? await signPdf(fixed, signer, at) : await signP7m(fixed, signer, at),
  });
}

/** The financial office prepares what it states, signs the statement and uploads it. */
async function visto(demo: DemoDesk, head: ActHead, still: number): Promise<Turn> {
  if (head.signatureRefusal) return cannot;
  if (head.signedUpload && !isTime(still)) return "waiting";
  const step = openVistoOf(head);
  const opened = step && (await openTask(demo, head, step));
  if (!opened) return waitForMail(demo, head, still);
  const bytes = await vistoFile(demo, head, opened);
  if (!bytes) return "waiting";
  const by = opened.person.who;
  return upload(demo, head, { label: null, by, fileName: "visto.txt.p7m", type: "application/pkcs7-mime", bytes });
}
