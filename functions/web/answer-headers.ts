import { refusingHeaders, securityHeaders } from "../../web/security-headers.ts";
import type { WebContext } from "./respond.ts";

/** A year, and this host alone: another name of the body's domain may not speak TLS. */
export const strictTransport = "max-age=31536000";

/**
 * What every answer says, whoever made it: pages have said their part already, and redirects, errors, problems and files
 * are given what they lack. Nobody keeps an answer that does not say for how long, and whatever is opened that is no page
 * draws and runs nothing.
 */
export function finishHeaders(c: WebContext, baseUrl: string): void {
  const has = (name: string) => c.res.headers.has(name);
  c.header("x-content-type-options", "nosniff");
  c.header("referrer-policy", "no-referrer");
  if (!has("permissions-policy")) c.header("permissions-policy", securityHeaders["permissions-policy"]);
  // A worker lives under the policy that its own script came with: a script has none but who may frame it.
  const isScript = c.res.headers.get("content-type")?.startsWith("text/javascript");
  if (!has("content-security-policy"))
    c.header(
      "content-security-policy",
      isScript ? "frame-ancestors 'none'" : refusingHeaders["content-security-policy"],
    );
  if (!has("cache-control") || c.res.status >= 400) c.header("cache-control", "no-store");
  if (baseUrl.startsWith("https:")) c.header("strict-transport-security", strictTransport);
}
