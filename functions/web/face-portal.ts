import { lookRoutes } from "./body-look.ts";
import { framed, type Mount } from "./frame.ts";
import { handlerOf } from "./on-lambda.ts";
import { openDataRoutes } from "./open-data-routes.ts";
import { publicRoutes } from "./public-routes.ts";
import { publicationRoutes } from "./publication-routes.ts";
import { compressedPages, staticRoutes } from "./static-routes.ts";
import { wellKnownRoutes } from "./well-known.ts";

/** What anybody may read. */
export const mounts: readonly Mount[] = [
  staticRoutes,
  compressedPages,
  lookRoutes,
  wellKnownRoutes,
  publicRoutes,
  publicationRoutes,
  openDataRoutes,
];

export const handler = handlerOf((deps) => framed(deps, mounts));
