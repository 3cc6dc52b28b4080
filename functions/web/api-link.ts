import { no, readTask } from "../../shared/workflow/index.ts";
import type { WebDeps } from "./deps.ts";
import { linkSecretOf } from "./request.ts";
import type { WebContext } from "./respond.ts";

export type Asked = { readonly deps: WebDeps; readonly c: WebContext };

export const secretOf = ({ deps, c }: Asked) => linkSecretOf(deps, c);
export const csrfOf = ({ c }: Asked) => c.req.header("x-csrf-token") ?? "";
export const linkRefusals = ["LINK_UNKNOWN", "LINK_EXPIRED", "LINK_REVOKED", "SESSION_OVER", "SECOND_FACTOR_NEEDED"];
/** How long a link's session lasts. */
export const sessionMinutes = 15;

/** The task of the link's session, for a request that changes something: its token must be the session's. */
export async function taskOf(call: Asked) {
  const found = await readTask(call.deps.world, secretOf(call));
  if (!found.ok) return found;
  return found.value.csrf === csrfOf(call) ? found : { ok: false as const, refusal: no("SESSION_OVER") };
}
