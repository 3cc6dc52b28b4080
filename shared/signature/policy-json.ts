import { defaultPolicy, type Policy } from "./policy.ts";

type Read = { readonly policy: Policy } | { readonly problem: string };

const readers: { readonly [K in keyof Policy]: (value: unknown) => value is Policy[K] } = {
  acceptedDigests: (value): value is readonly string[] =>
    Array.isArray(value) && value.every((each) => typeof each === "string"),
  minimumRsaBits: (value): value is number => Number.isInteger(value),
  minimumEcBits: (value): value is number => Number.isInteger(value),
  sunsets: (value): value is Policy["sunsets"] => Array.isArray(value) && value.every(isSunset),
  revocation: (value): value is Policy["revocation"] => value === "when-published" || value === "never",
  requireSigningKeyUsage: (value): value is boolean => typeof value === "boolean",
  laterChanges: (value): value is Policy["laterChanges"] => value === "whitelist",
};

function isSunset(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { algorithm, fromBits, until } = value as { algorithm?: unknown; fromBits?: unknown; until?: unknown };
  const dated = typeof until === "string" && !Number.isNaN(Date.parse(until));
  return typeof algorithm === "string" && dated && (fromBits === undefined || Number.isInteger(fromBits));
}

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
