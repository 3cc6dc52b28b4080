import type { Hono } from "hono";
import {
  type ActFile,
  askPack,
  type Batch,
  batchSession,
  findPerson,
  no,
  permitBatchFile,
  readBatch,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { Batch as BatchPage, batchStatus } from "../../web/pages.ts";
import type { BatchProps } from "../../web/route-views.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { permissionRequest } from "./permission.ts";
import { plainLimitOf, takePlainFile } from "./plain-upload.ts";
import { fieldsOf, isOwnOrigin, linkSecretOf } from "./request.ts";
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

/** A link's session that may not see the batch: to the second factor, or the page that says why. */
function refusedHere(deps: WebDeps, c: WebContext, refusal: WorkflowRefusal): Response {
  if (refusal.code === "SECOND_FACTOR_NEEDED") return c.redirect("/f/conferma", 303);
  return isLinkProblem(refusal.code) ? linkProblem(deps, c, refusal.code) : refusedPage(deps, c, refusal, "/f/atto");
}

const shownOf = ({ waiting, pack, files }: Batch): Pick<BatchProps, "acts" | "pack" | "files"> => ({
  acts: waiting.map(({ head, step }) => ({
    actId: head.actId,
    subject: head.subject,
    total: head.total,
    manifestDigest: head.manifestDigest ?? "",
    dueAt: step.dueAt ?? null,
  })),
  pack: pack && {
    state: pack.state,
    count: pack.acts.length,
    left: pack.left,
    length: pack.zip?.length ?? null,
    at: pack.at,
  },
  files,
});

async function batchPage(deps: WebDeps, c: WebContext, refusal?: WorkflowRefusal): Promise<Response> {
  const found = await readBatch(deps.world, linkSecretOf(deps, c));
  if (!found.ok) return refusedHere(deps, c, found.refusal);
  const { who, csrf } = found.value;
  const person = await findPerson(deps.world.items, deps.world.settings.tenant, who);
  const shown = BatchPage({
    site: siteOf(deps, c),
    forms: tokens(deps, csrf),
    name: person?.name ?? who,
    ...shownOf(found.value),
    plainUploadLimit: plainLimitOf(deps),
    refusal,
  });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

/** Many acts signed in one go, from the session of any of the person's links. */
export function batchRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const { world } = deps;
  const session = (c: WebContext) => batchSession(world, linkSecretOf(deps, c));
  app.get("/f/lotto", (c) => batchPage(deps, c));
  app.get("/f/lotto/stato.json", async (c) => {
    const found = await readBatch(world, linkSecretOf(deps, c));
    return found.ok
      ? c.json(batchStatus(shownOf(found.value), c.get("lang")), 200, { "cache-control": "no-store" })
      : problem(c, found.refusal);
  });
  app.post("/f/lotto/prepara", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const found = await session(c);
    if (!found.ok) return refusedHere(deps, c, found.refusal);
    if ((await fieldsOf(c)).get("csrf") !== found.value.csrf) return linkProblem(deps, c, "SESSION_OVER");
    const asked = await askPack(world, found.value.who);
    if (!asked.ok) return batchPage(deps, c, asked.refusal);
    deps.wake();
    return c.redirect("/f/lotto#pacchetto", 303);
  });
  app.post("/f/lotto/permesso", async (c) => {
    if (!isOwnOrigin(c)) return problem(c, no("NOT_PERMITTED", { roles: "—", needed: "la pagina stessa" }));
    const found = await session(c);
    if (!found.ok) return problem(c, found.refusal);
    const request = await permissionRequest(c, found.value.csrf);
    if (!request.ok) return problem(c, request.refusal);
    const permitted = await permitBatchFile(world, { ...request.value, who: found.value.who });
    if (!permitted.ok) return problem(c, permitted.refusal);
    const { permission, slotId } = permitted.value;
    return c.json({ ...permission, slotId }, 200, { "cache-control": "no-store" });
  });
  app.post("/f/lotto/file", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const found = await session(c);
    if (!found.ok) return refusedHere(deps, c, found.refusal);
    const fields = await fieldsOf(c);
    if (fields.get("csrf") !== found.value.csrf) return linkProblem(deps, c, "SESSION_OVER");
    const refused = await takePlainFile(deps, fields.file("file"), async (file) => {
      const permitted = await permitBatchFile(world, { ...file, who: found.value.who });
      return permitted.ok ? { ok: true, value: permitted.value.permission } : permitted;
    });
    return refused ? batchPage(deps, c, refused) : c.redirect("/f/lotto#caricati", 303);
  });
  fileRoutes(app, deps);
}

function fileRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const given = async (c: WebContext, pick: (batch: Batch) => ActFile | undefined) => {
    const found = await readBatch(deps.world, linkSecretOf(deps, c));
    if (!found.ok) return refusedHere(deps, c, found.refusal);
    const file = pick(found.value);
    return file ? sendFile(deps, c, file, "private") : notFound(deps, c);
  };
  app.get("/f/lotto/atti.zip", (c) =>
    given(c, ({ pack }) =>
      pack?.zip
        ? { ...pack.zip, bucket: "vault", type: "application/zip", fileName: `atti-da-firmare-${pack.acts.length}.zip` }
        : undefined,
    ),
  );
  app.get("/f/lotto/atti/:actId{[0-9A-Za-z]{1,40}}", (c) =>
    given(c, ({ waiting }) => {
      const one = waiting.find(({ head }) => head.actId === c.req.param("actId"));
      if (!one) return undefined;
      const p7m = one.head.signatures?.at(-1)?.kind === "cades";
      const type = p7m ? "application/pkcs7-mime" : "application/pdf";
      return { ...one.file, type, fileName: `proposta-${one.head.actId}-da-firmare.pdf${p7m ? ".p7m" : ""}` };
    }),
  );
}
