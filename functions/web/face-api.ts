import type { Operation } from "./api-operation.ts";
import { serving } from "./api-serve.ts";
import { handlerOf } from "./on-lambda.ts";
import type { Room } from "./rooms.ts";

/** A room of operations; addresses under it that have none are answered by a problem. */
const room = (at: RegExp, ...read: readonly (() => Promise<readonly Operation[]>)[]): Room => ({
  at,
  mounts: async () => [serving((await Promise.all(read.map((one) => one()))).flat())],
});

/** What programs ask. */
export const rooms: readonly Room[] = [
  room(
    /^\/api\/v1\/(?:pubblicati|impronte|verifica)(?:\/|$)/,
    async () => (await import("./api-public.ts")).publicOperations,
    async () => (await import("./api-proof.ts")).proofOperations,
  ),
  room(/^\/api\/v1\/firma\/lotto(?:\/|$)/, async () => (await import("./api-batch.ts")).batchOperations),
  room(
    /^\/api\/v1\/firma(?:\/|$)/,
    async () => (await import("./api-signatory.ts")).signatoryOperations,
    async () => (await import("./api-decisions.ts")).decisionOperations,
  ),
  room(/^\/api\/v1\/importazioni(?:\/|$)/, async () => (await import("./api-imports.ts")).importOperations),
  room(
    /^\/api\/v1\/(?:albo\/|atti\/[^/]+\/omissis$)/,
    async () => (await import("./api-publicity.ts")).publicityOperations,
  ),
  room(
    /^\/api\/v1\/(?:atti(?:\/|$)|controlli$)/,
    async () => (await import("./api-acts.ts")).actOperations,
    async () => (await import("./api-act-aspects.ts")).aspectOperations,
    async () => (await import("./api-commands.ts")).commandOperations,
    async () => (await import("./api-uploads.ts")).uploadOperations,
    async () => (await import("./api-revisions.ts")).revisionOperations,
    async () => (await import("./api-preview.ts")).previewOperations,
  ),
  room(
    /^\/api\/v1\/(?:sessione|chiavi|consegne)(?:\/|$)/,
    async () => (await import("./api-operator.ts")).operatorOperations,
  ),
  room(
    /^\/api\/v1\/(?:salute|stato|non-consegnati)(?:\/|$)/,
    async () => (await import("./api-service.ts")).serviceOperations,
  ),
  room(/^/, async () => (await import("./api-offices.ts")).officeOperations),
];

export const handler = handlerOf(rooms, { confirms: true });
