import type { Role } from "../../shared/workflow/index.ts";
import type { WebDeps } from "./deps.ts";
import { type Fields, fieldsOf, isOwnOrigin, officerWith } from "./request.ts";
import { forbidden, type WebContext } from "./respond.ts";

/** Who asks, and the token of their forms. */
export type Officer = { readonly who: string; readonly csrf: string };

/** Runs a page for an officer with one of the roles; everyone else is sent to sign in or refused. */
export const forOfficer =
  (deps: WebDeps, roles: readonly Role[], show: (c: WebContext, officer: Officer) => Promise<Response> | Response) =>
  async (c: WebContext) => {
    const officer = officerWith(c, roles);
    if (officer === "sign-in") return c.redirect(`/accesso?verso=${encodeURIComponent(c.req.path)}`, 303);
    return "refusal" in officer ? forbidden(deps, c) : show(c, officer);
  };

/** The same for a form: our own page, the form's token, the role. */
export const onForm =
  (
    deps: WebDeps,
    roles: readonly Role[],
    work: (c: WebContext, officer: Officer, fields: Fields) => Promise<Response>,
  ) =>
  async (c: WebContext) => {
    if (!isOwnOrigin(c)) return forbidden(deps, c);
    const fields = await fieldsOf(c);
    const officer = officerWith(c, roles, fields.get("csrf"));
    if (officer === "sign-in") return c.redirect("/accesso", 303);
    return "refusal" in officer ? forbidden(deps, c) : work(c, officer, fields);
  };
