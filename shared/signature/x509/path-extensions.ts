import { contextConstructed, contextPrimitive, type DerNode, TAG } from "../der/node.ts";
import { readOid } from "../der/oid.ts";
import { children, childrenOf, readWhole } from "../der/read.ts";
import { readImplicitInteger, readSmallInteger } from "../der/value.ts";
import { MalformedError } from "../error.ts";
import type { Certificate } from "./certificate.ts";
import { extensionOid } from "./extensions.ts";
import { type GeneralName, readGeneralName, readGeneralNames } from "./general-name.ts";

/** What path validation reads beside the facts of every certificate (RFC 5280 §4.2.1.4-14). Null = absent. */
export interface PathExtensions {
  /** Policy OIDs. Qualifiers are read past: they are for people. */
  readonly policies: readonly string[] | null;
  readonly mappings: readonly { readonly from: string; readonly to: string }[];
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
  readonly inhibitAnyPolicy: number | null;
  readonly nameConstraints: NameConstraints | null;
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

const known = new WeakMap<Certificate, PathExtensions>();

/** Decodes them at the first question: most certificates of a file are never on a path. @throws {MalformedError} */
export function pathExtensions(certificate: Certificate): PathExtensions {
  const found = known.get(certificate) ?? decode(certificate);
  known.set(certificate, found);
  return found;
}

function decode(certificate: Certificate): PathExtensions {
  const read = <T>(oid: string, reader: (node: DerNode) => T): T | null => {
    const extension = certificate.extensions.find((one) => one.oid === oid);
    return extension === undefined ? null : reader(readWhole(extension.value));
  };
  const constraints = read(extensionOid.policyConstraints, policyConstraints);
  return {
    policies: read(extensionOid.certificatePolicies, policies),
    mappings: read(extensionOid.policyMappings, mappings) ?? [],
    requireExplicitPolicy: constraints?.explicit ?? null,
    inhibitPolicyMapping: constraints?.mapping ?? null,
    inhibitAnyPolicy: read(extensionOid.inhibitAnyPolicy, (node) => readSmallInteger(node, "inhibitAnyPolicy")),
    nameConstraints: read(extensionOid.nameConstraints, nameConstraints),
  };
}

/** The names of the subject beside its distinguished name. @throws {MalformedError} */
export function subjectAltNames({ extensions }: Pick<Certificate, "extensions">): GeneralName[] {
  const extension = extensions.find(({ oid }) => oid === extensionOid.subjectAltName);
  return extension === undefined ? [] : readGeneralNames(readWhole(extension.value));
}

function policies(node: DerNode): string[] {
  const found = childrenOf(node, TAG.sequence, "certificate policies").map((info) =>
    readOid(childrenOf(info, TAG.sequence, "policy information")[0], "policy"),
  );
  return [...new Set(found)];
}

function mappings(node: DerNode): { from: string; to: string }[] {
  return childrenOf(node, TAG.sequence, "policy mappings").map((pair) => {
    const [from, to] = childrenOf(pair, TAG.sequence, "policy mapping");
    return { from: readOid(from, "issuer policy"), to: readOid(to, "subject policy") };
  });
}

function policyConstraints(node: DerNode): { explicit: number | null; mapping: number | null } {
  const parts = childrenOf(node, TAG.sequence, "policy constraints");
  const value = (number: number) => {
    const part = parts.find(({ tag }) => tag === contextPrimitive(number));
    return part === undefined ? null : readImplicitInteger(part, "policy constraint");
  };
  return { explicit: value(0), mapping: value(1) };
}

function nameConstraints(node: DerNode): NameConstraints {
  const parts = childrenOf(node, TAG.sequence, "name constraints");
  const subtrees = (number: number) => {
    const part = parts.find(({ tag }) => tag === contextConstructed(number));
    return part === undefined ? [] : children(part).map(subtree);
  };
  return { permitted: subtrees(0), excluded: subtrees(1) };
}

function subtree(node: DerNode): GeneralName {
  const [base, ...distances] = childrenOf(node, TAG.sequence, "subtree");
  if (base === undefined) throw new MalformedError("X509_MALFORMED", "a subtree without a base", node.start);
  // RFC 5280 §4.2.1.10: minimum MUST be zero (so it is not encoded) and maximum absent.
  for (const distance of distances) {
    if (distance.tag !== contextPrimitive(0) || readImplicitInteger(distance, "minimum") !== 0) {
      throw new MalformedError("X509_MALFORMED", "a subtree with a minimum or a maximum", distance.start);
    }
  }
  return readGeneralName(base);
}
