import type { Hono } from "hono";
import type { ActHead } from "../../shared/act/index.ts";
import { askPreview, loadHead, previewBytes, type Role, readPreview } from "../../shared/workflow/index.ts";
import { PreviewPage } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, type Officer, onForm } from "./gate.ts";
import { actPage } from "./officer-pages.ts";
import { notFound, page, siteOf, tokens, type WebContext } from "./respond.ts";

const writers: readonly Role[] = ["officer"];
const path = "/ufficio/atti/:id{[0-9A-Za-z]{1,40}}/anteprima";

/** How long the answer to the form waits for the pages: whoever asks mostly sees them at once. */
const wait = { times: 10, milliseconds: 200 } as const;

const headOf = (deps: WebDeps, c: WebContext): Promise<ActHead | undefined> =>
  loadHead(deps.world.items, deps.world.settings.tenant, c.req.param("id") ?? "");

/** A draft printed as it is now: asked for, waited for by a link, and read from items that are soon forgotten. */
export function previewRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const { world } = deps;
  app.get(
    path,
    forOfficer(deps, writers, async (c, officer) => {
      const head = await headOf(deps, c);
      if (!head) return notFound(deps, c);
      const found = await readPreview(world, head, officer.who);
      const shown = PreviewPage({
        site: siteOf(deps, c),
        forms: tokens(deps, officer.csrf),
        head,
        preview: found?.preview,
        stale: found?.stale ?? false,
      });
      return page(deps, c, shown, "private");
    }),
  );
  app.post(
    path,
    onForm(deps, writers, async (c, officer: Officer) => {
      const actId = c.req.param("id") ?? "";
      const asked = await askPreview(world, { actId, by: officer.who });
      if (!asked.ok)
        return asked.refusal.code === "ACT_NOT_FOUND"
          ? notFound(deps, c)
          : actPage(deps, c, officer, actId, asked.refusal);
      deps.wake();
      const head = await headOf(deps, c);
      let state: string = asked.value.state;
      for (let n = 0; head && state === "ASKED" && n < wait.times; n += 1) {
        await world.pause(wait.milliseconds);
        state = (await readPreview(world, head, officer.who))?.preview.state ?? "";
      }
      return c.redirect(`/ufficio/atti/${actId}/anteprima`, 303);
    }),
  );
  app.get(
    `${path}.pdf`,
    forOfficer(deps, writers, async (c, officer) => {
      const head = await headOf(deps, c);
      const found = head && (await readPreview(world, head, officer.who));
      const bytes = found?.preview.state === "READY" ? await previewBytes(world, found.preview) : undefined;
      if (!bytes) return notFound(deps, c);
      return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
        "content-type": "application/pdf",
        "content-length": String(bytes.length),
        "content-disposition": `inline; filename="bozza-${head?.actId}-rev-${found?.preview.rev}.pdf"`,
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      });
    }),
  );
}
