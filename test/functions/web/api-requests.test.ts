// Proves that every operation of the API refuses malformed requests by name, and that nothing is left behind.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codesOf } from "../../../functions/web/api-answers.ts";
import type { Operation } from "../../../functions/web/api-operation.ts";
import { operations } from "../../../functions/web/api-operations.ts";
import { anAct } from "../../support/acts.ts";
import type { Api } from "../../support/api.ts";
import { type ApiAsks, changing, having, openApiAsks, withBody } from "../../support/api-asks.ts";
import type { TestSite } from "../../support/site.ts";
import { unchanged } from "../../support/snapshot.ts";

let asks: ApiAsks;
let site: TestSite;
let api: Api;
beforeAll(async () => {
  asks = await openApiAsks();
  ({ site, api } = asks);
});
afterAll(() => site.stop());

const fair: ApiAsks["fair"] = (operation) => asks.fair(operation);
const allRefused: ApiAsks["allRefused"] = (code, some, ask) => asks.allRefused(code, some, ask);

describe("a request", () => {
  it("of another type, or compressed, is refused", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/json; charset=utf-16",
      "application/jsonp",
    ])
      await allRefused("MEDIA_TYPE_NOT_SUPPORTED", withBody, (one) => ({
        ...fair(one),
        ask: { ...fair(one).ask, headers: { "content-type": type } },
      }));
    await allRefused("MEDIA_TYPE_NOT_SUPPORTED", withBody, (one) => ({
      ...fair(one),
      ask: { ...fair(one).ask, headers: { "content-encoding": "gzip" } },
    }));
  });

  it("that is no JSON is refused", async () => {
    for (const raw of ["", "{", "{'a':1}", "\ufeff{}", "<a/>", "NaN"])
      await allRefused("BODY_NOT_JSON", withBody, (one) => ({ ...fair(one), ask: { ...fair(one).ask, raw } }));
  });

  it("that is nested a hundred thousand times is refused, in a moment", async () => {
    const raw = `${'{"a":['.repeat(100_000)}${"]}".repeat(100_000)}`;
    await allRefused("REQUEST_NOT_VALID", withBody, (one) => ({ ...fair(one), ask: { ...fair(one).ask, raw } }));
  });

  it("with a field that nobody knows is refused by its name", async () => {
    for (const operation of withBody) {
      const { client, ask } = fair(operation);
      const told = await api.call(client, operation.id, { ...ask, body: { ...(ask.body as object), sbagliato: 1 } });
      expect([operation.id, ["REQUEST_NOT_VALID", "ACT_NOT_VALID"].includes(told.code ?? "")]).toEqual([
        operation.id,
        true,
      ]);
      expect([operation.id, JSON.stringify(told.json["errors"])]).toEqual([
        operation.id,
        expect.stringContaining("sbagliato"),
      ]);
    }
  });

  it("with a body where none is read, or a query that nobody knows, is refused", async () => {
    const bodiless = changing.filter(({ body }) => body === undefined);
    await allRefused("REQUEST_NOT_VALID", bodiless, (one) => ({
      ...fair(one),
      ask: { ...fair(one).ask, raw: '{"a":1}' },
    }));
    await allRefused("REQUEST_NOT_VALID", operations, (one) => ({
      ...fair(one),
      ask: { ...fair(one).ask, query: { sbagliato: "1" } },
    }));
  });

  it("without its key, or with one that is none, is refused", async () => {
    const keyed = having("IDEMPOTENCY_KEY_MISSING");
    for (const idem of ["", "chiave con spazi", "x".repeat(101), "é"])
      await allRefused("IDEMPOTENCY_KEY_MISSING", keyed, (one) => ({
        ...fair(one),
        ask: { ...fair(one).ask, headers: { "idempotency-key": encodeURI(idem) } },
      }));
  });

  it("with the key of another request is refused with 422", async () => {
    const { client, csrf } = asks.account("officer");
    const idem = "una-chiave";
    const bodies = [{ text: "DETERMINAZIONE N. 1" }, { text: "DETERMINAZIONE N. 2" }];
    const [first, other] = [
      await api.call(client, "importText", { csrf, idem, body: bodies[0] }),
      await api.call(client, "importText", { csrf, idem, body: bodies[1] }),
    ];
    expect([first.status, other.status, other.code]).toEqual([201, 422, "IDEMPOTENCY_KEY_REUSED"]);
    const acts = [anAct({ subject: "Primo atto con questa chiave" }), anAct({ subject: "Un altro atto" })];
    const made = await api.call(client, "createAct", { csrf, idem, body: acts[0] });
    expect([made.status, (await api.call(client, "createAct", { csrf, idem, body: acts[1] })).code]).toEqual([
      201,
      "IDEMPOTENCY_KEY_REUSED",
    ]);
  });

  it("sent ten times at once makes one act", async () => {
    const { client, csrf } = asks.account("officer");
    const body = anAct({ subject: "Inviato dieci volte insieme" });
    const told = await Promise.all(
      Array.from({ length: 10 }, () => api.call(client, "createAct", { csrf, idem: "dieci", body })),
    );
    expect(new Set(told.map(({ text }) => text)).size).toBe(1);
    const { items } = (await api.call(client, "listActs", { query: { limit: "100" } })).json as {
      items: { subject: string }[];
    };
    expect(items.filter((one) => one.subject === body.subject)).toHaveLength(1);
  });

  it("on a version that is over is refused, and without one where it is needed", async () => {
    const stale = operations.filter(({ ifMatch }) => ifMatch === "optional");
    for (const operation of stale) {
      const { client, ask } = fair(operation);
      const { status } = await unchanged(site, () => api.call(client, operation.id, { ...ask, ifMatch: '"1"' }));
      expect([operation.id, [400, 404, 409, 412, 422, 403].includes(status)]).toEqual([operation.id, true]);
    }
    await allRefused("PRECONDITION_MISSING", having("PRECONDITION_MISSING"), (one) => {
      const { ifMatch: _, ...ask } = fair(one).ask;
      return { ...fair(one), ask };
    });
    for (const ifMatch of ["*", "12", 'W/"12"', '"x"', `"${"9".repeat(20)}"`])
      await allRefused("REQUEST_NOT_VALID", having("PRECONDITION_MISSING"), (one) => ({
        ...fair(one),
        ask: { ...fair(one).ask, ifMatch },
      }));
  });

  it("with junk for a parameter is never a fault", async () => {
    const junk = [
      "' OR 1=1 --",
      "../../etc/passwd",
      "(a+)+$",
      "%00",
      "\u202eexe",
      "𝕏".repeat(50),
      "9".repeat(400),
      "-1",
      "1e308",
      "NaN",
      "{}",
      "[]",
      "null",
      "__proto__",
    ];
    await unchanged(site, async () => {
      for (const operation of operations)
        for (const name of [...Object.keys(operation.params ?? {})])
          for (const value of junk) {
            const { client, ask } = fair(operation);
            const told = await api.call(client, operation.id, { ...ask, params: { ...asks.params, [name]: value } });
            expect([operation.id, name, value, told.status < 500]).toEqual([operation.id, name, value, true]);
          }
    });
  });

  it("with a cursor that we did not give, for another list or of another shape, is refused", async () => {
    const forged = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
    const lists = operations.filter(({ query }) => query && "cursor" in query);
    const cursors = [
      "x",
      forged(["atti"]),
      forged(["altro", "2025#0000001"]),
      forged({ pk: "x" }),
      forged(["pubblicati", "x"]),
      forged(["atti", "' OR 1=1"]),
      "=".repeat(200),
    ];
    for (const cursor of cursors)
      await allRefused("REQUEST_NOT_VALID", lists, (one) => ({
        ...fair(one),
        ask: { ...fair(one).ask, query: { cursor } },
      }));
    for (const limit of ["0", "101", "-1", "1.5", "x", ""])
      await allRefused("REQUEST_NOT_VALID", lists, (one) => ({
        ...fair(one),
        ask: { ...fair(one).ask, query: { limit } },
      }));
  });
});

it("answers in the language that was asked for, Italian first", async () => {
  const visitor = site.client();
  const detail = async (accept?: string) => {
    const told = await api.call(visitor, "readPublished", {
      params: asks.params,
      ...(accept ? { headers: { "accept-language": accept } } : {}),
    });
    return [told.json["title"], told.json["detail"], told.headers.get("content-language")];
  };
  const [italian, english] = [
    ["Non trovato", "Atto non trovato.", "it"],
    ["Not found", "Act not found.", "en"],
  ];
  for (const accept of [undefined, "it", "de", "*", "en;q=0.5, it", ",;=q".repeat(100)])
    expect(await detail(accept)).toEqual(italian);
  for (const accept of ["en", "en-GB,en;q=0.9", "de, en;q=0.8, it;q=0.2"])
    expect(await detail(accept)).toEqual(english);
});

it("says what was expected of each field in the answer's language, in the list and in the sentence", async () => {
  const { client, csrf } = asks.account("officer");
  const told = async (accept: string, body: unknown) => {
    const { json } = await api.call(client, "createAct", { csrf, body, headers: { "accept-language": accept } });
    const [first] = json["errors"] as { readonly value: string; readonly expectation: string }[];
    return [first?.value, first?.expectation, json["detail"]];
  };
  const { subject: _, ...headless } = anAct();
  expect(await told("it", headless)).toEqual([
    "(assente)",
    "campo obbligatorio: un testo",
    "I dati dell’atto non sono validi: subject: trovato (assente), atteso campo obbligatorio: un testo",
  ]);
  expect(await told("en", headless)).toEqual([
    "(absent)",
    "required field: a text",
    "The act’s data are not valid: subject: found (absent), expected required field: a text",
  ]);
  const asked = async (accept: string) => {
    const headers = { "accept-language": accept };
    const { json } = await api.call(client, "listActs", { query: { limit: "101", altro: "x" }, headers });
    return [(json["errors"] as { readonly expectation: string }[]).map((one) => one.expectation), json["detail"]];
  };
  expect(await asked("it")).toEqual([
    ["nessun parametro con questo nome", "un valore non superiore a 100"],
    "Campo altro: valore x, atteso nessun parametro con questo nome.",
  ]);
  expect(await asked("en")).toEqual([
    ["no parameter of this name", "a value of at most 100"],
    "Field altro: value x, expected no parameter of this name.",
  ]);
});

it("leads from every problem to a page that explains its code", async () => {
  const told = await api.call(site.client(), "listActs");
  const type = String(told.json["type"]);
  expect(type).toBe(`${site.url}/problemi/SIGN_IN_NEEDED`);
  const codes = new Set(operations.flatMap(codesOf));
  for (const code of codes) {
    const page = await site.client().get(`/problemi/${code}`);
    expect([code, page.status, page.text.includes(code)]).toEqual([code, 200, true]);
  }
  expect((await site.client().get("/problemi/NIENTE")).status).toBe(404);
});

it("says of an address and of a method that nobody serves that it is none", async () => {
  for (const [method, path] of [
    ["GET", "/api/v1"],
    ["GET", "/api/v1/niente"],
    ["PATCH", `/api/v1/atti/${asks.actId}`],
    ["DELETE", "/api/v1/atti"],
  ] as const) {
    const got = await site.client().send(method, path);
    expect([path, got.status, (JSON.parse(got.text) as { code: string }).code]).toEqual([path, 404, "ADDRESS_UNKNOWN"]);
  }
});

it("says of a fault of ours that it is one, as a problem, and nothing of what broke", async () => {
  const asking = operations.filter(({ id }) => !["readHealth", "closeLink", "readSession"].includes(id));
  for (const operation of asking) {
    const { client, ask } = fair(operation);
    asks.breakStore(true);
    const told = await api.call(client, operation.id, { ...ask, key: `visto_${"A".repeat(43)}` });
    asks.breakStore(false);
    expect([operation.id, told.status, told.code]).toEqual([operation.id, 500, "FAULT"]);
    expect(told.text).not.toContain("secret");
  }
  expect(site.told.splice(0)).toHaveLength(asking.length);
});

it("had no fault in the rest of this", () => {
  expect([site.told, site.faults]).toEqual([[], []]);
});

// Last: the server hangs up on whoever is still sending, and a later test could meet such a connection.
describe("a body", () => {
  it("of more bytes than it may have is refused, told or not", async () => {
    const raw = JSON.stringify({ a: "x".repeat(2_000_001) });
    // Who is still sending when the server hangs up may lose the answer (RFC 9112 §9.6): then it is asked for again.
    const told = async (operation: Operation): Promise<string | undefined> => {
      const { client, ask } = fair(operation);
      for (let tries = 0; tries < 20; tries += 1) {
        const got = await api.call(client, operation.id, { ...ask, raw }).catch((fault: unknown) => fault);
        if (!(got instanceof Error)) return (got as { code: string }).code;
        if (!/fetch failed/.test(got.message)) throw got;
      }
      throw new Error(`${operation.id} never answered`);
    };
    const codes = await unchanged(site, () => Promise.all(changing.map(told)));
    expect(new Set(codes)).toEqual(new Set(["BODY_TOO_LARGE"]));
  });
});
