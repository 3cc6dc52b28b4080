import { lookRoutes } from "./body-look.ts";
import { framed, type Mount } from "./frame.ts";
import { logRoutes } from "./log-routes.ts";
import { handlerOf } from "./on-lambda.ts";
import { openDataRoutes } from "./open-data-routes.ts";
import { publicRoutes } from "./public-routes.ts";
import { publicationRoutes } from "./publication-routes.ts";
import { staticRoutes } from "./static-routes.ts";
import { wellKnownRoutes } from "./well-known.ts";

/** What anybody may read. The network before the function makes pages smaller. */
export const mounts: readonly Mount[] = [
  staticRoutes,
  lookRoutes,
  wellKnownRoutes,
  publicRoutes,
  publicationRoutes,
  openDataRoutes,
  logRoutes,
];

export const handler = handlerOf((deps) => framed(deps, mounts));
