import * as z from "zod";
import {
  actsBefore,
  answerOnce,
  createToken,
  listTokens,
  longestTokenDays,
  revokeToken,
  roles,
  undeliveredMails,
} from "../../shared/workflow/index.ts";
import { readers, useOf } from "./api-call-of-act.ts";
import { cursorOf, listQuery, pageOf, placeIn } from "./api-lists.ts";
import { empty, json, type Operation } from "./api-operation.ts";
import { refusedBecause } from "./api-problems.ts";

const instant = z.iso.datetime({ offset: true });

const tokenSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.enum(roles)),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: "ApiToken" });

const access: readonly Operation[] = [
  json({
    id: "readSession",
    method: "GET",
    path: "/api/v1/sessione",
    tag: "accesso",
    summary: {
      it: "Dice chi chiede e con quali ruoli; a una sessione dà il token CSRF",
      en: "Say who asks and with which roles; give a session its CSRF token",
    },
    who: readers,
    answer: z.strictObject({
      who: z.string(),
      name: z.string(),
      roles: z.array(z.enum(roles)),
      kind: z.enum(["session", "token"]),
      csrf: z.string().nullable(),
    }),
    run: ({ principal }) => {
      if (!principal) return { ok: false, refusal: refusedBecause("SIGN_IN_NEEDED") };
      const { kind, csrf, person } = principal;
      const { who, name } = person;
      return { ok: true, value: { who, name, roles: [...person.roles], kind, csrf: kind === "session" ? csrf : null } };
    },
  }),
  json({
    id: "listTokens",
    method: "GET",
    path: "/api/v1/chiavi",
    tag: "accesso",
    summary: { it: "Elenca le proprie chiavi personali", en: "List one's own personal keys" },
    who: readers,
    sessionOnly: true,
    answer: z.strictObject({ items: z.array(tokenSchema) }),
    run: async ({ deps, by }) => {
      const items = (await listTokens(deps.world, by)).map(({ who: _, ...token }) => token);
      return { ok: true, value: { items } };
    },
  }),
  json({
    id: "createToken",
    method: "POST",
    path: "/api/v1/chiavi",
    tag: "accesso",
    summary: { it: "Crea una chiave personale per un programma", en: "Make a personal key for a program" },
    note: {
      it: "La chiave è solo nella prima risposta: una ripetizione la dà come `null`. Vale al più 365 giorni e solo per ruoli propri.",
      en: "The key is in the first answer only: a repetition has `null`. It lasts 365 days at most, for one's own roles.",
    },
    who: readers,
    sessionOnly: true,
    refusals: ["REQUEST_NOT_VALID"],
    body: z.strictObject({
      name: z
        .string()
        .min(1)
        .max(80)
        .refine((value) => value.isWellFormed(), "testo Unicode ben formato"),
      roles: z.array(z.enum(roles)).min(1).max(roles.length),
      days: z.int().min(1).max(longestTokenDays),
    }),
    answer: tokenSchema.extend({ secret: z.string().nullable() }).meta({ id: "NewApiToken" }),
    status: 201,
    run: async (call) => {
      const { world } = call.deps;
      const person = call.principal?.person;
      if (!person) return { ok: false, refusal: refusedBecause("SIGN_IN_NEEDED") };
      type Made = { id: string; name: string; roles: (typeof roles)[number][]; createdAt: string; expiresAt: string };
      return answerOnce<Made & { secret: string | null }>(
        world,
        useOf(call, "createToken", call.body),
        async () => {
          const made = await createToken(world, { by: person, ...call.body });
          if (!made.ok) return made;
          const { who: _, ...token } = made.value.token;
          return { ok: true, value: { ...token, secret: made.value.secret } };
        },
        (value) => ({ ...value, secret: null }),
      );
    },
  }),
  empty({
    id: "revokeToken",
    method: "DELETE",
    path: "/api/v1/chiavi/{tokenId}",
    tag: "accesso",
    summary: { it: "Revoca una propria chiave, da subito", en: "Revoke one of one's own keys, at once" },
    who: readers,
    sessionOnly: true,
    refusals: ["TOKEN_NOT_FOUND"],
    params: { tokenId: z.string().regex(/^[0-9A-Za-z]{1,40}$/) },
    run: ({ deps, by, params: { tokenId } }) => revokeToken(deps.world, { who: by, id: tokenId }),
  }),
];

const undeliveredSchema = z
  .strictObject({
    actId: z.string(),
    subject: z.string(),
    mails: z.array(
      z.strictObject({
        who: z.string(),
        name: z.string(),
        kind: z.string(),
        state: z.enum(["SENT", "WAITING", "FAILED"]),
        attempts: z.int(),
        at: instant,
      }),
    ),
  })
  .meta({ id: "UndeliveredAct" });

const running: readonly Operation[] = [
  json({
    id: "listUndeliveredActs",
    method: "GET",
    path: "/api/v1/consegne",
    tag: "gestione",
    summary: { it: "Elenca gli atti con avvisi non consegnati", en: "List acts with notices that did not arrive" },
    note: {
      it: "Guarda `limit` atti per pagina: una pagina può essere vuota e avere un seguito.",
      en: "Looks at `limit` acts a page: a page may be empty and have a next one.",
    },
    who: ["operator", "auditor"],
    query: listQuery,
    answer: pageOf(undeliveredSchema),
    run: async ({ deps, query }) => {
      const before = placeIn("consegne", /^[\d:.TZ-]{20,30}#[0-9A-Za-z]{1,64}$/, query.cursor);
      if (!before.ok) return before;
      const page = await actsBefore(deps.world, { limit: query.limit, before: before.value });
      const all = await Promise.all(
        page.heads.map(async (head) => ({ head, mails: await undeliveredMails(deps.world, head) })),
      );
      const items = all
        .filter(({ mails }) => mails.length > 0)
        .map(({ head: { actId, subject }, mails }) => ({
          actId,
          subject,
          mails: mails.map(({ who, name, kind, state, attempts, at }) => ({ who, name, kind, state, attempts, at })),
        }));
      return { ok: true, value: { items, next: cursorOf("consegne", page.last) } };
    },
  }),
];

/** Who asks, the keys of programs, and what the operator watches. */
export const operatorOperations: readonly Operation[] = [...access, ...running];
