/** What canonical JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * RFC 8785 (JCS) text of a value: keys sorted by UTF-16 code units, no white space, `undefined` members left out.
 *
 * What is hashed for the register holds safe integers only. `finite` writes any finite number as ECMAScript does, which is
 * the RFC's own rule (§3.2.2.3): for data such as a VAT rate.
 *
 * @throws {TypeError} for a number outside, which is refused rather than rounded.
 */
export function canonicalJson(value: Json, numbers: "safe-integers" | "finite" = "safe-integers"): string {
  if (typeof value === "number") {
    if (numbers === "finite" && Number.isFinite(value)) return JSON.stringify(value);
    if (!Number.isSafeInteger(value)) throw new TypeError(`canonical JSON here takes safe integers only, not ${value}`);
    return String(value);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((part: Json) => canonicalJson(part, numbers)).join(",")}]`;
  const members = Object.entries(value).filter((member): member is [string, Json] => member[1] !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part, numbers)}`).join(",")}}`;
}
