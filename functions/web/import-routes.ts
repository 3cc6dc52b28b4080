import type { Hono } from "hono";
import { checkAct } from "../../shared/act/index.ts";
import {
  type ActImport,
  type Answer,
  createFromImport,
  importText,
  largestActFile,
  no,
  permitImport,
  readImport,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { ImportResult, ImportStart, messagesIn } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, type Officer, onForm } from "./gate.ts";
import { permissionRequest } from "./permission.ts";
import { plainUploadMost, takePlainFile } from "./plain-upload.ts";
import { fieldsOf, isIdempotencyKey, isOwnOrigin, noIdempotencyKey, officerWith } from "./request.ts";
import {
  forbidden,
  notFound,
  page,
  problem,
  refusedPage,
  siteOf,
  statusOf,
  tokens,
  type WebContext,
} from "./respond.ts";

const start = "/ufficio/importa";
const one = "/ufficio/importa/:id{[0-9A-Za-z]{1,40}}";
const writers = ["officer"] as const;

const idOf = (c: WebContext) => c.req.param("id") ?? "";

/** Importing an existing act: the page, the permission to upload its file, what was read, the act that is made of it. */
export function importRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    start,
    forOfficer(deps, writers, (c, officer) => startPage(deps, c, officer)),
  );
  app.get(
    one,
    forOfficer(deps, writers, (c, officer) => resultPage(deps, c, officer)),
  );
  app.get(
    `${one}/stato.json`,
    forOfficer(deps, writers, async (c, officer) => {
      const found = await readImport(deps.world, { importId: idOf(c), by: officer.who });
      return found.ok
        ? c.json(statusJson(found.value, c), 200, { "cache-control": "no-store" })
        : problem(c, found.refusal);
    }),
  );
  app.post(`${one}/permesso`, (c) => permission(deps, c));
  app.post(`${one}/file`, (c) => plainFile(deps, c));
  app.post(
    one,
    onForm(deps, writers, async (c, officer, fields) => {
      const text = fields.get("text");
      const read = await importText(deps.world, { importId: idOf(c), by: officer.who, text });
      return read.ok
        ? c.redirect(`${start}/${read.value.importId}`, 303)
        : startPage(deps, c, officer, { text, refusal: read.refusal });
    }),
  );
  app.post(
    `${one}/atto`,
    onForm(deps, writers, async (c, officer, fields) => {
      const idempotencyKey = fields.get("idem");
      const back = `${start}/${idOf(c)}`;
      if (!isIdempotencyKey(idempotencyKey)) return refusedPage(deps, c, noIdempotencyKey(idempotencyKey), back);
      const as = (["new", "document", "imported"] as const).find((kind) => kind === fields.get("as")) ?? "imported";
      const subject = fields.get("subject");
      const asked = { importId: idOf(c), by: officer.who, subject, idempotencyKey };
      const made = await createFromImport(deps.world, { ...asked, as });
      return made.ok ? c.redirect(`/ufficio/atti/${made.value.actId}`, 303) : refusedPage(deps, c, made.refusal, back);
    }),
  );
}

/** The id is made here and stored by nobody until a file or a text comes: a GET changes nothing. */
function startPage(
  deps: WebDeps,
  c: WebContext,
  officer: Officer,
  again: { text?: string; refusal?: WorkflowRefusal } = {},
): Response {
  const shown = ImportStart({
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    importId: deps.world.newId(),
    limit: largestActFile,
    plainLimit: deps.takeUpload ? Math.min(plainUploadMost, largestActFile) : undefined,
    ...again,
  });
  return page(deps, c, shown, "private", again.refusal ? statusOf(again.refusal) : 200);
}

async function resultPage(deps: WebDeps, c: WebContext, officer: Officer): Promise<Response> {
  const found = await readImport(deps.world, { importId: idOf(c), by: officer.who });
  if (!found.ok) return notFound(deps, c);
  const lang = c.get("lang");
  const base = {
    site: siteOf(deps, c),
    forms: tokens(deps, officer.csrf),
    importId: idOf(c),
    fileName: found.value.fileName,
  };
  return page(deps, c, ImportResult({ ...base, ...shownOf(found.value, lang) }), "private");
}

function shownOf(found: ActImport, lang: "it" | "en") {
  if (found.state === "WAITING") return { state: "WAITING" as const, until: found.expiresAt };
  if (found.state === "REFUSED") return { state: "REFUSED" as const, why: found.refusal.why[lang] };
  const { read, blankPages, envelopes } = found.value;
  const findings = read.whole === null ? null : checkAct(read.whole, { language: lang, footers: read.footers });
  const { found: fields, missing, problems, whole } = read;
  return {
    state: "READ" as const,
    found: fields,
    missing,
    problems,
    findings,
    numbered: whole?.number !== undefined,
    blankPages,
    envelopes,
    document: found.document
      ? found.document.ok
        ? { ok: true as const, sha256: found.document.stored.sha256 }
        : { ok: false as const, why: found.document.why[lang] }
      : undefined,
    subject: whole?.subject ?? "",
  };
}

/** In the words that `upload.js` shows while it waits. */
function statusJson(found: ActImport, c: WebContext) {
  const words = messagesIn(c.get("lang")).importing;
  const busy = found.state === "WAITING";
  const said = { WAITING: [words.busy, ""], READ: [words.done, words.doneText], REFUSED: [words.refused, ""] }[
    found.state
  ];
  return {
    uploads: {
      importa: { busy, tone: found.state === "REFUSED" ? "danger" : "success", title: said[0], text: said[1] },
    },
  };
}

async function permission(deps: WebDeps, c: WebContext): Promise<Response> {
  const officer = isOwnOrigin(c) ? officerWith(c, writers) : "sign-in";
  if (officer === "sign-in") return problem(c, no("SESSION_OVER"));
  if ("refusal" in officer) return problem(c, officer.refusal);
  const request = await permissionRequest(c, officer.csrf);
  if (!request.ok) return problem(c, request.refusal);
  const permitted: Answer<object> = await permitImport(deps.world, {
    ...request.value,
    importId: idOf(c),
    by: officer.who,
  });
  return permitted.ok ? c.json(permitted.value, 200, { "cache-control": "no-store" }) : problem(c, permitted.refusal);
}

/** The same file by a plain form, for browsers without script. */
async function plainFile(deps: WebDeps, c: WebContext): Promise<Response> {
  if (!isOwnOrigin(c)) return forbidden(deps, c);
  const officer = officerWith(c, writers);
  if (officer === "sign-in") return c.redirect("/accesso", 303);
  if ("refusal" in officer) return forbidden(deps, c);
  const fields = await fieldsOf(c);
  if (fields.get("csrf") !== officer.csrf) return forbidden(deps, c);
  const refused = await takePlainFile(deps, fields.file("file"), (file) =>
    permitImport(deps.world, { ...file, importId: idOf(c), by: officer.who }),
  );
  return refused ? startPage(deps, c, officer, { refusal: refused }) : c.redirect(`${start}/${idOf(c)}`, 303);
}
