import * as z from "zod";
import {
  answerOnce,
  listUndelivered,
  resolveDelivery,
  retryDelivery,
  retryOutbox,
} from "../../shared/workflow/index.ts";
import { useOf } from "./api-call-of-act.ts";
import { probe } from "./api-health.ts";
import { cursorOf, listQuery, pageOf, placeIn } from "./api-lists.ts";
import { json, type Operation } from "./api-operation.ts";
import { text } from "./api-text.ts";
import { statusOfService, undeliveredPlace, watchers } from "./service-routes.ts";

const instant = z.iso.datetime({ offset: true });

const checkSchema = z
  .strictObject({
    part: z.string().meta({ description: "Nome stabile della parte. / Stable name of the part." }),
    level: z.enum(["good", "watch", "bad", "unknown"]),
    count: z.int().nullable(),
    since: instant.nullable().meta({ description: "Da quando, o fino a quando. / Since when, or until when." }),
    acts: z.array(z.string()),
  })
  .meta({ id: "ServiceCheck" });

const deliverySchema = z
  .strictObject({
    event: z.string(),
    target: z.string(),
    channel: z.enum(["mail", "webhook"]),
    state: z.enum(["FAILED", "WAITING", "GIVEN_UP"]),
    actId: z.string(),
    subject: z.string(),
    to: z.string(),
    kind: z.string(),
    status: z.string(),
    attempts: z.int(),
    at: instant,
  })
  .meta({ id: "Undelivered" });

const named = { event: text(40), target: text(300) };

/** How the service stands, and what did not arrive. */
export const serviceOperations: readonly Operation[] = [
  json({
    id: "readHealth",
    method: "GET",
    path: "/api/v1/salute",
    tag: "gestione",
    summary: {
      it: "Dice se il prodotto e i suoi archivi rispondono",
      en: "Say whether the product and its stores answer",
    },
    note: {
      it: "`ok` è falso, con risposta 200, se un archivio non risponde. Per i controlli automatici ci sono `/healthz` e `/readyz`.",
      en: "`ok` is false, answered 200, when a store does not answer. Probes have `/healthz` and `/readyz`.",
    },
    who: "anyone",
    answer: z.strictObject({
      ok: z.boolean(),
      checks: z.array(
        z.strictObject({ name: z.string(), ok: z.boolean(), code: z.string().nullable(), detail: z.string() }),
      ),
    }),
    run: async ({ deps }) => {
      const { ok, checks } = await probe(deps);
      return { ok: true, value: { ok, checks: [...checks] } };
    },
  }),
  json({
    id: "readServiceStatus",
    method: "GET",
    path: "/api/v1/stato",
    tag: "gestione",
    summary: { it: "Dice come sta il servizio, parte per parte", en: "Say how the service stands, part by part" },
    who: watchers,
    answer: z.strictObject({ items: z.array(checkSchema) }),
    run: async ({ deps }) => {
      const { checks } = await statusOfService(deps);
      const items = checks.map(({ part, level, count, since, acts }) => ({
        ...{ part, level, count, since },
        acts: acts.map(({ actId }) => actId),
      }));
      return { ok: true, value: { items } };
    },
  }),
  json({
    id: "retryOutbox",
    method: "POST",
    path: "/api/v1/stato/riprova",
    tag: "gestione",
    summary: { it: "Riprova subito ciò che è in attesa di consegna", en: "Try now what waits to be delivered" },
    who: ["operator"],
    answer: z.strictObject({ events: z.int().min(0) }).meta({ id: "OutboxRetried" }),
    run: async (call) => {
      const { world, wake } = call.deps;
      const done = await answerOnce(world, useOf(call, "retryOutbox", null), async () => ({
        ok: true,
        value: await retryOutbox(world, { by: call.by }),
      }));
      if (done.ok) wake();
      return done;
    },
  }),
  json({
    id: "listUndeliveredItems",
    method: "GET",
    path: "/api/v1/non-consegnati",
    tag: "gestione",
    summary: {
      it: "Elenca e-mail e webhook non consegnati, dal più recente",
      en: "List mails and webhooks that did not arrive, the newest first",
    },
    note: {
      it: "Una pagina può essere vuota e avere un seguito: ciò che un invio successivo ha sanato non si mostra.",
      en: "A page may be empty and have a next one: what a later sending made up for is not shown.",
    },
    who: watchers,
    query: listQuery,
    answer: pageOf(deliverySchema),
    run: async ({ deps, query }) => {
      const before = placeIn("consegne", undeliveredPlace, query.cursor);
      if (!before.ok) return before;
      const { items, last } = await listUndelivered(deps.world, { limit: query.limit, before: before.value });
      return { ok: true, value: { items: [...items], next: cursorOf("consegne", last) } };
    },
  }),
  json({
    id: "retryDelivery",
    method: "POST",
    path: "/api/v1/non-consegnati/riprova",
    tag: "gestione",
    summary: { it: "Riprova una consegna non riuscita", en: "Try again a delivery that failed" },
    who: ["operator"],
    refusals: ["DELIVERY_NOT_FOUND"],
    body: z.strictObject(named),
    answer: z.strictObject({ tried: z.boolean() }).meta({ id: "DeliveryTried" }),
    run: async (call) => {
      const { world, wake } = call.deps;
      const done = await answerOnce(world, useOf(call, "retryDelivery", call.body), () =>
        retryDelivery(world, { ...call.body, by: call.by }),
      );
      if (done.ok) wake();
      return done;
    },
  }),
  json({
    id: "resolveDelivery",
    method: "POST",
    path: "/api/v1/non-consegnati/risolto",
    tag: "gestione",
    summary: {
      it: "Segna come risolta una consegna non riuscita, con il motivo",
      en: "Mark a delivery that failed as resolved, with the reason",
    },
    who: ["operator"],
    refusals: ["DELIVERY_NOT_FOUND"],
    body: z.strictObject({ ...named, reason: text(500) }),
    answer: z.strictObject({ resolved: z.boolean() }).meta({ id: "DeliveryResolved" }),
    run: (call) =>
      answerOnce(call.deps.world, useOf(call, "resolveDelivery", call.body), () =>
        resolveDelivery(call.deps.world, { ...call.body, by: call.by }),
      ),
  }),
];
