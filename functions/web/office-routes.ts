import type { Hono } from "hono";
import {
  type Answer,
  enterContact,
  enterHolder,
  enterSubstitute,
  permits,
  type Role,
  readDirectory,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { Offices } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, onForm } from "./gate.ts";
import type { Fields } from "./request.ts";
import { page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

const readers: readonly Role[] = ["officer", "publisher", "accountant", "operator", "auditor"];
/** Whoever enters who may act for whom gives powers: the body's operators alone. */
const operators: readonly Role[] = ["operator"];

async function officesPage(deps: WebDeps, c: WebContext, csrf: string, refusal?: WorkflowRefusal): Promise<Response> {
  const session = c.get("officer");
  const mayChange = session !== undefined && permits(session.person, operators).ok;
  const directory = await readDirectory(deps.world);
  const shown = Offices({
    site: siteOf(deps, c),
    forms: tokens(deps, csrf),
    ...directory,
    mayChange,
    done: c.req.query("fatto") === "1" && !refusal,
    refusal,
  });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

/** What the page's forms do, by the last part of their address. */
const forms: Readonly<Record<string, (deps: WebDeps, by: string, fields: Fields) => Promise<Answer<true>>>> = {
  titolare: ({ world }, by, { get }) => enterHolder(world, { by, ...entryOf(get) }),
  sostituto: ({ world }, by, { get }) =>
    enterSubstitute(world, { by, ...entryOf(get), kind: get("kind"), formula: get("formula") }),
  recapiti: ({ world }, by, { get }) =>
    enterContact(world, {
      ...{ by, who: get("who"), email: get("email") },
      ...{ channelKind: get("channelKind"), channelAddress: get("channelAddress") },
    }),
};

const entryOf = (get: Fields["get"]) => ({
  ...{ office: get("office"), who: get("who"), from: get("from"), to: get("to") },
  decree: get("decree"),
});

/** Offices with dated holders and substitutes, how people are reached, the routes. */
export function officeRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    "/ufficio/uffici",
    forOfficer(deps, readers, (c, officer) => officesPage(deps, c, officer.csrf)),
  );
  for (const [path, enter] of Object.entries(forms))
    app.post(
      `/ufficio/uffici/${path}`,
      onForm(deps, operators, async (c, officer, fields) => {
        const entered = await enter(deps, officer.who, fields);
        return entered.ok
          ? c.redirect("/ufficio/uffici?fatto=1", 303)
          : officesPage(deps, c, officer.csrf, entered.refusal);
      }),
    );
}
