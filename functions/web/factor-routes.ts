import type { Hono } from "hono";
import { setCookie } from "hono/cookie";
import {
  type Answer,
  askForPasskey,
  beginEnrolment,
  beginPasskey,
  confirmOpening,
  endEnrolment,
  endPasskey,
  factorKinds,
  no,
  readEnrolment,
  readFactorTask,
  sendCode,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import { Authenticator, SecondFactor } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { cookieOptions, fieldsOf, isOwnOrigin, linkCookieOf, linkSecretOf } from "./request.ts";
import {
  forbidden,
  isLinkProblem,
  linkProblem,
  page,
  problem,
  refusedPage,
  siteOf,
  statusOf,
  tokens,
  type WebContext,
} from "./respond.ts";

const refusedHere = (deps: WebDeps, c: WebContext, refusal: WorkflowRefusal): Response =>
  isLinkProblem(refusal.code) ? linkProblem(deps, c, refusal.code) : refusedPage(deps, c, refusal, "/f");

async function factorPage(deps: WebDeps, c: WebContext, refusal?: WorkflowRefusal): Promise<Response> {
  const found = await readFactorTask(deps.world, linkSecretOf(deps, c));
  if (!found.ok) return refusedHere(deps, c, found.refusal);
  const task = found.value;
  const shown = SecondFactor({ site: siteOf(deps, c), forms: tokens(deps, task.csrf), task, refusal });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

async function enrolPage(deps: WebDeps, c: WebContext, refusal?: WorkflowRefusal): Promise<Response> {
  const found = await readEnrolment(deps.world, linkSecretOf(deps, c));
  if (!found.ok) return refusedHere(deps, c, found.refusal);
  const shown = Authenticator({
    site: siteOf(deps, c),
    forms: tokens(deps, found.value.csrf),
    enrolment: found.value,
    passkeys: deps.world.factors?.passkeys !== undefined,
    refusal,
  });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

/** Codes, apps and passkeys that confirm who opened a link. Only a POST of our own pages sends or spends anything. */
export function factorRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const { world } = deps;
  app.get("/f/conferma", (c) => factorPage(deps, c));
  app.post("/f/conferma/invia", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const csrf = (await fieldsOf(c)).get("csrf");
    const sent = await sendCode(world, { secret: linkSecretOf(deps, c), csrf });
    return sent.ok ? c.redirect("/f/conferma", 303) : factorPage(deps, c, sent.refusal);
  });
  app.post("/f/conferma", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const kind = factorKinds.find((one) => one === fields.get("kind"));
    if (!kind) return factorPage(deps, c, no("SECOND_FACTOR_WRONG"));
    const confirmed = await confirmOpening(world, {
      secret: linkSecretOf(deps, c),
      csrf: fields.get("csrf"),
      kind,
      answer: fields.get("code").slice(0, 20_000),
    });
    if (!confirmed.ok) return factorPage(deps, c, confirmed.refusal);
    setCookie(c, linkCookieOf(deps), confirmed.value.secret, cookieOptions(deps, 15 * 60));
    return c.redirect("/f/atto", 303);
  });
  app.get("/f/app", (c) => enrolPage(deps, c));
  const enrolling =
    (work: (secret: string, fields: Awaited<ReturnType<typeof fieldsOf>>) => Promise<Answer<true>>) =>
    async (c: WebContext) => {
      if (!isOwnOrigin(c)) return forbidden(deps, c);
      const done = await work(linkSecretOf(deps, c), await fieldsOf(c));
      return done.ok ? c.redirect("/f/app", 303) : enrolPage(deps, c, done.refusal);
    };
  app.post(
    "/f/app/nuova",
    enrolling((secret, fields) => beginEnrolment(world, { secret, csrf: fields.get("csrf") })),
  );
  app.post(
    "/f/app/conferma",
    enrolling((secret, fields) => endEnrolment(world, { secret, csrf: fields.get("csrf"), code: fields.get("code") })),
  );
  app.post(
    "/f/passkey",
    enrolling((secret, fields) =>
      endPasskey(world, { secret, csrf: fields.get("csrf"), answer: fields.get("answer").slice(0, 20_000) }),
    ),
  );
  passkeyOptions(app, deps);
}

type AskOptions = (request: { secret: string; csrf: string }) => Promise<Answer<{ readonly options: unknown }>>;

/** What the page's script asks for: each answer carries a new challenge. */
function passkeyOptions(app: Hono<WebEnv>, deps: WebDeps): void {
  const asked = (ask: AskOptions) => async (c: WebContext) => {
    if (!isOwnOrigin(c)) return problem(c, no("NOT_PERMITTED", { roles: "—", needed: "la pagina stessa" }));
    const csrf = (await fieldsOf(c)).get("csrf");
    const given = await ask({ secret: linkSecretOf(deps, c), csrf });
    if (!given.ok) return problem(c, given.refusal);
    return new Response(JSON.stringify(given.value.options), {
      headers: { "content-type": "application/json", "cache-control": "no-store" },
    });
  };
  app.post(
    "/f/conferma/passkey",
    asked((request) => askForPasskey(deps.world, request)),
  );
  app.post(
    "/f/passkey/opzioni",
    asked((request) => beginPasskey(deps.world, request)),
  );
}
