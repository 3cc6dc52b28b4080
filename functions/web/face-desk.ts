import { accountRoutes } from "./account-routes.ts";
import { framed, type Mount } from "./frame.ts";
import { loginRoutes } from "./login-routes.ts";
import { officeRoutes } from "./office-routes.ts";
import { officerRoutes } from "./officer-routes.ts";
import { oidcRoutes } from "./oidc-routes.ts";
import { handlerOf } from "./on-lambda.ts";
import { ownAccessRoutes } from "./own-access-routes.ts";
import { publicationDeskRoutes } from "./publication-desk.ts";
import { resumeRoutes } from "./resume-routes.ts";
import { serviceRoutes } from "./service-routes.ts";
import { settingsRoutes } from "./settings-routes.ts";

/** The office's desk, signing in, and the page that says no to whatever no other face has. */
export const mounts: readonly Mount[] = [
  publicationDeskRoutes,
  loginRoutes,
  oidcRoutes,
  ownAccessRoutes,
  accountRoutes,
  officerRoutes,
  officeRoutes,
  settingsRoutes,
  resumeRoutes,
  serviceRoutes,
];

export const handler = handlerOf((deps) => framed(deps, mounts), { confirms: true });
