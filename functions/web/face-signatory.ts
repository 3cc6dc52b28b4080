import { handlerOf } from "./on-lambda.ts";
import type { Room } from "./rooms.ts";

/** What a link leads to. */
export const rooms: readonly Room[] = [
  { at: /^\/f\/lotto(?:\/|$)/, mounts: async () => [(await import("./batch-routes.ts")).batchRoutes] },
  {
    at: /^\/f\/(?:conferma|app|passkey)(?:\/|$)/,
    mounts: async () => [(await import("./factor-routes.ts")).factorRoutes],
  },
  { at: /^/, mounts: async () => [(await import("./signatory-routes.ts")).signatoryRoutes] },
];

export const handler = handlerOf(rooms, { confirms: true });
