import type { Hono } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { type Anchor, type Choice, choices, reasonCodes } from "../../shared/act/index.ts";
import {
  actFile,
  changesBetween,
  decide,
  no,
  openLink,
  permitUpload,
  readActData,
  readBatch,
  readTask,
  type Task,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { Conflict, LinkPage, Receipt, reasonText, SignatoryAct, signatoryStatus } from "../../web/pages.ts";
import type { ReceiptProps, SignatoryActProps } from "../../web/views.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { permissionRequest } from "./permission.ts";
import { plainLimitOf, takePlainFile } from "./plain-upload.ts";
import {
  cookieOptions,
  fieldsOf,
  isIdempotencyKey,
  isOwnOrigin,
  linkCookieOf,
  linkSecretOf,
  noIdempotencyKey,
} from "./request.ts";
import {
  forbidden,
  isLinkProblem,
  linkProblem,
  notFound,
  page,
  problem,
  refusedPage,
  sendFile,
  siteOf,
  statusOf,
  tokens,
  type WebContext,
} from "./respond.ts";
import { vistoPage, vistoRoutes } from "./visto-routes.ts";

const choiceSchema = z.enum(choices);

/** The place that a reason speaks of, as the form names it; `undefined` for the whole act. */
function anchorOf(kind: string, page: string): Anchor | undefined {
  const attachment = /^attachment-([A-Z]{1,2}\d{0,2})$/.exec(kind)?.[1];
  if (attachment) return { attachment };
  return kind === "page" && /^[1-9]\d{0,3}$/.test(page.trim()) ? { page: Number(page) } : undefined;
}

/** The task of the cookie's session, or the page that says why there is none. */
async function taskOr(
  deps: WebDeps,
  c: WebContext,
): Promise<{ readonly task: Task } | { readonly response: Response; readonly refusal: WorkflowRefusal }> {
  const found = await readTask(deps.world, linkSecretOf(deps, c));
  if (found.ok) return { task: found.value };
  const { refusal } = found;
  if (refusal.code === "SECOND_FACTOR_NEEDED") return { refusal, response: c.redirect("/f/conferma", 303) };
  return {
    refusal,
    response: isLinkProblem(refusal.code) ? linkProblem(deps, c, refusal.code) : refusedPage(deps, c, refusal, "/f"),
  };
}

async function actPage(
  deps: WebDeps,
  c: WebContext,
  task: Task,
  more: Pick<SignatoryActProps, "refusal" | "written"> = {},
): Promise<Response> {
  const { head, step, assignment, csrf } = task;
  if (task.spent) return c.redirect("/f/ricevuta", 303);
  if (step.kind === "visto") return vistoPage(deps, c, task, more.refusal);
  if (head.state !== "IN_APPROVAL" && head.state !== "APPROVED") return linkProblem(deps, c, "LINK_REVOKED");
  const data = await readActData(deps.world.objects, head);
  const shown = SignatoryAct({
    site: siteOf(deps, c),
    forms: tokens(deps, csrf),
    head,
    data,
    step,
    assignment,
    plainUploadLimit: plainLimitOf(deps),
    waiting: step.kind === "signature" ? await waitingFor(deps, c) : undefined,
    ...more,
  });
  return page(deps, c, shown, "private", more.refusal ? statusOf(more.refusal) : 200);
}

/** How many acts wait for the signature of whoever this is; nothing where the session may not see them together. */
async function waitingFor(deps: WebDeps, c: WebContext): Promise<number | undefined> {
  const batch = await readBatch(deps.world, linkSecretOf(deps, c));
  return batch.ok ? batch.value.waiting.length : undefined;
}

/** A decision that was refused: the page again with the reason, or what changed since it was read. */
async function refusedDecision(
  deps: WebDeps,
  c: WebContext,
  refusal: WorkflowRefusal,
  written: { choice: Choice; reason: string },
): Promise<Response> {
  if (isLinkProblem(refusal.code)) return linkProblem(deps, c, refusal.code);
  const found = await readTask(deps.world, linkSecretOf(deps, c));
  if (refusal.code === "CONTENT_CHANGED" || !found.ok) {
    const changes = await whatChanged(deps, refusal, c.get("lang"));
    const { seen, current } = refusal.details;
    return page(
      deps,
      c,
      Conflict({ site: siteOf(deps, c), refusal, seen, current, changes, backHref: "/f/atto" }),
      "private",
      409,
    );
  }
  return actPage(deps, c, found.value, { refusal, written });
}

async function whatChanged(deps: WebDeps, refusal: WorkflowRefusal, lang: "it" | "en"): Promise<string[]> {
  const { actId, seenRev, currentRev } = refusal.details;
  return actId && seenRev && currentRev
    ? changesBetween(deps.world, actId, Number(seenRev), Number(currentRev), lang)
    : [];
}

/** The link pages. Only a POST changes anything, and only the decision spends a link. */
export function signatoryRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get("/f", (c) => page(deps, c, LinkPage({ site: siteOf(deps, c), forms: tokens(deps, "") }), "private"));
  app.post("/f/apri", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const pasted = (await fieldsOf(c)).get("token").trim();
    // People paste the whole address as often as the code in it.
    const token = pasted.includes("#") ? pasted.slice(pasted.indexOf("#") + 1) : pasted;
    const opened = await openLink(deps.world, token.slice(0, 200), deps.sourceOf?.(c));
    if (!opened.ok)
      return isLinkProblem(opened.refusal.code)
        ? linkProblem(deps, c, opened.refusal.code)
        : refusedPage(deps, c, opened.refusal, "/f");
    setCookie(c, linkCookieOf(deps), opened.value.secret, cookieOptions(deps, 15 * 60));
    return c.redirect(opened.value.next === "confirm" ? "/f/conferma" : "/f/atto", 303);
  });
  app.get("/f/atto", async (c) => {
    const found = await taskOr(deps, c);
    return "task" in found ? actPage(deps, c, found.task) : found.response;
  });
  app.get("/f/documento", async (c) => fileOf(deps, c, "documento"));
  app.get("/f/originale", async (c) => fileOf(deps, c, "originale"));
  // Of several signatories, the next one signs the file that holds the signatures before theirs.
  app.get("/f/da-firmare", async (c) => fileOf(deps, c, "da-firmare"));
  vistoRoutes(app, deps);
  app.get("/f/allegato/:label", async (c) => fileOf(deps, c, `allegato-${c.req.param("label")}`));
  app.get("/f/stato.json", async (c) => {
    const found = await taskOr(deps, c);
    return "task" in found
      ? c.json(signatoryStatus(found.task.head, c.get("lang"), found.task.step.kind, found.task.assignment.who), 200, {
          "cache-control": "no-store",
        })
      : problem(c, found.refusal);
  });
  app.post("/f/decidi", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const choice = choiceSchema.safeParse(fields.get("choice"));
    const idempotencyKey = fields.get("idem");
    if (!choice.success || !isIdempotencyKey(idempotencyKey)) {
      const refusal = choice.success
        ? noIdempotencyKey(idempotencyKey)
        : no("REQUEST_NOT_VALID", {
            field: "choice",
            value: fields.get("choice").slice(0, 40) || "—",
            expectation: choices.join(", "),
          });
      const found = await taskOr(deps, c);
      return "task" in found ? actPage(deps, c, found.task, { refusal }) : found.response;
    }
    const written = { choice: choice.data, reason: fields.get("reason") };
    const decided = await decide(deps.world, {
      secret: linkSecretOf(deps, c),
      csrf: fields.get("csrf"),
      choice: choice.data,
      // Acts are written in Italian, whatever language the page was read in.
      reason: reasonText("it", fields.get("reasonKind"), written.reason),
      reasonCode: reasonCodes.find((one) => one === fields.get("reasonKind")),
      anchor: anchorOf(fields.get("anchor"), fields.get("anchorPage")),
      to: fields.get("to") || undefined,
      seenDigest: fields.get("seenDigest"),
      idempotencyKey,
    });
    if (!decided.ok) return refusedDecision(deps, c, decided.refusal, written);
    deps.wake();
    return c.redirect("/f/ricevuta", 303);
  });
  app.post("/f/firma/permesso", async (c) => {
    if (!isOwnOrigin(c)) return problem(c, no("NOT_PERMITTED", { roles: "—", needed: "la pagina stessa" }));
    const found = await taskOr(deps, c);
    if (!("task" in found)) return problem(c, found.refusal);
    const request = await permissionRequest(c, found.task.csrf);
    if (!request.ok) return problem(c, request.refusal);
    const { head, assignment } = found.task;
    const permitted = await permitUpload(deps.world, {
      ...request.value,
      actId: head.actId,
      by: assignment.who,
      label: null,
    });
    return permitted.ok
      ? c.json(permitted.value.permission, 200, { "cache-control": "no-store" })
      : problem(c, permitted.refusal);
  });
  app.post("/f/firma/file", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const found = await taskOr(deps, c);
    if (!("task" in found)) return found.response;
    const { head, assignment, csrf } = found.task;
    const fields = await fieldsOf(c);
    if (fields.get("csrf") !== csrf) return linkProblem(deps, c, "SESSION_OVER");
    const refused = await takePlainFile(deps, fields.file("file"), async (file) => {
      const wanted = { ...file, actId: head.actId, by: assignment.who, label: null };
      const permitted = await permitUpload(deps.world, wanted);
      return permitted.ok ? { ok: true, value: permitted.value.permission } : permitted;
    });
    return refused ? actPage(deps, c, found.task, { refusal: refused }) : c.redirect("/f/atto", 303);
  });
  app.get("/f/ricevuta", async (c) => {
    const found = await taskOr(deps, c);
    if (!("task" in found)) return found.response;
    const { head, step, assignment } = found.task;
    const choice = assignment.opinion ?? answered(step.kind)[assignment.state];
    if (!choice || !assignment.at) return c.redirect("/f/atto", 303);
    const shown = Receipt({
      site: siteOf(deps, c),
      head,
      step,
      who: assignment,
      choice,
      reason: assignment.reason ?? "",
      at: assignment.at,
      digest: head.manifestDigest ?? "",
    });
    return page(deps, c, shown, "private");
  });
  app.post("/f/esci", (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    deleteCookie(c, linkCookieOf(deps), cookieOptions(deps, 0));
    return c.redirect("/", 303);
  });
}

/** What a place says that its person decided; nothing for one that somebody else took or that still waits. */
const answered = (
  kind: Task["step"]["kind"],
): Partial<Record<Task["assignment"]["state"], ReceiptProps["choice"]>> => ({
  APPROVED: "APPROVE",
  RETURNED: "RETURN",
  REJECTED: "REJECT",
  ABSTAINED: "ABSTAIN",
  DELEGATED: "DELEGATE",
  SIGNED: kind === "visto" ? "VISTO" : "SIGN",
});

async function fileOf(deps: WebDeps, c: WebContext, name: string): Promise<Response> {
  const found = await taskOr(deps, c);
  if (!("task" in found)) return found.response;
  const file = actFile(found.task.head, name);
  return file.ok ? sendFile(deps, c, file.value, "private") : notFound(deps, c);
}
