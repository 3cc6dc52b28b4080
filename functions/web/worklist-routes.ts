import type { Hono } from "hono";
import type { ActHead } from "../../shared/act/index.ts";
import { lateLists, listActs, type Role } from "../../shared/workflow/index.ts";
import { Worklist } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer } from "./gate.ts";
import { mayWrite } from "./request.ts";
import { page, siteOf } from "./respond.ts";

const readers: readonly Role[] = ["officer", "publisher", "accountant", "operator", "auditor"];

async function allActs(deps: WebDeps): Promise<ActHead[]> {
  const heads: ActHead[] = [];
  let after: string | undefined;
  do {
    const list = await listActs(deps.world, { limit: 100, ...(after === undefined ? {} : { after }) });
    heads.push(...list.heads);
    after = list.next;
  } while (after !== undefined);
  return heads;
}

/** What the desk begins with: the acts, and what each waits for. */
export function worklistRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    "/ufficio",
    forOfficer(deps, readers, async (c) =>
      page(
        deps,
        c,
        Worklist({
          site: siteOf(deps, c),
          heads: await allActs(deps),
          mayCreate: mayWrite(c),
          lateLists: await lateLists(deps.world.trust, deps.world.clock()),
        }),
        "private",
      ),
    ),
  );
}
