import { handlerOf } from "./on-lambda.ts";
import type { Room } from "./rooms.ts";

/** The office's desk, signing in, and the page that says no to whatever no other face has. */
export const rooms: readonly Room[] = [
  { at: /^\/ufficio$/, mounts: async () => [(await import("./worklist-routes.ts")).worklistRoutes] },
  {
    at: /^\/(?:accesso|uscita|password)(?:\/|$)/,
    mounts: async () => [
      (await import("./login-routes.ts")).loginRoutes,
      (await import("./oidc-routes.ts")).oidcRoutes,
    ],
  },
  {
    at: /^\/ufficio\/accesso(?:\/|$)/,
    mounts: async () => [(await import("./own-access-routes.ts")).ownAccessRoutes],
  },
  {
    at: /^\/gestione\/(?:persone|chiavi)(?:\/|$)/,
    mounts: async () => [(await import("./account-routes.ts")).accountRoutes],
  },
  { at: /^\/gestione(?:\/|$)/, mounts: async () => [(await import("./settings-routes.ts")).settingsRoutes] },
  { at: /^\/ufficio\/uffici(?:\/|$)/, mounts: async () => [(await import("./office-routes.ts")).officeRoutes] },
  {
    at: /^\/(?:healthz$|readyz$|ufficio\/(?:stato|consegne)(?:\/|$))/,
    mounts: async () => [(await import("./service-routes.ts")).serviceRoutes],
  },
  {
    at: /^\/ufficio\/(?:albo\/|atti\/[^/]+\/omissis$)/,
    mounts: async () => [(await import("./publication-desk.ts")).publicationDeskRoutes],
  },
  { at: /^\/ufficio\/importa(?:\/|$)/, mounts: async () => [(await import("./import-routes.ts")).importRoutes] },
  {
    at: /^\/ufficio\/(?:nuovo\/modulo|controlla|atti\/[^/]+\/(?:modifica(?:\/dati)?|copia))$/,
    mounts: async () => [(await import("./act-form-routes.ts")).actFormRoutes],
  },
  { at: /^\/ufficio\/(?:nuovo|atti)$/, mounts: async () => [(await import("./new-act-routes.ts")).newActRoutes] },
  {
    at: /^\/ufficio\/atti\/[^/]+\/percorso$/,
    mounts: async () => [(await import("./route-editor-routes.ts")).routeEditorRoutes],
  },
  {
    at: /^\/ufficio\/atti\/[^/]+\/revisioni$/,
    mounts: async () => [(await import("./revision-routes.ts")).revisionRoutes],
  },
  {
    at: /^/,
    mounts: async () => [
      (await import("./preview-routes.ts")).previewRoutes,
      (await import("./officer-routes.ts")).officerRoutes,
      (await import("./resume-routes.ts")).resumeRoutes,
    ],
  },
];

export const handler = handlerOf(rooms, { confirms: true });
