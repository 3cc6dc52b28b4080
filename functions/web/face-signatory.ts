import { batchRoutes } from "./batch-routes.ts";
import { factorRoutes } from "./factor-routes.ts";
import { framed, type Mount } from "./frame.ts";
import { handlerOf } from "./on-lambda.ts";
import { signatoryRoutes } from "./signatory-routes.ts";

/** What a link leads to. */
export const mounts: readonly Mount[] = [signatoryRoutes, factorRoutes, batchRoutes];

export const handler = handlerOf((deps) => framed(deps, mounts), { confirms: true });
