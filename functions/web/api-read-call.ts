import { getCookie } from "hono/cookie";
import type * as z from "zod";
import { problemsOf } from "../../shared/act/index.ts";
import { no, noteTokenUse, personOfClaims, tokenBearer } from "../../shared/workflow/index.ts";
import type { Call, Operation, Parts, Principal, Refused } from "./api-operation.ts";
import { type ApiRefusal, type FieldError, inBoth, refusedBecause } from "./api-problems.ts";
import type { WebDeps } from "./deps.ts";
import { isIdempotencyKey, isOwnOrigin, linkCookieOf } from "./request.ts";
import type { WebContext } from "./respond.ts";

const refused = (refusal: ApiRefusal, errors?: readonly FieldError[]): Refused => ({
  ok: false,
  refusal,
  ...(errors ? { errors } : {}),
});

/** Deeper than any act, shallower than any stack. */
const deepest = 40;

type Read<T> = { readonly ok: true; readonly value: T } | Refused;

/** Everything that a request must be before its operation is asked: who, from where, of which form. Changes nothing. */
export async function readCall(
  deps: WebDeps,
  c: WebContext,
  operation: Operation,
): Promise<Read<Call<Parts, Parts, unknown>>> {
  const known = await principalOf(deps, c, operation);
  if (!known.ok) return known;
  const principal = known.value;
  const condition = versionOf(c, operation);
  if (!condition.ok) return condition;
  const key = c.req.header("idempotency-key") ?? "";
  const needsKey = operation.method === "POST" && operation.once !== "none";
  if (needsKey && !isIdempotencyKey(key)) return refused(refusedBecause("IDEMPOTENCY_KEY_MISSING"));
  const params = fitting(operation.params, c.req.param());
  if (!params.ok) return params;
  const query = onceEach(c, operation);
  if (!query.ok) return query;
  const body = await bodyOf(c, operation);
  if (!body.ok) return body;
  return {
    ok: true,
    value: {
      deps,
      c,
      params: params.value,
      query: query.value,
      body: body.value,
      by: principal?.person.who ?? "",
      principal,
      idempotencyKey: key,
      version: condition.value,
    } as Call<Parts, Parts, unknown>,
  };
}

/** Who asks. A key that is sent and not valid is refused even where nobody needs one: its owner wants to know. */
async function principalOf(deps: WebDeps, c: WebContext, operation: Operation): Promise<Read<Principal | undefined>> {
  const changes = operation.method !== "GET";
  const claims = deps.vouched?.(c);
  if (claims) {
    const person = await personOfClaims(deps.world, claims);
    return person
      ? permitted(operation, { kind: "token", person, csrf: "" })
      : refused(refusedBecause("TOKEN_NOT_VALID"));
  }
  const authorization = c.req.header("authorization");
  if (authorization !== undefined) {
    const secret = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    const person = secret === undefined ? undefined : await tokenBearer(deps.world, secret);
    if (!person || secret === undefined) return refused(refusedBecause("TOKEN_NOT_VALID"));
    // That the day was noted is worth no refusal: the request is answered all the same.
    await noteTokenUse(deps.world, secret).catch((fault) => deps.fault(fault, "last use of a key"));
    return permitted(operation, { kind: "token", person, csrf: "" });
  }
  if (changes && !isOwnOrigin(c)) return refused(refusedBecause("CSRF_TOKEN_WRONG"));
  const session = c.get("officer");
  if (operation.who === "link") {
    // The link's own token is compared where its session is read.
    return getCookie(c, linkCookieOf(deps)) ? { ok: true, value: undefined } : refused(no("SESSION_OVER"));
  }
  if (session && changes && operation.who !== "anyone" && c.req.header("x-csrf-token") !== session.csrf)
    return refused(refusedBecause("CSRF_TOKEN_WRONG"));
  return permitted(operation, session && { kind: "session", ...session });
}

function permitted({ who, sessionOnly }: Operation, principal: Principal | undefined): Read<Principal | undefined> {
  if (who === "anyone" || who === "link") return { ok: true, value: principal };
  if (!principal) return refused(refusedBecause("SIGN_IN_NEEDED"));
  const roles = principal.person.roles.join(", ") || "—";
  if (sessionOnly && principal.kind === "token")
    return refused(
      no("NOT_PERMITTED", {
        roles: { it: `${roles} (chiave)`, en: `${roles} (key)` },
        needed: { it: "accesso all’ufficio", en: "a signed-in session" },
      }),
    );
  if (principal.person.roles.some((role) => who.includes(role))) return { ok: true, value: principal };
  return refused(no("NOT_PERMITTED", { roles, needed: who.join(", ") }));
}

function versionOf(c: WebContext, { ifMatch }: Operation): Read<number | undefined> {
  const header = c.req.header("if-match");
  if (header === undefined || ifMatch === undefined)
    return ifMatch === "required" ? refused(refusedBecause("PRECONDITION_MISSING")) : { ok: true, value: undefined };
  const version = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (version !== undefined) return { ok: true, value: Number(version) };
  return refused(
    notValid([{ field: "If-Match", value: shown(header), expectation: 'un ETag come "12" / an ETag like "12"' }]),
  );
}

const shown = (value: string) => value.slice(0, 60).toWellFormed() || "—";
const notValid = ([first]: readonly FieldError[]): ApiRefusal =>
  no("REQUEST_NOT_VALID", first ? inBoth(first) : { field: "—", value: "—", expectation: "—" });

/** A parameter that is given twice means two things; one that nobody knows means nothing. Both are said. */
function onceEach(c: WebContext, operation: Operation): Read<Record<string, unknown>> {
  const given = c.req.queries();
  const twice = Object.entries(given).filter(([, values]) => values.length > 1);
  const errors = twice.map(([field, values]) => ({
    field,
    value: shown(values.join(" ")),
    expectation: "una volta / once",
  }));
  if (errors.length > 0) return refused(notValid(errors), errors);
  const { lang: _, ...query } = Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value]));
  return fitting(operation.query, query, true);
}

function fitting(
  parts: Parts | undefined,
  given: Readonly<Record<string, unknown>>,
  isStrict = false,
): Read<Record<string, unknown>> {
  const unknown = isStrict ? Object.keys(given).filter((name) => !Object.hasOwn(parts ?? {}, name)) : [];
  const errors: FieldError[] = unknown.map((field) => ({
    field: shown(field),
    value: shown(String(given[field])),
    expectation: "nessun parametro con questo nome / no parameter of this name",
  }));
  const value: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(parts ?? {})) {
    const parsed = schema.safeParse(Object.hasOwn(given, name) ? given[name] : undefined);
    if (parsed.success) value[name] = parsed.data;
    else
      errors.push({
        field: name,
        value: shown(String(given[name] ?? "")),
        expectation: expectationOf(parsed.error, given[name]),
      });
  }
  return errors.length > 0 ? refused(notValid(errors), errors) : { ok: true, value };
}

const expectationOf = (error: z.ZodError, given: unknown) =>
  problemsOf(error, given)[0]?.expectation ?? "un altro valore / another value";

async function bodyOf(c: WebContext, operation: Operation): Promise<Read<unknown>> {
  if (!operation.body) return noBody(c);
  const type = c.req.header("content-type") ?? "—";
  const encoding = c.req.header("content-encoding");
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type) || encoding !== undefined)
    return refused(
      refusedBecause("MEDIA_TYPE_NOT_SUPPORTED", { found: shown(encoding ? `${type} ${encoding}` : type) }),
    );
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(await c.req.arrayBuffer()));
  } catch {
    return refused(refusedBecause("BODY_NOT_JSON", { detail: { it: "non è UTF-8.", en: "it is not UTF-8." } }));
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    return refused(refusedBecause("BODY_NOT_JSON", { detail: fault instanceof Error ? shown(fault.message) : "—" }));
  }
  if (isDeeperThan(json, deepest)) {
    const error = {
      field: "(corpo)",
      value: `> ${deepest}`,
      expectation: `non più di ${deepest} livelli annidati`,
    };
    return refused(notValid([error]), [error]);
  }
  if (operation.read) return operation.read(json);
  const parsed = operation.body.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = problemsOf(parsed.error, json).map((one) => ({
    ...one,
    field: one.field === "(atto)" ? "(corpo)" : one.field,
    value: one.value.toWellFormed(),
  }));
  return refused(notValid(errors), errors);
}

/** A body that nobody reads would be a wish that is silently dropped. An empty one, or `{}`, says nothing. */
async function noBody(c: WebContext): Promise<Read<undefined>> {
  if (c.req.method === "GET") return { ok: true, value: undefined };
  const text = (await c.req.text()).trim();
  if (text === "" || text === "{}") return { ok: true, value: undefined };
  const error = { field: "(corpo)", value: shown(text), expectation: "nessun corpo / no body" };
  return refused(notValid([error]), [error]);
}

/** Level by level, without recursion: the input may be nested to exhaust a stack. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    const below: unknown[] = [];
    for (const one of level)
      if (typeof one === "object" && one !== null) for (const part of Object.values(one)) below.push(part);
    level = below;
  }
  return false;
}
