import type { Hono } from "hono";
import { vistoOutcomes } from "../../shared/act/index.ts";
import { no, prepareVisto, readStatement, readTask, type Task } from "../../shared/workflow/index.ts";
import { Visto } from "../../web/pages.ts";
import type { ShownRefusal } from "../../web/views.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { plainLimitOf } from "./plain-upload.ts";
import { fieldsOf, isOwnOrigin, linkSecretOf } from "./request.ts";
import { forbidden, notFound, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

/** What the financial office is asked for: the numbered act, its original, the statement to prepare and to sign. */
export function vistoPage(
  deps: WebDeps,
  c: WebContext,
  { head, step, assignment, csrf }: Task,
  refusal?: ShownRefusal,
): Response | Promise<Response> {
  const shown = Visto({
    site: siteOf(deps, c),
    forms: tokens(deps, csrf),
    head,
    step,
    assignment,
    plainUploadLimit: plainLimitOf(deps),
    refusal,
  });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

export function vistoRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.post("/f/visto", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const outcome = vistoOutcomes.find((one) => one === fields.get("outcome"));
    const prepared = outcome
      ? await prepareVisto(deps.world, {
          secret: linkSecretOf(deps, c),
          csrf: fields.get("csrf"),
          outcome,
          reason: fields.get("reason"),
          commitments: fields.get("commitments").split(/[\n,;]/),
        })
      : { ok: false as const, refusal: no("REQUEST_NOT_VALID", wrongOutcome(fields.get("outcome"))) };
    if (prepared.ok) return c.redirect("/f/atto", 303);
    const found = await readTask(deps.world, linkSecretOf(deps, c));
    // Without a task the link's own page says what is wrong with it.
    if (!found.ok || found.value.step.kind !== "visto") return c.redirect("/f/atto", 303);
    return vistoPage(deps, c, found.value, prepared.refusal);
  });
  app.get("/f/visto/dichiarazione", async (c) => {
    const statement = await readStatement(deps.world, linkSecretOf(deps, c));
    if (!statement.ok) return notFound(deps, c);
    return c.body(statement.value.text, 200, {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="${statement.value.fileName}"`,
      "cache-control": "no-store",
    });
  });
}

const wrongOutcome = (value: string) => ({
  field: "outcome",
  value: value.slice(0, 20) || "—",
  expectation: vistoOutcomes.join(", "),
});
