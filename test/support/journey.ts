import { signP7m } from "../../local/test-signer/sign-p7m.ts";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { type ActData, type ActHead, type ActState, type Choice, sha256Of } from "../../shared/act/index.ts";
import type { SignerPort } from "../../shared/seal/index.ts";
import {
  type Answer,
  acknowledgeFindings,
  bytesOf,
  completeDraft,
  confirmOpening,
  createAct,
  type DecisionRequest,
  decide,
  loadHead,
  openLink,
  permitUpload,
  readFactorTask,
  readTask,
  sendCode,
  submitAct,
  type Task,
} from "../../shared/workflow/index.ts";
import type { TestFile } from "./acts.ts";
import type { Client } from "./client.ts";
import type { TestWorld } from "./world.ts";

export const officer = "bruno.esempio";
export const signatory = {
  who: "adele.prova",
  email: "adele.prova@borgosereno.example",
  fiscalCode: "PRVDLA75C52Z999U",
};
export const rup = { who: "carla.modello", email: "carla.modello@borgosereno.example" };

export function must<T>(result: Answer<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.why.it}`);
  return result.value;
}

/** The code of a refusal, or `ok`. */
export const codeOf = (result: Answer<unknown>): string => (result.ok ? "ok" : result.refusal.code);

export async function headOf(test: TestWorld, actId: string): Promise<ActHead> {
  const head = await loadHead(test.world.items, test.world.settings.tenant, actId);
  if (!head) throw new Error(`no act ${actId}`);
  return head;
}

export type UploadOver = { readonly fileName?: string; readonly type?: string; readonly declared?: boolean };

/** Permission and PUT, as a browser does them; the verdict comes with the next delivery. */
export async function send(
  test: TestWorld,
  actId: string,
  label: string | null,
  by: string,
  bytes: Uint8Array,
  over: UploadOver = {},
): Promise<string> {
  const type = over.type ?? "application/pdf";
  const fileName = over.fileName ?? `file-${label ?? "firmato"}.pdf`;
  const sha256 = over.declared === false ? {} : { sha256: sha256Of(bytes) };
  const { permission, slotId } = must(
    await permitUpload(test.world, { actId, by, label, fileName, length: bytes.length, type, ...sha256 }),
  );
  await put(test, permission, bytes);
  return slotId;
}

/** The PUT alone, with the permission's own headers. */
export async function put(
  test: TestWorld,
  permission: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  bytes: Uint8Array,
): Promise<void> {
  const headers = {
    contentType: permission.headers["content-type"],
    contentLength: String(bytes.length),
    sha256: permission.headers["x-amz-checksum-sha256"],
  };
  const stored = await test.objects.receiveUpload(
    permission.url.split("/").at(-1) ?? "",
    headers,
    (async function* () {
      yield bytes;
    })(),
  );
  if (!stored.ok) throw new Error(stored.code);
}

export async function draft(test: TestWorld, data: ActData): Promise<string> {
  const { actId } = must(await createAct(test.world, { by: officer, data }));
  must(await completeDraft(test.world, { actId, by: officer }));
  return actId;
}

/** A draft whose files have arrived and were judged. */
export async function ready(test: TestWorld, data: ActData, files: readonly TestFile[] = []): Promise<string> {
  const actId = await draft(test, data);
  for (const { label, bytes } of files) await send(test, actId, label, officer, bytes);
  await test.outbox.drain();
  return actId;
}

export async function acknowledgeAll(test: TestWorld, actId: string): Promise<void> {
  const head = await headOf(test, actId);
  const codes = [...new Set(head.findings.filter((one) => one.severity === "A").map((one) => one.code))];
  if (codes.length > 0)
    must(await acknowledgeFindings(test.world, { actId, by: officer, codes, reason: "Letto e valutato: prova." }));
}

/** Sent to approval and rendered: the first link is in the mail. */
export async function submitted(test: TestWorld, data: ActData, files: readonly TestFile[] = []): Promise<string> {
  const actId = await ready(test, data, files);
  await acknowledgeAll(test, actId);
  must(await submitAct(test.world, { actId, by: officer }));
  await test.outbox.drain();
  return actId;
}

/** Tokens that were mailed to an address about an act, the newest first. */
export async function tokens(test: TestWorld, actId: string, email: string): Promise<string[]> {
  const mails = (await test.spool.list()).filter((mail) => mail.to.email === email && mail.about.actId === actId);
  return mails.flatMap((mail) => /\/f#([\w-]{43})/.exec(mail.text)?.[1] ?? []);
}

export async function newestToken(test: TestWorld, actId: string, email: string): Promise<string> {
  const [token] = await tokens(test, actId, email);
  if (token === undefined) throw new Error(`no link was mailed to ${email}`);
  return token;
}

export type Opened = { readonly secret: string; readonly task: Task };

export async function openTask(test: TestWorld, actId: string, email: string): Promise<Opened> {
  const secret = await enter(test, await newestToken(test, actId, email));
  return { secret, task: must(await readTask(test.world, secret)) };
}

/** The code that came last on somebody's second channel. */
export async function newestCode(test: Pick<TestWorld, "messages">): Promise<string> {
  const [message] = await test.messages.list();
  return /\b\d{6}\b/.exec(message?.text ?? "")?.[0] ?? "";
}

/** Opens a link as its person does: with the token, then with the code that comes on the second channel. */
export async function enter(test: TestWorld, token: string): Promise<string> {
  const { secret, next } = must(await openLink(test.world, token));
  if (next === "read") return secret;
  const { csrf } = must(await readFactorTask(test.world, secret));
  must(await sendCode(test.world, { secret, csrf }));
  const answer = await newestCode(test);
  return must(await confirmOpening(test.world, { secret, csrf, kind: "otp", answer })).secret;
}

/** The same through the pages, in a browser's worth of cookies. */
export async function enterPages(test: Pick<TestWorld, "messages">, client: Client, token: string): Promise<void> {
  const opened = await client.post("/f/apri", { token });
  if (opened.location !== "/f/conferma") throw new Error(`the link was answered ${opened.status} ${opened.location}`);
  const sent = await client.post("/f/conferma/invia", await client.form("/f/conferma", "/f/conferma/invia"));
  if (sent.location !== "/f/conferma") throw new Error(`the code was answered ${sent.status}`);
  const fields = { ...(await client.form("/f/conferma", "/f/conferma")), code: await newestCode(test) };
  const entered = await client.post("/f/conferma", fields);
  if (entered.location !== "/f/atto") throw new Error(`the confirmation was answered ${entered.status}`);
}

export const decisionOn = (
  { secret, task }: Opened,
  choice: Choice = "APPROVE",
  over: Partial<DecisionRequest> = {},
): DecisionRequest => ({
  secret,
  csrf: task.csrf,
  choice,
  reason: choice === "APPROVE" ? "" : "Importi da correggere nella tabella.",
  seenDigest: task.head.manifestDigest ?? "",
  idempotencyKey: "chiave-1",
  ...over,
});

/** Every approval of the route, each by its own link; the signature step is then open. */
export async function approved(test: TestWorld, data: ActData, files: readonly TestFile[] = []): Promise<string> {
  const actId = await submitted(test, data, files);
  await approveAll(test, actId);
  return actId;
}

/** Every approval of a submitted act. */
export async function approveAll(test: TestWorld, actId: string): Promise<void> {
  for (let head = await headOf(test, actId); head.state === "IN_APPROVAL"; head = await headOf(test, actId)) {
    const person = head.route.find((step) => step.state === "OPEN")?.assignments.find((one) => one.state === "PENDING");
    if (!person) throw new Error("the open step waits for nobody");
    must(await decide(test.world, decisionOn(await openTask(test, actId, person.email))));
    await test.outbox.drain();
  }
}

export async function signedFile(
  test: TestWorld,
  actId: string,
  kind: "pades" | "p7m" = "pades",
  signer: SignerPort = test.pki.signerFor(signatory.fiscalCode),
): Promise<Uint8Array> {
  const { mainDoc } = await headOf(test, actId);
  if (!mainDoc) throw new Error("there is no document to sign yet");
  const fixed = await bytesOf(test.world.objects, mainDoc);
  const at = new Date(test.clock.now());
  return kind === "pades" ? signPdf(fixed, signer, at) : signP7m(fixed, signer, at);
}

/** The signed file is uploaded; its verdict and everything after it come with the next delivery. */
export async function sendSigned(test: TestWorld, actId: string, bytes?: Uint8Array): Promise<void> {
  await send(test, actId, null, signatory.who, bytes ?? (await signedFile(test, actId)));
}

/** From draft to portal. */
export async function published(test: TestWorld, data: ActData, files: readonly TestFile[] = []): Promise<string> {
  const actId = await approved(test, data, files);
  await sendSigned(test, actId);
  await test.outbox.drain();
  const { signatureRefusal } = await headOf(test, actId);
  if (signatureRefusal) throw new Error(`${signatureRefusal.codes}: ${signatureRefusal.message}`);
  return actId;
}

export async function stateOf(test: TestWorld, actId: string): Promise<ActState> {
  return (await headOf(test, actId)).state;
}
