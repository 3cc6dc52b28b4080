import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import {
  addHolder,
  addPerson,
  addSubstitute,
  type BodySettings,
  endPeople,
  endSetUp,
  enterSetUp,
  keepOperator,
  keepRegister,
  keepSection,
  keepSigning,
  missingSteps,
  readSecret,
  readSetUpDraft,
  removeEntry,
  type Stepped,
  setUpSession,
  setUpTenant,
  tryMailServer,
  type World,
} from "../../shared/workflow/index.ts";
import { fill } from "../../web/format.ts";
import type { MailTrial, SetUpPage } from "../../web/operator/settings-views.ts";
import { messagesIn, SetUpCode, SetUpOver, SetUpStepPage, stepPaths } from "../../web/pages.ts";
import { finishHeaders } from "./answer-headers.ts";
import type { WebDeps, WebDesk, WebEnv } from "./deps.ts";
import { type Fields, fieldsOf, isOwnOrigin } from "./request.ts";
import { page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";
import { isFormSection, sealGiven, sectionGiven, typedValues } from "./section-values.ts";
import { stepProps } from "./set-up-values.ts";
import { staticRoutes } from "./static-routes.ts";

/** What the set-up asks of the one machine that it runs on; there is no body yet, and nothing else is served. */
export type SetUpDeps = Pick<World, "items" | "clock" | "newId" | "randomBytes" | "passwords"> &
  Pick<WebDesk, "keyed" | "opensSeal" | "tryMail"> &
  Pick<WebDeps, "staticFile" | "fault"> & {
    /** The public address that a file gave already; empty: none. */
    readonly origin: string;
    /** What the terminal shows. */
    readonly code: string;
    /** The set-up has ended: the product may open. */
    readonly over: () => void;
  };

const base = "/configurazione";
const cookie = "visto_configurazione";
/** Two pictures and a key file fit; nothing else of a set-up is large. */
const largestBody = 400_000;

/** Digests, so that the time of the comparison tells nothing, not even the length. */
const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();
const sameText = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

/** What pages say of a body that nobody has named yet. */
const nobody: BodySettings = {
  ...{ tenant: setUpTenant, name: "Visto", place: "", office: "", register: "DD", baseUrl: "", test: false },
  ...{ linkDays: 7, uploadMinutes: 60, uploadLimit: 1 },
};

type Here = SetUpDeps & {
  readonly pages: Parameters<typeof siteOf>[0] & { readonly uploadOrigins: readonly string[] };
};

type Again = {
  readonly form?: string;
  readonly fields?: Fields;
  readonly refused?: Extract<Stepped, { ok: false }>;
  readonly trial?: MailTrial;
};

async function stepPage(here: Here, c: WebContext, csrf: string, step: SetUpPage, again: Again = {}) {
  const shown = SetUpStepPage({
    site: siteOf(here.pages, c),
    forms: tokens(here.pages, csrf),
    step,
    ...(await stepProps(here, step)),
    ...(again.fields ? { values: typedValues(again.fields) } : {}),
    problems: again.refused?.problems ?? [],
    refusal: again.refused?.refusal,
    form: again.form,
    trial: again.trial,
  });
  return page(here.pages, c, shown, "private", again.refused ? statusOf(again.refused.refusal) : 200);
}

const pages = Object.keys(stepPaths) as readonly SetUpPage[];
const pageAt = (path: string | undefined) => pages.find((step) => stepPaths[step] === path);

/** What a step's own form stores. */
async function keepStep(here: Here, step: SetUpPage, fields: Fields): Promise<Stepped> {
  if (isFormSection(step) && step !== "signing") return keepSection(here, step, await sectionGiven(step, fields));
  if (step === "signing") {
    const { fields: given } = await sectionGiven("signing", fields);
    return keepSigning(here, { fields: given, ...(await sealGiven(fields)) }, here.opensSeal);
  }
  if (step === "people") return endPeople(here);
  if (step === "register") return keepRegister(here, textOf(fields, ["lastNumber", "lastDate", "source"]));
  const given = personOf(fields);
  return keepOperator(here, { fields: given, password: fields.get("password"), again: fields.get("passwordAgain") });
}

const textOf = (fields: Fields, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, fields.get(name)]));
const personOf = (fields: Fields) => ({
  ...textOf(fields, ["name", "who", "email", "codesEmail", "fiscalCode", "office"]),
  roles: fields.all("roles"),
});
const entryOf = (fields: Fields) => textOf(fields, ["office", "who", "from", "to", "decree", "kind", "formula"]);

/** The forms of the page of people, by the last part of their address. */
const peopleForms: Readonly<Record<string, (here: Here, fields: Fields) => Promise<Stepped>>> = {
  persona: (here, fields) => addPerson(here, { fields: personOf(fields), password: fields.get("password") }),
  titolare: (here, fields) => addHolder(here, entryOf(fields)),
  sostituto: (here, fields) => addSubstitute(here, entryOf(fields)),
  togli: (here, { get }) => removeEntry(here, { list: get("list"), at: get("at") }),
};

type Visitor = { readonly secret: string; readonly csrf: string };

async function visitorOf(here: Here, c: WebContext): Promise<Visitor | undefined> {
  const secret = getCookie(c, cookie);
  const session = secret ? await setUpSession(here, secret) : undefined;
  return secret && session ? { secret, csrf: session.csrf } : undefined;
}

/** A form of whoever typed the code, from our own page; anybody else is led to the code. */
const onForm =
  (here: Here, work: (c: WebContext, visitor: Visitor, fields: Fields) => Promise<Response>) =>
  async (c: WebContext) => {
    const visitor = isOwnOrigin(c) ? await visitorOf(here, c) : undefined;
    if (!visitor) return c.redirect(base, 303);
    const fields = await fieldsOf(c);
    return fields.get("csrf") === visitor.csrf ? work(c, visitor, fields) : c.redirect(base, 303);
  };

async function nextOf(here: Here, step?: SetUpPage): Promise<string> {
  const missing = missingSteps(await readSetUpDraft(here.items));
  const after = step && pages[pages.indexOf(step) + 1];
  return `${base}/${stepPaths[after ?? missing[0] ?? "register"]}`;
}

function codeRoutes(app: Hono<WebEnv>, here: Here): void {
  const codePage = (c: WebContext, refusal?: Extract<Stepped, { ok: false }>["refusal"]) =>
    page(
      here.pages,
      c,
      SetUpCode({ site: siteOf(here.pages, c), forms: tokens(here.pages, ""), refusal }),
      "private",
      refusal ? statusOf(refusal) : 200,
    );
  app.get(base, async (c) => ((await visitorOf(here, c)) ? c.redirect(await nextOf(here), 303) : codePage(c)));
  app.post(`${base}/codice`, async (c) => {
    if (!isOwnOrigin(c)) return c.redirect(base, 303);
    const fields = await fieldsOf(c);
    const entered = await enterSetUp({ ...here, sameText }, { code: fields.get("code"), expected: here.code });
    if (!entered.ok) return codePage(c, entered.refusal);
    const secure = here.origin.startsWith("https:");
    const options = { httpOnly: true, sameSite: "Strict" as const, path: base, maxAge: 8 * 3600, secure };
    setCookie(c, cookie, entered.value.secret, options);
    return c.redirect(await nextOf(here), 303);
  });
}

function stepRoutes(app: Hono<WebEnv>, here: Here): void {
  const shape = `:passo{(?:${Object.values(stepPaths).join("|")})}`;
  app.get(`${base}/${shape}`, async (c) => {
    const visitor = await visitorOf(here, c);
    const step = pageAt(c.req.param("passo"));
    return visitor && step ? stepPage(here, c, visitor.csrf, step) : c.redirect(base, 303);
  });
  for (const [form, enter] of Object.entries(peopleForms))
    app.post(
      `${base}/persone/${form}`,
      onForm(here, async (c, { csrf }, fields) => {
        const entered = await enter(here, fields);
        if (entered.ok) return c.redirect(`${base}/persone`, 303);
        return stepPage(here, c, csrf, "people", { form, fields, refused: entered });
      }),
    );
  app.post(
    `${base}/posta/prova`,
    onForm(here, async (c, { csrf }, fields) => {
      const { mail, identity } = await readSetUpDraft(here.items);
      const password = await readSecret(here.items, here.keyed, setUpTenant, "mail");
      const words = messagesIn(c.get("lang")).settings;
      const fromName = identity?.name ?? "Visto";
      const message = { subject: words.testSubject, text: fill(words.testBody, { body: fromName }) };
      const tried = await tryMailServer(here, { server: mail, password, fromName, to: fields.get("to"), ...message });
      return stepPage(here, c, csrf, "mail", { trial: { ...tried, said: tried.said?.[c.get("lang")] } });
    }),
  );
  app.post(
    `${base}/${shape}`,
    onForm(here, async (c, visitor, fields) => {
      const step = pageAt(c.req.param("passo")) ?? "identity";
      const kept = await keepStep(here, step, fields);
      if (!kept.ok) return stepPage(here, c, visitor.csrf, step, { fields, refused: kept });
      return step === "register" ? end(here, c, visitor) : c.redirect(await nextOf(here, step), 303);
    }),
  );
}

async function end(here: Here, c: WebContext, { secret, csrf }: Visitor): Promise<Response> {
  const { operator, address } = await readSetUpDraft(here.items);
  const who = operator?.who ?? "";
  const ended = await endSetUp(here, secret);
  if (!ended.ok) return stepPage(here, c, csrf, "register", { refused: ended });
  deleteCookie(c, cookie, { path: base });
  here.over();
  return page(
    here.pages,
    c,
    SetUpOver({ site: siteOf(here.pages, c), who, origin: here.origin || address?.origin || "" }),
    "private",
  );
}

/** The pages of a data folder that is nobody's yet: one code, eight steps, and no way around them. */
export function setUpApp(deps: SetUpDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const here: Here = { ...deps, pages: { world: { ...deps, settings: nobody }, uploadOrigins: [] } };
  app.use(async (c, next) => {
    const asked = c.req.query("lang");
    c.set("lang", (asked ?? getCookie(c, "visto_lingua")) === "en" ? "en" : "it");
    c.set("officer", undefined);
    await next();
    finishHeaders(c, deps.origin);
    if (asked === "it" || asked === "en")
      setCookie(c, "visto_lingua", asked, { path: "/", httpOnly: true, sameSite: "Lax", maxAge: 365 * 86_400 });
  });
  app.on("POST", "*", bodyLimit({ maxSize: largestBody, onError: (c) => tooLarge(here, c as WebContext) }));
  staticRoutes(app, deps);
  codeRoutes(app, here);
  stepRoutes(app, here);
  app.notFound((c) => (c.req.method === "GET" && !c.req.path.includes(".") ? c.redirect(base, 303) : c.text("", 404)));
  app.onError((fault, c) => {
    deps.fault(fault, `${c.req.method} ${c.req.path}`);
    return c.text("Guasto. / Fault.", 500, { "cache-control": "no-store" });
  });
  return app;
}

/** The rest of the body is not read: another request on this connection would be taken for it. */
function tooLarge(_: Here, c: WebContext): Response {
  c.header("connection", "close");
  const most = Math.floor(largestBody / 1000);
  return c.text(`File troppo grande: al massimo ${most} kB in tutto. / Too large: ${most} kB in all at most.`, 413);
}
