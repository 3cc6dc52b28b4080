import { MalformedError } from "../error.ts";
import type { Certificate } from "./certificate.ts";
import { displayName, sameName } from "./name.ts";
import { forbiddenName } from "./name-constraints.ts";
import type { Path } from "./path.ts";
import { type NameConstraints, pathExtensions } from "./path-extensions.ts";
import {
  acceptedPolicies,
  addPolicies,
  anyPolicy,
  mapPolicies,
  newPolicyTree,
  type PolicyTree,
  PolicyTreeTooLarge,
} from "./policy-tree.ts";

/** What the relying party asks of policies (RFC 5280 §6.1.1 c, e, f, g). */
export interface PathParameters {
  /** Null: any policy. */
  readonly initialPolicies: readonly string[] | null;
  readonly explicitPolicy: boolean;
  readonly inhibitMapping: boolean;
  readonly inhibitAnyPolicy: boolean;
}

export const anyPath: PathParameters = {
  initialPolicies: null,
  explicitPolicy: false,
  inhibitMapping: false,
  inhibitAnyPolicy: false,
};

export type PathProblemCode =
  | "CRITICAL_EXTENSION"
  | "EXTENSION_MALFORMED"
  | "ISSUER_NOT_CA"
  | "ISSUER_MAY_NOT_SIGN"
  | "PATH_TOO_LONG"
  | "NAME_FORBIDDEN"
  | "NAMES_DO_NOT_CHAIN"
  | "POLICY";

export interface PathProblem {
  readonly code: PathProblemCode;
  readonly certificate: Certificate;
  /** The name of the certificate, and what it is about. */
  readonly detail: string;
}

export type PathAnswer =
  | { readonly problem: PathProblem }
  /** Null policies: none is valid for the path, and none was required. */
  | { readonly problem: null; readonly policies: readonly string[] | null };

interface State {
  tree: PolicyTree | null;
  explicitPolicy: number;
  policyMapping: number;
  inhibitAny: number;
  pathLength: number;
  readonly constraints: NameConstraints[];
}

class Refused extends Error {
  override readonly name = "Refused";
  readonly code: PathProblemCode;
  readonly about: string;
  constructor(code: PathProblemCode, about = "") {
    super(code);
    this.code = code;
    this.about = about;
  }
}

/**
 * Processes a path from the anchor down (RFC 5280 §6.1), save signatures, which {@link Path} promises, and what depends on a
 * moment: validity periods and revocation are asked apart, because they are asked again at other moments.
 *
 * The anchor's own extensions are not asked: it is trusted by decision.
 */
export function processPath(path: Path, parameters: PathParameters = anyPath): PathAnswer {
  const certificates = path.slice(0, -1).reverse();
  const n = certificates.length;
  const state: State = {
    tree: newPolicyTree(),
    explicitPolicy: parameters.explicitPolicy ? 0 : n + 1,
    policyMapping: parameters.inhibitMapping ? 0 : n + 1,
    inhibitAny: parameters.inhibitAnyPolicy ? 0 : n + 1,
    pathLength: n,
    constraints: [],
  };
  let issuer = path.at(-1);
  for (const [index, certificate] of certificates.entries()) {
    try {
      if (issuer === undefined || !sameName(certificate.issuer, issuer.subject))
        throw new Refused("NAMES_DO_NOT_CHAIN");
      const last = index === n - 1;
      processOne(certificate, last, state);
      if (last) return wrapUp(certificate, state, parameters);
      prepareNext(certificate, state);
      issuer = certificate;
    } catch (error) {
      return { problem: asProblem(error, certificate) };
    }
  }
  return { problem: null, policies: [anyPolicy] };
}

/** Null when the path may be; what `checks` ask most. */
export function problemOfPath(path: Path, parameters: PathParameters = anyPath): PathProblem | null {
  return processPath(path, parameters).problem;
}

const isSelfIssued = ({ issuer, subject }: Certificate): boolean => sameName(issuer, subject);

/** RFC 5280 §6.1.3. */
function processOne(certificate: Certificate, last: boolean, state: State): void {
  const { policies } = pathExtensions(certificate);
  const selfIssued = isSelfIssued(certificate);
  if (last || !selfIssued) {
    const name = forbiddenName(certificate, state.constraints);
    if (name !== null) throw new Refused("NAME_FORBIDDEN", name);
  }
  const mayUseAny = state.inhibitAny > 0 || (!last && selfIssued);
  if (state.tree !== null) state.tree = policies === null ? null : addPolicies(state.tree, policies, mayUseAny);
  if (state.explicitPolicy === 0 && state.tree === null) throw new Refused("POLICY");
}

/** RFC 5280 §6.1.4. */
function prepareNext(certificate: Certificate, state: State): void {
  const extensions = pathExtensions(certificate);
  const { mappings, nameConstraints } = extensions;
  if (mappings.some(({ from, to }) => from === anyPolicy || to === anyPolicy)) throw new Refused("POLICY", "anyPolicy");
  if (state.tree !== null && mappings.length > 0) {
    state.tree = mapPolicies(state.tree, mappings, state.policyMapping > 0);
  }
  if (nameConstraints !== null) state.constraints.push(nameConstraints);
  const counts = !isSelfIssued(certificate);
  if (counts) {
    if (state.explicitPolicy > 0) state.explicitPolicy--;
    if (state.policyMapping > 0) state.policyMapping--;
    if (state.inhibitAny > 0) state.inhibitAny--;
  }
  state.explicitPolicy = Math.min(state.explicitPolicy, extensions.requireExplicitPolicy ?? Number.POSITIVE_INFINITY);
  state.policyMapping = Math.min(state.policyMapping, extensions.inhibitPolicyMapping ?? Number.POSITIVE_INFINITY);
  state.inhibitAny = Math.min(state.inhibitAny, extensions.inhibitAnyPolicy ?? Number.POSITIVE_INFINITY);
  // Version 1 has no such extension: no issuer here is believed without it (CVE-2026-33896).
  if (certificate.basicConstraints?.ca !== true) throw new Refused("ISSUER_NOT_CA");
  if (counts && state.pathLength-- <= 0) throw new Refused("PATH_TOO_LONG");
  state.pathLength = Math.min(state.pathLength, certificate.basicConstraints.pathLength ?? Number.POSITIVE_INFINITY);
  if (certificate.keyUsage !== null && !certificate.keyUsage.has("keyCertSign")) {
    throw new Refused("ISSUER_MAY_NOT_SIGN");
  }
  refuseUnknown(certificate);
}

/** RFC 5280 §6.1.5. */
function wrapUp(certificate: Certificate, state: State, parameters: PathParameters): PathAnswer {
  if (state.explicitPolicy > 0) state.explicitPolicy--;
  if (pathExtensions(certificate).requireExplicitPolicy === 0) state.explicitPolicy = 0;
  refuseUnknown(certificate);
  const policies = state.tree === null ? null : acceptedPolicies(state.tree, parameters.initialPolicies);
  if (state.explicitPolicy === 0 && policies === null) throw new Refused("POLICY");
  return { problem: null, policies };
}

function refuseUnknown({ unknownCritical }: Certificate): void {
  if (unknownCritical.length > 0) throw new Refused("CRITICAL_EXTENSION", unknownCritical.join(", "));
}

function asProblem(error: unknown, certificate: Certificate): PathProblem {
  const name = displayName(certificate.subject);
  const detail = (about: string) => (about === "" ? name : `${name}, ${about}`);
  if (error instanceof Refused) return { code: error.code, certificate, detail: detail(error.about) };
  if (error instanceof MalformedError) return { code: "EXTENSION_MALFORMED", certificate, detail: detail(error.code) };
  if (error instanceof PolicyTreeTooLarge) return { code: "POLICY", certificate, detail: detail("") };
  throw error;
}
