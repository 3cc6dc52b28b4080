import type { Hono } from "hono";
import {
  type Answer,
  addAccount,
  createToken,
  enterContact,
  inviteAgain,
  listAllTokens,
  longestTokenDays,
  no,
  permits,
  type Role,
  readAccount,
  readAccounts,
  removeFactors,
  revokeToken,
  roles,
  setRoles,
  setSuspended,
  type WorkflowRefusal,
} from "../../shared/workflow/index.ts";
import type { AccountDone } from "../../web/access-views.ts";
import { Keys, People, Person } from "../../web/pages.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { forOfficer, onForm } from "./gate.ts";
import type { Fields } from "./request.ts";
import { notFound, page, siteOf, statusOf, tokens, type WebContext } from "./respond.ts";

const watchers: readonly Role[] = ["operator", "auditor"];
const operators: readonly Role[] = ["operator"];
const people = "/gestione/persone";
/** As long as a name may be in the store; what is no name of a person is not found. */
const personRoute = `${people}/:who{[^/]{1,300}}`;

const mayChange = (c: WebContext) => {
  const session = c.get("officer");
  return session !== undefined && permits(session.person, operators).ok;
};
const dones: readonly AccountDone[] = ["added", "roles", "suspended", "resumed", "invited", "factors", "contact"];
const doneOf = (c: WebContext, refusal: WorkflowRefusal | undefined) =>
  refusal ? undefined : dones.find((one) => one === c.req.query("fatto"));

const frame = (deps: WebDeps, c: WebContext, refusal?: WorkflowRefusal) => ({
  site: siteOf(deps, c),
  forms: tokens(deps, c.get("officer")?.csrf ?? ""),
  mayChange: mayChange(c),
  refusal,
});
const answered = (deps: WebDeps, c: WebContext, shown: unknown, refusal?: WorkflowRefusal) =>
  page(deps, c, shown, "private", refusal ? statusOf(refusal) : 200);

async function peoplePage(deps: WebDeps, c: WebContext, fields?: Fields, refusal?: WorkflowRefusal) {
  const typed =
    fields &&
    Object.fromEntries(["name", "who", "email", "office", "fiscalCode"].map((name) => [name, fields.get(name)]));
  const shown = People({
    ...frame(deps, c, refusal),
    ...(await readAccounts(deps.world)),
    done: doneOf(c, refusal),
    ...(fields ? { typed, typedRoles: fields.all("roles") } : {}),
  });
  return answered(deps, c, shown, refusal);
}

async function personPage(deps: WebDeps, c: WebContext, who: string, refusal?: WorkflowRefusal) {
  const found = await readAccount(deps.world, who);
  if (!found.ok) return notFound(deps, c);
  const isOwn = c.get("officer")?.person.who === who;
  const shown = Person({ ...frame(deps, c, refusal), ...found.value, isOwn, done: doneOf(c, refusal) });
  return answered(deps, c, shown, refusal);
}

type Change = readonly [
  done: AccountDone | ((fields: Fields) => AccountDone),
  (deps: WebDeps, about: { by: string; who: string }, fields: Fields) => Promise<Answer<true>>,
];

/** What the forms of a person's page do, by the last part of their address. */
const changes: Readonly<Record<string, Change>> = {
  ruoli: ["roles", ({ world }, about, { all }) => setRoles(world, { ...about, roles: all("roles") })],
  stato: [
    ({ get }) => (get("stato") === "sospesa" ? "suspended" : "resumed"),
    async ({ world }, about, { get }) => {
      const asked = get("stato");
      if (asked !== "sospesa" && asked !== "aperta")
        return { ok: false, refusal: wrong("stato", asked, "sospesa, aperta") };
      return setSuspended(world, { ...about, suspended: asked === "sospesa" });
    },
  ],
  invito: ["invited", ({ world }, about) => inviteAgain(world, about)],
  fattori: ["factors", ({ world }, about) => removeFactors(world, about)],
  recapiti: [
    "contact",
    ({ world }, { by, who }, { get }) =>
      enterContact(world, {
        ...{ by, who, email: get("email") },
        ...{ channelKind: get("channelKind"), channelAddress: get("channelAddress") },
      }),
  ],
};

const wrong = (field: string, value: string, expectation: string) =>
  no("REQUEST_NOT_VALID", { field, value: value.slice(0, 60).toWellFormed() || "—", expectation });

/** Accounts of the body's people: read by operators and auditors, changed by operators. */
export function accountRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get(
    people,
    forOfficer(deps, watchers, (c) => peoplePage(deps, c)),
  );
  app.post(
    people,
    onForm(deps, operators, async (c, { who: by }, fields) => {
      const { get, all } = fields;
      const [who, name, email, office, fiscalCode] = [
        ...[get("who"), get("name"), get("email"), get("office"), get("fiscalCode")],
      ] as [string, string, string, string, string];
      const added = await addAccount(deps.world, { by, who, name, email, office, fiscalCode, roles: all("roles") });
      if (!added.ok) return peoplePage(deps, c, fields, added.refusal);
      deps.wake();
      return c.redirect(`${people}?fatto=added`, 303);
    }),
  );
  app.get(
    personRoute,
    forOfficer(deps, watchers, (c) => personPage(deps, c, c.req.param("who") ?? "")),
  );
  for (const [path, [done, work]] of Object.entries(changes))
    app.post(
      `${personRoute}/${path}`,
      onForm(deps, operators, async (c, { who: by }, fields) => {
        const who = c.req.param("who") ?? "";
        const changed = await work(deps, { by, who }, fields);
        if (!changed.ok) return personPage(deps, c, who, changed.refusal);
        deps.wake();
        const said = typeof done === "string" ? done : done(fields);
        return c.redirect(`${people}/${encodeURIComponent(who)}?fatto=${said}`, 303);
      }),
    );
  keyRoutes(app, deps);
}

type KeysMore = {
  readonly secret?: string;
  readonly typed?: { readonly name: string; readonly days: string };
  readonly refusal?: WorkflowRefusal;
};

async function keysPage(deps: WebDeps, c: WebContext, { refusal, ...more }: KeysMore = {}) {
  const shown = Keys({
    ...frame(deps, c, refusal),
    keys: await listAllTokens(deps.world),
    ownRoles: c.get("officer")?.person.roles ?? [],
    revoked: c.req.query("fatto") === "revocata" && !refusal && !more.secret,
    ...more,
  });
  return answered(deps, c, shown, refusal);
}

/** Keys of programs: an operator makes their own, and revokes anybody's. */
function keyRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const path = "/gestione/chiavi";
  app.get(
    path,
    forOfficer(deps, watchers, (c) => keysPage(deps, c)),
  );
  app.post(
    path,
    onForm(deps, operators, async (c, _officer, { get, all }) => {
      const person = c.get("officer")?.person;
      if (!person) return c.redirect("/accesso", 303);
      const [name, days, wanted] = [get("name").trim(), get("days").trim(), all("roles")];
      const typed = { name, days };
      const held = roles.filter((role) => wanted.includes(role));
      if (name === "" || name.length > 80 || !name.isWellFormed())
        return keysPage(deps, c, { typed, refusal: wrong("name", name, "da 1 a 80 caratteri / 1 to 80 characters") });
      if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > longestTokenDays)
        return keysPage(deps, c, {
          typed,
          refusal: wrong("days", days, `da 1 a ${longestTokenDays} / 1 to ${longestTokenDays}`),
        });
      if (held.length === 0 || held.length !== new Set(wanted).size)
        return keysPage(deps, c, { typed, refusal: wrong("roles", wanted.join(", "), person.roles.join(", ")) });
      const made = await createToken(deps.world, { by: person, name, roles: held, days: Number(days) });
      if (!made.ok) return keysPage(deps, c, { typed, refusal: made.refusal });
      return keysPage(deps, c, { secret: made.value.secret });
    }),
  );
  app.post(
    `${path}/revoca`,
    onForm(deps, operators, async (c, { who: by }, { get }) => {
      const [who, id] = [get("who"), get("id")];
      const isId = /^[0-9A-Za-z]{1,40}$/.test(id);
      const revoked: Answer<true> = isId
        ? await revokeToken(deps.world, { who, id, by })
        : { ok: false, refusal: no("TOKEN_NOT_FOUND") };
      return revoked.ok ? c.redirect(`${path}?fatto=revocata`, 303) : keysPage(deps, c, { refusal: revoked.refusal });
    }),
  );
}
