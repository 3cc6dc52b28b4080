import type { Certificate } from "./certificate.ts";
import type { GeneralName } from "./general-name.ts";
import { isWithin, type Name, nameAttributes, nameOid } from "./name.ts";
import { type NameConstraints, subjectAltNames } from "./path-extensions.ts";

/** Every authority above has its say: a name needs a permitted subtree of each that permits some of its kind. */
export type ConstraintState = readonly NameConstraints[];

/** Comparisons for one certificate. Lists that multiply beyond it have been built to exhaust time. */
const mostComparisons = 100_000;

/**
 * The name that an authority above does not allow, as text, or null (RFC 5280 §6.1.3 b, c and §4.2.1.10).
 *
 * Kinds of names that cannot be compared here are refused when an authority constrains that kind, never passed.
 * @throws {MalformedError}
 */
export function forbiddenName(certificate: Certificate, constraints: ConstraintState): string | null {
  if (constraints.length === 0) return null;
  const names = namesOf(certificate);
  const subtrees = constraints.reduce((sum, { permitted, excluded }) => sum + permitted.length + excluded.length, 0);
  if (subtrees * names.length > mostComparisons) return "too many names";
  for (const name of names) {
    for (const { permitted, excluded } of constraints) {
      const ofKind = permitted.filter((base) => kindOf(base) === kindOf(name));
      if (ofKind.length > 0 && !ofKind.some((base) => within(name, base) === "yes")) return nameForPeople(name);
      if (excluded.some((base) => kindOf(base) === kindOf(name) && within(name, base) !== "no")) {
        return nameForPeople(name);
      }
    }
  }
  return null;
}

function namesOf(certificate: Certificate): GeneralName[] {
  const names: GeneralName[] = [...subjectAltNames(certificate)];
  if (certificate.subject.relative.length > 0) names.unshift({ kind: "directory", name: certificate.subject });
  if (!names.some((name) => kindOf(name) === "email")) {
    // The older place of an address (§4.2.1.6): it counts where the newer one is not used.
    for (const value of nameAttributes(certificate.subject, nameOid.emailAddress)) names.push({ kind: "email", value });
  }
  return names;
}

const kindsByTag: Readonly<Record<number, string>> = { 1: "email", 2: "dns", 6: "uri", 7: "ip" };

const kindOf = (name: GeneralName): string =>
  name.kind === "other" ? (kindsByTag[name.tag] ?? `[${name.tag}]`) : name.kind;

type Answer = "yes" | "no" | "unknown";
const answer = (yes: boolean): Answer => (yes ? "yes" : "no");

function within(name: GeneralName, base: GeneralName): Answer {
  if (name.kind === "directory" && base.kind === "directory") return answer(directoryWithin(name.name, base.name));
  if (name.kind === "email" && base.kind === "email") return emailWithin(name.value, base.value);
  if (name.kind === "dns" && base.kind === "dns") return dnsWithin(name.value, base.value);
  if (name.kind === "uri" && base.kind === "uri") return uriWithin(name.value, base.value);
  if (name.kind === "ip" && base.kind === "ip") return ipWithin(name.octets, base.octets);
  return "unknown";
}

const directoryWithin = (name: Name, base: Name): boolean => isWithin(name, base);

/** A host, a domain with a leading period, or one whole mailbox. Only the host is case-insensitive. */
function emailWithin(name: string, base: string): Answer {
  const at = name.lastIndexOf("@");
  if (at <= 0 || at === name.length - 1) return "unknown";
  const host = name.slice(at + 1).toLowerCase();
  const baseAt = base.lastIndexOf("@");
  if (baseAt < 0) return answer(hostWithin(host, base.toLowerCase()));
  return answer(name.slice(0, at) === base.slice(0, baseAt) && host === base.slice(baseAt + 1).toLowerCase());
}

/** RFC 5280: a period in front asks for at least one label more, without it the host must be the same. */
const hostWithin = (host: string, base: string): boolean =>
  base === "" || (base.startsWith(".") ? host.endsWith(base) && host.length > base.length : host === base);

/** Any number of labels may be added on the left. A wildcard stands for names on both sides of a border: not decided. */
function dnsWithin(name: string, base: string): Answer {
  const plain = name.toLowerCase().replace(/\.$/, "");
  const domain = base.toLowerCase().replace(/^\./, "");
  if (plain === "" || plain.startsWith(".")) return "unknown";
  if (domain === "" || plain === domain || plain.endsWith(`.${domain}`)) return "yes";
  return plain.startsWith("*.") && `.${domain}`.endsWith(plain.slice(1)) ? "unknown" : "no";
}

/** Only the host counts. A URI without a host name can satisfy no constraint, and is never outside an exclusion. */
function uriWithin(name: string, base: string): Answer {
  const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(name)?.[1];
  const host =
    authority
      ?.slice(authority.lastIndexOf("@") + 1)
      .replace(/:\d*$/, "")
      .toLowerCase() ?? "";
  if (host === "" || host.startsWith("[") || /^[\d.]+$/.test(host)) return "unknown";
  return answer(hostWithin(host, base.toLowerCase()));
}

/** The base is an address and a mask. */
function ipWithin(octets: Uint8Array, base: Uint8Array): Answer {
  if (base.length !== 8 && base.length !== 32) return "unknown";
  const half = base.length / 2;
  if (octets.length !== half) return octets.length === 4 || octets.length === 16 ? "no" : "unknown";
  return answer(octets.every((octet, at) => ((octet ^ (base[at] ?? 0)) & (base[half + at] ?? 0)) === 0));
}

function nameForPeople(name: GeneralName): string {
  if (name.kind === "directory") return name.name.attributes.map(({ value }) => value).join(", ");
  return name.kind === "ip" || name.kind === "other" ? kindOf(name) : name.value;
}
