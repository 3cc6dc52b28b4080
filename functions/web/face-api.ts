import { apiDocsRoutes } from "./api-docs-routes.ts";
import { apiRoutes } from "./api-serve.ts";
import { framed, type Mount } from "./frame.ts";
import { handlerOf } from "./on-lambda.ts";

/** What programs ask, and its documentation. */
export const mounts: readonly Mount[] = [apiRoutes, apiDocsRoutes];

export const handler = handlerOf((deps) => framed(deps, mounts), { confirms: true });
