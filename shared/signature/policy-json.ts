import { defaultPolicy, type Policy } from "./policy.ts";

type Read = { readonly policy: Policy } | { readonly problem: string };

const readers: { readonly [K in keyof Policy]: (value: unknown) => value is Policy[K] } = {
  acceptedDigests: (value): value is readonly string[] =>
    Array.isArray(value) && value.every((each) => typeof each === "string"),
  minimumRsaBits: (value): value is number => Number.isInteger(value),
  minimumEcBits: (value): value is number => Number.isInteger(value),
  revocation: (value): value is Policy["revocation"] => value === "when-published" || value === "never",
  requireSigningKeyUsage: (value): value is boolean => typeof value === "boolean",
  laterChanges: (value): value is Policy["laterChanges"] => value === "whitelist",
};

/** A policy from JSON; what it leaves out is as in {@link defaultPolicy}. Unknown or ill-typed members are refused by name. */
export function readPolicyJson(text: string): Read {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) return { problem: "not an object" };
  for (const [key, value] of Object.entries(json)) {
    const reader = Object.hasOwn(readers, key) ? readers[key as keyof Policy] : undefined;
    if (reader === undefined) return { problem: `unknown member ${key}` };
    if (!reader(value)) return { problem: `${key}: ${JSON.stringify(value)}` };
  }
  return { policy: { ...defaultPolicy, ...json } };
}
