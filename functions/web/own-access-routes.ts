import type { Hono } from "hono";
import {
  type Answer,
  beginOwnApp,
  changePassword,
  endDeskEnrolment,
  leastPassword,
  type OfficerSession,
  readOwnAccess,
  renewRecovery,
  revokeSession,
  roles,
  signOutOthers,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { OwnAccess, RecoveryCodes } from "../../web/pages.ts";
import { agentOf } from "./agent.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { enrolmentView } from "./enrolment-view.ts";
import { forOfficer, onForm } from "./gate.ts";
import { keepSession } from "./login-routes.ts";
import type { Fields } from "./request.ts";
import { page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

const base = "/ufficio/accesso";
const dones = ["password", "others", "session", "app"] as const;

/** `pending` apart from what it refuses: a wrong password at the desk is no refusal of the page itself. */
async function ownPage(deps: WebDeps, c: WebContext, session: OfficerSession, refusal?: WorkflowRefusal) {
  const { enrolment, ...access } = await readOwnAccess(deps.world, session);
  const { who, name } = session.person;
  const shown = OwnAccess({
    ...{ site: siteOf(deps, c), forms: tokens(deps, session.csrf), who, name, ...access, refusal },
    least: leastPassword,
    enrolment: enrolmentView(enrolment),
    done: refusal ? undefined : dones.find((one) => one === c.req.query("fatto")),
  });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

type Work = (c: WebContext, session: OfficerSession, fields: Fields) => Promise<Answer<Response>>;

/** One's own password, app and sessions: whatever role somebody has, an auditor's included, it is theirs alone. */
export function ownAccessRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const { world } = deps;
  const back = (c: WebContext, done: (typeof dones)[number]): Answer<Response> => ({
    ok: true,
    value: c.redirect(`${base}?fatto=${done}`, 303),
  });
  const post = (path: string, work: Work) =>
    app.post(
      `${base}${path}`,
      onForm(deps, roles, async (c, _officer, fields) => {
        const session = c.get("officer");
        if (!session) return c.redirect("/accesso", 303);
        const done = await work(c, session, fields);
        return done.ok ? done.value : ownPage(deps, c, session, done.refusal);
      }),
    );
  app.get(
    base,
    forOfficer(deps, roles, (c) => {
      const session = c.get("officer");
      return session ? ownPage(deps, c, session) : c.redirect("/accesso", 303);
    }),
  );
  post("/password", async (c, session, { get }) => {
    const given = { old: get("old"), password: get("password"), again: get("again") };
    const changed = await changePassword(world, session, { ...given, agent: agentOf(c.req.header("user-agent")) });
    if (!changed.ok) return changed;
    keepSession(deps, c, changed.value);
    return back(c, "password");
  });
  post("/sessioni", async (c, session) => {
    const ended = await signOutOthers(world, session, agentOf(c.req.header("user-agent")));
    if (!ended.ok) return ended;
    keepSession(deps, c, ended.value);
    return back(c, "others");
  });
  post("/sessioni/:session{[0-9A-Za-z]{1,40}}", async (c, session) => {
    const ended = await revokeSession(world, session, c.req.param("session") ?? "");
    return ended.ok ? back(c, "session") : ended;
  });
  post("/app", async (c, session, { get }) => {
    const begun = await beginOwnApp(world, session, get("old"));
    return begun.ok ? { ok: true, value: c.redirect(base, 303) } : begun;
  });
  post("/app/conferma", async (c, session, { get }) => {
    const enrolled = await endDeskEnrolment(world, { who: session.person.who, code: get("code").slice(0, 40) });
    if (!enrolled.ok) return enrolled;
    const { codes } = enrolled.value;
    const shown = RecoveryCodes({ site: siteOf(deps, c), codes, goHref: `${base}?fatto=app` });
    return { ok: true, value: page(deps, c, shown, "private") };
  });
  post("/codici", async (c, session, { get }) => {
    const renewed = await renewRecovery(world, session, get("old"));
    if (!renewed.ok) return renewed;
    const { codes } = renewed.value;
    const shown = RecoveryCodes({ site: siteOf(deps, c), codes, goHref: base, renewed: true });
    return { ok: true, value: page(deps, c, shown, "private") };
  });
}
