import { handlerOf } from "./on-lambda.ts";
import type { Room } from "./rooms.ts";

/** The API's documentation: it describes every operation, and needs for it what serves them all. */
export const rooms: readonly Room[] = [
  { at: /^/, mounts: async () => [(await import("./api-docs-routes.ts")).apiDocsRoutes] },
];

export const handler = handlerOf(rooms);
