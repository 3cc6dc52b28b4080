const directives = (connect: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(" ")}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

/** Headers of every page. No script or style is ever inline, so that text of an act cannot become one. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": directives([]),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
};

/** Headers of answers in JSON: a browser that is led to one draws and runs nothing. */
export const apiHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
};

/** Headers of whatever else is answered: redirects, errors in plain text, pictures and data. */
export const refusingHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/** The same headers where files are uploaded to an origin of their own (an object store). */
export function securityHeadersWith(uploadOrigins: readonly string[]): Readonly<Record<string, string>> {
  return { ...securityHeaders, "content-security-policy": directives(uploadOrigins) };
}

/** Pages of the notice board, of links and of officers are not for search engines or caches. */
export const privateHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow, noarchive",
};
