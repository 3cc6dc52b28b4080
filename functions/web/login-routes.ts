import type { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import {
  askReset,
  beginDeskEnrolment,
  confirmSignIn,
  deskEnrolment,
  deskMinutes,
  enrolAndEnter,
  leastPassword,
  no,
  openAccessLink,
  passwordProblem,
  pendingSignIn,
  type SignedIn,
  setPassword,
  signIn,
  signOut,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import {
  AccessLink,
  Forgotten,
  Login,
  LoginCode,
  LoginEnrol,
  PassOn,
  RecoveryCodes,
  SetPassword,
} from "../../web/pages.ts";
import { agentOf } from "./agent.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { enrolmentView } from "./enrolment-view.ts";
import { cookieOptions, fieldsOf, isOwnOrigin, officerCookieOf } from "./request.ts";
import { forbidden, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

/** Only to our own pages: an open redirect would lend our name to anyone. */
export const ownPath = (path: string) => (/^\/(?!\/)[\w\-./?=&%#]*$/.test(path) ? path : "/ufficio");

const versoOf = (c: WebContext) => c.req.query("verso") ?? "";
const withVerso = (path: string, c: WebContext) =>
  versoOf(c) === "" ? path : `${path}?verso=${encodeURIComponent(ownPath(versoOf(c)))}`;
const secretOf = (deps: WebDeps, c: WebContext) => getCookie(c, officerCookieOf(deps)) ?? "";

const deviceCookieOf = (deps: WebDeps) =>
  deps.world.settings.baseUrl.startsWith("https:") ? "__Host-visto_dispositivo" : "visto_dispositivo";

/** The session's cookie, and that of a browser that was let in (docs/decisions/0048). */
export function keepSession(deps: WebDeps, c: WebContext, { secret, device }: Omit<SignedIn, "next">): void {
  setCookie(c, officerCookieOf(deps), secret, cookieOptions(deps, deskMinutes * 60));
  if (device) setCookie(c, deviceCookieOf(deps), device, cookieOptions(deps, 180 * 86_400));
}

type Refusal = { readonly refusal?: WorkflowRefusal | undefined };

function loginPage(deps: WebDeps, c: WebContext, more: Refusal & { username?: string } = {}): Response {
  const shown = Login({
    site: siteOf(deps, c),
    forms: tokens(deps, ""),
    accounts: deps.demo?.accounts,
    oidc: deps.world.oidc?.name,
    onlyOidc: deps.world.settings.onlyProvider !== undefined,
    done: c.req.query("fatto") === "password" ? "password" : undefined,
    ...more,
  });
  const status = more.refusal?.code === "TOO_MANY_ATTEMPTS" ? 429 : more.refusal ? 403 : 200;
  return page(deps, c, shown, "private", status);
}

/** Who has typed the password may go on; everybody else begins again. */
async function codePage(deps: WebDeps, c: WebContext, refusal?: WorkflowRefusal): Promise<Response> {
  const found = await pendingSignIn(deps.world, secretOf(deps, c), "officer-asked");
  if (!found.ok) return c.redirect(withVerso("/accesso", c), 303);
  const shown = LoginCode({ site: siteOf(deps, c), forms: tokens(deps, found.value.csrf), refusal });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

async function enrolPage(deps: WebDeps, c: WebContext, refusal?: WorkflowRefusal): Promise<Response> {
  const found = await pendingSignIn(deps.world, secretOf(deps, c), "officer-enrol");
  if (!found.ok) return c.redirect("/accesso", 303);
  const { person, csrf } = found.value;
  const enrolment = enrolmentView(await deskEnrolment(deps.world, person.who, person.name));
  const shown = LoginEnrol({ site: siteOf(deps, c), forms: tokens(deps, csrf), enrolment, refusal });
  return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
}

function passwordRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get("/accesso", (c) =>
    c.get("officer") ? c.redirect(ownPath(versoOf(c) || "/ufficio"), 303) : loginPage(deps, c),
  );
  app.post("/accesso", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const username = fields.get("username").trim();
    const signed = await signIn(deps.world, {
      // No account has so long a name, and no key of the stores either.
      who: username.length > 100 ? "" : username,
      password: fields.get("password"),
      source: deps.sourceOf?.(c),
      device: getCookie(c, deviceCookieOf(deps)),
      agent: agentOf(c.req.header("user-agent")),
    });
    if (!signed.ok) return loginPage(deps, c, { username, refusal: signed.refusal });
    keepSession(deps, c, signed.value);
    const { next } = signed.value;
    if (next === "code") return c.redirect(withVerso("/accesso/codice", c), 303);
    return c.redirect(next === "enrol" ? "/accesso/app" : ownPath(versoOf(c) || "/ufficio"), 303);
  });
  app.post("/uscita", async (c) => {
    const fields = await fieldsOf(c);
    const officer = c.get("officer");
    if (!isOwnOrigin(c) || (officer && fields.get("csrf") !== officer.csrf)) return forbidden(deps, c);
    const secret = secretOf(deps, c);
    const ended = secret ? await signOut(deps.world, secret) : undefined;
    deleteCookie(c, officerCookieOf(deps), cookieOptions(deps, 0));
    const { oidc, settings } = deps.world;
    // That the provider does not answer keeps nobody in: the session here is over already.
    const there =
      ended?.via === "oidc"
        ? await oidc?.logout(`${settings.baseUrl}/`).catch((fault) => {
            deps.fault(fault, "logout at the identity provider");
            return undefined;
          })
        : undefined;
    if (there === undefined) return c.redirect("/", 303);
    c.set("officer", undefined);
    return page(deps, c, PassOn({ site: siteOf(deps, c), kind: "logout", href: there }), "private");
  });
}

/** What is asked for after the password: a code of the app, or an app. */
function secondStepRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const { world } = deps;
  app.get("/accesso/codice", (c) => codePage(deps, c));
  app.post("/accesso/codice", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const [csrf, code] = [fields.get("csrf"), fields.get("code").slice(0, 40)];
    const agent = agentOf(c.req.header("user-agent"));
    const entered = await confirmSignIn(world, { secret: secretOf(deps, c), csrf, code, agent });
    if (!entered.ok) return codePage(deps, c, entered.refusal);
    keepSession(deps, c, entered.value);
    return c.redirect(ownPath(versoOf(c) || "/ufficio"), 303);
  });
  app.get("/accesso/app", (c) => enrolPage(deps, c));
  app.post("/accesso/app", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const csrf = (await fieldsOf(c)).get("csrf");
    const found = await pendingSignIn(world, secretOf(deps, c), "officer-enrol");
    if (!found.ok || found.value.csrf !== csrf) return enrolPage(deps, c, no("SIGN_IN_OVER"));
    const begun = await beginDeskEnrolment(world, found.value.person.who);
    return begun.ok ? c.redirect("/accesso/app", 303) : enrolPage(deps, c, begun.refusal);
  });
  app.post("/accesso/app/conferma", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const [csrf, code] = [fields.get("csrf"), fields.get("code").slice(0, 40)];
    const agent = agentOf(c.req.header("user-agent"));
    const entered = await enrolAndEnter(world, { secret: secretOf(deps, c), csrf, code, agent });
    if (!entered.ok) return enrolPage(deps, c, entered.refusal);
    keepSession(deps, c, entered.value);
    const { codes } = entered.value;
    return page(deps, c, RecoveryCodes({ site: siteOf(deps, c), codes, goHref: "/ufficio" }), "private");
  });
  app.post("/accesso/annulla", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    // Only a sign-in that is not ended: a session at the desk has its own way out, with its own token.
    if (!c.get("officer")) {
      await signOut(world, secretOf(deps, c));
      deleteCookie(c, officerCookieOf(deps), cookieOptions(deps, 0));
    }
    return c.redirect("/accesso", 303);
  });
}

/** The links of mails that set a password. The token is in the fragment, and only the password spends it. */
function linkRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const { world } = deps;
  const plain = () => tokens(deps, "");
  const forgotten = (c: WebContext, more: Refusal & { done?: boolean } = {}) =>
    page(
      deps,
      c,
      Forgotten({ site: siteOf(deps, c), forms: plain(), ...more }),
      "private",
      more.refusal ? statusOf(more.refusal) : 200,
    );
  app.get("/accesso/dimenticata", (c) => forgotten(c, { done: c.req.query("fatto") === "1" }));
  app.post("/accesso/dimenticata", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const asked = await askReset(world, { asked: (await fieldsOf(c)).get("username"), source: deps.sourceOf?.(c) });
    if (!asked.ok) return forgotten(c, { refusal: asked.refusal });
    deps.wake();
    return c.redirect("/accesso/dimenticata?fatto=1", 303);
  });
  const linkPage = (c: WebContext, refusal?: WorkflowRefusal) =>
    page(
      deps,
      c,
      AccessLink({ site: siteOf(deps, c), forms: plain(), refusal }),
      "private",
      refusal ? statusOf(refusal) : 200,
    );
  app.get("/password", (c) => linkPage(c));
  const opened = async (c: WebContext, token: string, refusal?: WorkflowRefusal) => {
    const found = await openAccessLink(world, { token, source: deps.sourceOf?.(c) });
    if (!found.ok) return linkPage(c, found.refusal);
    const shown = SetPassword({
      ...{ site: siteOf(deps, c), forms: plain(), token, least: leastPassword, refusal },
      ...found.value,
    });
    return page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);
  };
  const tokenOf = (text: string) => (/#([\w-]{43})$/.exec(text.trim())?.[1] ?? text.trim()).slice(0, 100);
  app.post("/password/apri", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    return opened(c, tokenOf((await fieldsOf(c)).get("token")));
  });
  app.post("/password", async (c) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const [token, password] = [tokenOf(fields.get("token")), fields.get("password")];
    if (password !== fields.get("again"))
      return opened(
        c,
        token,
        passwordProblem(password, []) ??
          no("PASSWORD_NOT_GOOD", { it: "le due non sono uguali", en: "the two are not the same" }),
      );
    const set = await setPassword(world, { token, password, source: deps.sourceOf?.(c) });
    if (!set.ok) return opened(c, token, set.refusal);
    setCookie(c, deviceCookieOf(deps), set.value.device, cookieOptions(deps, 180 * 86_400));
    // A session of somebody else in this browser is not this person's.
    deleteCookie(c, officerCookieOf(deps), cookieOptions(deps, 0));
    return c.redirect("/accesso?fatto=password", 303);
  });
}

/** Signing in with a password and what follows it, signing out, and the links that set a password. */
export function loginRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  passwordRoutes(app, deps);
  secondStepRoutes(app, deps);
  linkRoutes(app, deps);
}
