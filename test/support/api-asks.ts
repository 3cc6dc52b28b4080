import { expect } from "vitest";
import { codesOf } from "../../functions/web/api-answers.ts";
import type { Operation } from "../../functions/web/api-operation.ts";
import { operations } from "../../functions/web/api-operations.ts";
import { type Role, roles } from "../../shared/workflow/index.ts";
import { actWith, aFile, anAct } from "./acts.ts";
import { type Api, type Ask, fileFacts, openApi } from "./api.ts";
import type { Client } from "./client.ts";
import { enterPages, newestToken, rup, submitted } from "./journey.ts";
import { openTestSite, type TestSite } from "./site.ts";
import { unchanged } from "./snapshot.ts";

export type Asking = { readonly client: Client; readonly ask: Ask };
type Account = { readonly client: Client; readonly csrf: string };

/** A product with one act under way, an account of every role and a link: whoever may ask anything of the API. */
export type ApiAsks = {
  readonly site: TestSite;
  readonly api: Api;
  readonly actId: string;
  readonly account: (role: Role | "nobody's") => Account;
  readonly link: Client;
  /** Where an operation leads to something that is there, as far as there is. */
  readonly params: Readonly<Record<string, string>>;
  /** A request that would be let through, of the first who may make it. */
  readonly fair: (operation: Operation) => Asking;
  /** Expects that all of them are refused with this code, documented as such, and change nothing. */
  readonly allRefused: (
    code: string,
    some: readonly Operation[],
    ask: (operation: Operation) => Asking,
  ) => Promise<void>;
  /** Breaks and mends the store. */
  readonly breakStore: (isBroken: boolean) => void;
};

const reason = "Motivo abbastanza lungo.";
const bodies: Readonly<Record<string, unknown>> = {
  createAct: anAct(),
  checkAct: anAct(),
  saveRevision: anAct(),
  acknowledgeFindings: { codes: ["ALL-12"], reason },
  swapAttachments: { a: "A", b: "B" },
  reassign: { step: 1, from: rup.who, to: "bruno.esempio", reason },
  correctAddress: { step: 1, who: rup.who, email: "a@b.example", reason },
  amendAct: { how: "REVOKED", number: 1, year: 2025, reason },
  importText: { text: "DETERMINAZIONE" },
  createFromImport: { as: "new" },
  openLink: { token: "x" },
  confirmOpening: { kind: "otp", answer: "000000" },
  decide: { choice: "REJECT", reason, seenDigest: "0".repeat(64) },
  prepareVisto: { outcome: "FAVOURABLE" },
  submitByRoute: { steps: [{ kind: "opinion", role: "Prova", who: ["carla.modello"] }] },
  prepareOmissis: { texts: { subject: "[omissis]" }, reason },
  dismissAlboDay: { day: "2025-01-02", reason },
  recordAlboOutage: { day: "2025-01-01", reason },
  enterHolder: { office: "RUP", who: rup.who, from: "2025-01-01", decree: "decreto n. 1/2025" },
  enterSubstitute: {
    ...{ office: "RUP", who: "dario.campione", kind: "absence", from: "2025-12-20", to: "2026-01-06" },
    ...{ decree: "decreto n. 9/2025", formula: "per il RUP" },
  },
  enterContact: { who: rup.who, email: "carla@borgosereno.example" },
  retryDelivery: { event: "01JFAX", target: "link#1#x" },
  resolveDelivery: { event: "01JFAX", target: "link#1#x", reason },
  createToken: { name: "x", roles: ["officer"], days: 1 },
};
const bodyOf = ({ id, body }: Operation): Pick<Ask, "body"> => {
  if (!body) return {};
  return { body: bodies[id] ?? (id.startsWith("permit") ? fileFacts(aFile("A").bytes) : { reason }) };
};

/** Operations that may refuse with this code. */
export const having = (code: string): readonly Operation[] =>
  operations.filter((operation) => codesOf(operation).includes(code));
export const changing = operations.filter(({ method }) => method !== "GET");
export const withBody = operations.filter(({ body }) => body !== undefined);
export const ofLinks = operations.filter(({ who }) => who === "link");
export const ofAccounts = operations.filter(({ who }) => typeof who !== "string");

async function breakableSite() {
  let isBroken = false;
  const gone = () => (isBroken ? Promise.reject(new Error("disk gone: /srv/secret")) : undefined);
  const site = await openTestSite({
    wrap: (world) => ({
      ...world,
      items: {
        get: async (key) => (await gone()) ?? world.items.get(key),
        query: async (query) => (await gone()) ?? world.items.query(query),
        transact: async (actions, token) => (await gone()) ?? world.items.transact(actions, token),
      },
    }),
  });
  const breakStore = (now: boolean) => {
    isBroken = now;
  };
  return { site, breakStore };
}

export async function openApiAsks(): Promise<ApiAsks> {
  const { site, breakStore } = await breakableSite();
  const api = openApi();
  const actId = await submitted(site, actWith([aFile("A")]), [aFile("A")]);
  const accounts = new Map<string, Account>();
  for (const role of roles) {
    const client = await site.signedIn(`${role}.prova`, [role]);
    accounts.set(role, { client, csrf: String((await api.call(client, "readSession")).json["csrf"]) });
  }
  accounts.set("nobody's", { client: await site.signedIn("senza.ruoli", []), csrf: "" });
  const link = site.client();
  await enterPages(site, link, await newestToken(site, actId, rup.email));
  const linkCsrf = String((await api.call(link, "readTask")).json["csrf"]);
  const account = (role: string): Account => {
    const found = accounts.get(role);
    if (!found) throw new Error(`no account ${role}`);
    return found;
  };
  const none = { importId: "NIENTE", tokenId: "NIENTE", sha256: "0".repeat(64) };
  const params = {
    actId,
    label: "A",
    name: "documento",
    year: "2025",
    number: "1",
    prefix: "00000",
    code: "AAAA-AAAA",
    ...none,
  };
  const fair = (operation: Operation): Asking => {
    const { who, ifMatch } = operation;
    const base = { params, ...bodyOf(operation), ...(ifMatch === "required" ? { ifMatch: '"1"' } : {}) };
    if (who === "anyone") return { client: site.client(), ask: base };
    if (who === "link") return { client: link, ask: { ...base, csrf: linkCsrf } };
    const { client, csrf } = account(who[0] ?? "officer");
    return { client, ask: { ...base, csrf } };
  };
  const allRefused: ApiAsks["allRefused"] = async (code, some, ask) => {
    expect(some.length).toBeGreaterThan(0);
    const told = await unchanged(site, async () => {
      const found: string[] = [];
      for (const operation of some) {
        const asked = ask(operation);
        found.push(`${operation.id} ${(await api.call(asked.client, operation.id, asked.ask)).code}`);
      }
      return found;
    });
    expect(told).toEqual(some.map(({ id }) => `${id} ${code}`));
  };
  return { site, api, actId, account, link, params, fair, allRefused, breakStore };
}
