import { deleteCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { choices, choicesOf, stepKinds } from "../../shared/act/index.ts";
import {
  actFile,
  confirmOpening,
  factorKinds,
  no,
  openLink,
  readActData,
  readFactorTask,
  readStatement,
  readTask,
  sendCode,
} from "../../shared/workflow/index.ts";
import { signatoryStatus } from "../../web/pages.ts";
import { csrfOf, linkRefusals, secretOf, sessionMinutes } from "./api-link.ts";
import { file, json, type Operation } from "./api-operation.ts";
import { actSchema, sha256, stateSchema, stepOf, stepSchema } from "./api-views.ts";
import { cookieOptions, linkCookieOf } from "./request.ts";

const entering: readonly Operation[] = [
  json({
    id: "openLink",
    method: "POST",
    path: "/api/v1/firma/apri",
    tag: "firma",
    summary: { it: "Apre un collegamento personale", en: "Open a personal link" },
    note: {
      it: "La sessione è nel cookie della risposta: aprire non consuma il collegamento.",
      en: "The session is in the answer's cookie: opening does not spend the link.",
    },
    who: "anyone",
    once: "none",
    refusals: ["LINK_UNKNOWN", "LINK_EXPIRED", "LINK_REVOKED", "TOO_MANY_ATTEMPTS"],
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    answer: z.strictObject({ next: z.enum(["read", "confirm"]) }),
    run: async (call) => {
      const { deps, c } = call;
      const opened = await openLink(deps.world, call.body.token, deps.sourceOf?.(c));
      if (!opened.ok) return opened;
      setCookie(c, linkCookieOf(deps), opened.value.secret, cookieOptions(deps, sessionMinutes * 60));
      return { ok: true, value: { next: opened.value.next } };
    },
  }),
  json({
    id: "readConfirmation",
    method: "GET",
    path: "/api/v1/firma/conferma",
    tag: "firma",
    summary: {
      it: "Dice con che cosa confermare l'apertura, e dà il token CSRF",
      en: "Say by what to confirm the opening, and give the CSRF token",
    },
    who: "link",
    refusals: linkRefusals,
    answer: z.strictObject({ csrf: z.string(), kinds: z.array(z.enum(factorKinds)) }),
    run: async (call) => {
      const found = await readFactorTask(call.deps.world, secretOf(call));
      return found.ok
        ? { ok: true, value: { csrf: found.value.csrf, kinds: found.value.offered.map(({ kind }) => kind) } }
        : found;
    },
  }),
  json({
    id: "sendConfirmationCode",
    method: "POST",
    path: "/api/v1/firma/conferma/invia",
    tag: "firma",
    summary: { it: "Invia un codice sul secondo canale", en: "Send a code on the second channel" },
    who: "link",
    once: "none",
    refusals: [...linkRefusals, "TOO_MANY_ATTEMPTS", "CODE_NOT_SENT", "SECOND_FACTOR_UNAVAILABLE"],
    answer: z.strictObject({ sent: z.boolean() }),
    run: async (call) => {
      const sent = await sendCode(call.deps.world, { secret: secretOf(call), csrf: csrfOf(call) });
      return sent.ok ? { ok: true, value: { sent: true } } : sent;
    },
  }),
  json({
    id: "confirmOpening",
    method: "POST",
    path: "/api/v1/firma/conferma",
    tag: "firma",
    summary: { it: "Conferma l'apertura con un secondo fattore", en: "Confirm the opening by a second factor" },
    who: "link",
    once: "none",
    refusals: [...linkRefusals, "SECOND_FACTOR_WRONG", "TOO_MANY_ATTEMPTS"],
    body: z.strictObject({ kind: z.enum(factorKinds), answer: z.string().min(1).max(20_000) }),
    answer: z.strictObject({ confirmed: z.boolean() }),
    run: async (call) => {
      const { deps, c } = call;
      const confirmed = await confirmOpening(deps.world, { secret: secretOf(call), csrf: csrfOf(call), ...call.body });
      if (!confirmed.ok) return confirmed;
      setCookie(c, linkCookieOf(deps), confirmed.value.secret, cookieOptions(deps, sessionMinutes * 60));
      return { ok: true, value: { confirmed: true } };
    },
  }),
  json({
    id: "closeLink",
    method: "POST",
    path: "/api/v1/firma/esci",
    tag: "firma",
    summary: { it: "Chiude la sessione del collegamento", en: "Close the link's session" },
    who: "anyone",
    once: "none",
    answer: z.strictObject({ closed: z.boolean() }),
    run: ({ deps, c }) => {
      deleteCookie(c, linkCookieOf(deps), cookieOptions(deps, 0));
      return { ok: true, value: { closed: true } };
    },
  }),
];

const taskSchema = z
  .strictObject({
    csrf: z.string().meta({ description: "Da ripetere in X-CSRF-Token. / To be repeated in X-CSRF-Token." }),
    spent: z.boolean(),
    actId: z.string(),
    state: stateSchema,
    subject: z.string(),
    who: z.string(),
    name: z.string(),
    step: stepSchema,
    choices: z.array(z.enum(choices)),
    kind: z.enum(stepKinds),
    manifestDigest: sha256.nullable().meta({
      description: "Da ripetere in `seenDigest`: si decide sul testo che si è letto. / To be repeated in `seenDigest`.",
    }),
    act: actSchema,
  })
  .meta({ id: "Task" });

const files = ["documento", "originale", "da-firmare"];

const reading: readonly Operation[] = [
  json({
    id: "readTask",
    method: "GET",
    path: "/api/v1/firma/atto",
    tag: "firma",
    summary: { it: "Legge che cosa è chiesto e l'atto", en: "Read what is asked, and the act" },
    who: "link",
    refusals: linkRefusals,
    answer: taskSchema,
    run: async (call) => {
      const found = await readTask(call.deps.world, secretOf(call));
      if (!found.ok) return found;
      const { head, step, assignment, csrf, spent } = found.value;
      const { actId, state, subject, manifestDigest } = head;
      const act = await readActData(call.deps.world.objects, head);
      return {
        ok: true,
        value: {
          csrf,
          spent,
          actId,
          state,
          subject,
          who: assignment.who,
          name: assignment.name,
          step: stepOf(step),
          choices: [...choicesOf(step.kind)],
          kind: step.kind,
          manifestDigest: manifestDigest ?? null,
          act,
        },
      };
    },
  }),
  json({
    id: "readTaskStatus",
    method: "GET",
    path: "/api/v1/firma/stato",
    tag: "firma",
    summary: { it: "Dice che cosa è stato del file firmato", en: "Say what became of the signed file" },
    who: "link",
    refusals: linkRefusals,
    answer: z.strictObject({
      ver: z.int().positive(),
      state: z.string(),
      uploads: z.record(
        z.string(),
        z.strictObject({ busy: z.boolean(), tone: z.string(), title: z.string(), text: z.string() }),
      ),
    }),
    run: async (call) => {
      const found = await readTask(call.deps.world, secretOf(call));
      if (!found.ok) return found;
      const { ver, state, uploads } = signatoryStatus(
        found.value.head,
        call.c.get("lang"),
        found.value.step.kind,
        found.value.assignment.who,
      );
      return { ok: true, value: { ver, state, uploads: { ...uploads } } };
    },
  }),
  file({
    id: "readTaskFile",
    method: "GET",
    path: "/api/v1/firma/file/{name}",
    tag: "firma",
    summary: {
      it: "Scarica un file dell'atto da leggere o da firmare",
      en: "Download a file of the act to read or to sign",
    },
    note: {
      it: "`documento`, `originale`, `da-firmare`, `allegato-X`.",
      en: "`documento`, `originale`, `da-firmare`, `allegato-X`.",
    },
    who: "link",
    refusals: [...linkRefusals, "DOCUMENT_NOT_FOUND"],
    params: { name: z.string().min(1).max(40) },
    run: async (call) => {
      const found = await readTask(call.deps.world, secretOf(call));
      if (!found.ok) return found;
      const { name } = call.params;
      const isTheirs = files.includes(name) || name.startsWith("allegato-");
      return isTheirs ? actFile(found.value.head, name) : { ok: false, refusal: no("DOCUMENT_NOT_FOUND") };
    },
  }),
  json({
    id: "readStatement",
    method: "GET",
    path: "/api/v1/firma/visto/dichiarazione",
    tag: "firma",
    summary: { it: "Legge la dichiarazione di visto da firmare", en: "Read the statement of the visto to sign" },
    who: "link",
    refusals: [...linkRefusals, "DOCUMENT_NOT_FOUND"],
    answer: z.strictObject({ fileName: z.string(), text: z.string() }),
    run: async (call) => {
      const statement = await readStatement(call.deps.world, secretOf(call));
      if (!statement.ok) return statement;
      return { ok: true, value: { fileName: statement.value.fileName, text: statement.value.text } };
    },
  }),
];

/** Opening a personal link and reading what it asks. The link's session is a cookie, as in the pages. */
export const signatoryOperations: readonly Operation[] = [...entering, ...reading];
