import { handlerOf } from "./on-lambda.ts";
import type { Room } from "./rooms.ts";

/** What anybody may read. The network before the function makes pages smaller. */
export const rooms: readonly Room[] = [
  {
    at: /^\/(?:static|ente|\.well-known)\//,
    mounts: async () => [
      (await import("./static-routes.ts")).staticRoutes,
      (await import("./body-look.ts")).lookRoutes,
      (await import("./well-known.ts")).wellKnownRoutes,
    ],
  },
  {
    at: /^\/(?:log\/|atti\/[^/]+\/prova\/)/,
    mounts: async () => [(await import("./log-routes.ts")).logRoutes],
  },
  {
    at: /^\/(?:dati(?:\/|$)|robots\.txt$|sitemap\.xml$)/,
    mounts: async () => [(await import("./open-data-routes.ts")).openDataRoutes],
  },
  {
    at: /^/,
    mounts: async () => [
      (await import("./public-routes.ts")).publicRoutes,
      (await import("./publication-routes.ts")).publicationRoutes,
    ],
  },
];

export const handler = handlerOf(rooms);
