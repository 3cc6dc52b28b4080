import {
  addMaterial,
  type Facts,
  fetchedCrl,
  fetchedIssuers,
  fetchedOcsp,
  materialNeeds,
  ocspRequest,
  type RevocationMaterial,
  type Sources,
  type StatusNeed,
} from "../../signature/index.ts";
import type { MaterialProblem, ValidationMaterial } from "../ports/validation-material.ts";
import type { RandomBytes } from "../ports/world.ts";

/** What was fetched for a file, and what could not be had. Bytes, so that a verdict can be derived from them again. */
export type CollectedMaterial = {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  readonly revocation: RevocationMaterial;
  readonly missing: readonly { readonly url: string; readonly problem: MaterialProblem | "NOT_AN_ANSWER" }[];
};

type CollectWorld = { readonly material: ValidationMaterial; readonly randomBytes: RandomBytes };

/** Addresses asked for one file. An act has a handful of signers, each with two authorities. */
const mostAsks = 40;

/** Issuers of issuers: a chain that starts with nothing but the signer. */
const mostRounds = 3;

type Collection = {
  asks: number;
  readonly certificates: Uint8Array[];
  readonly crls: Uint8Array[];
  readonly ocsps: Uint8Array[];
  readonly missing: { url: string; problem: MaterialProblem | "NOT_AN_ANSWER" }[];
};

/**
 * Asks the addresses in a file's certificates for what its verdict lacks (`facts`, gathered with `sources`): issuers first, then the status of each
 * certificate, by OCSP where there is a responder and by CRL where none answered.
 *
 * Answers are kept when they can be read; whether they count is the verifier's business.
 */
export async function collectMaterial(world: CollectWorld, facts: Facts, sources: Sources): Promise<CollectedMaterial> {
  const found: Collection = { asks: 0, certificates: [], crls: [], ocsps: [], missing: [] };
  const asked = new Set<string>();
  let needs = materialNeeds(facts);
  for (let round = 0; round < mostRounds; round++) {
    const issuers = needs.issuers.filter((url) => !asked.has(url));
    if (issuers.length === 0) break;
    for (const url of issuers) {
      asked.add(url);
      found.certificates.push(...(await fetchIssuers(world, url, found)));
    }
    needs = materialNeeds(addMaterial(facts, { ...sources, certificates: found.certificates }));
  }
  for (const need of needs.statuses) await fetchStatus(world, need, found);
  const { certificates, crls, ocsps, missing } = found;
  return { certificates, revocation: { crls, ocsps }, missing };
}

async function fetchIssuers(world: CollectWorld, url: string, found: Collection): Promise<Uint8Array[]> {
  const bytes = await fetched(world, { kind: "issuer", url }, found);
  const issuers = bytes === undefined ? [] : fetchedIssuers(bytes);
  if (bytes !== undefined && issuers.length === 0) found.missing.push({ url, problem: "NOT_AN_ANSWER" });
  return issuers;
}

async function fetchStatus(world: CollectWorld, need: StatusNeed, found: Collection): Promise<void> {
  for (const url of need.ocsp) {
    const nonce = world.randomBytes(32);
    const body = ocspRequest(need.certificate, need.issuer, nonce);
    const bytes = await fetched(world, { kind: "ocsp", url, body }, found);
    const answer = bytes === undefined ? null : fetchedOcsp(bytes, nonce);
    if (answer !== null) {
      found.ocsps.push(answer);
      return;
    }
    if (bytes !== undefined) found.missing.push({ url, problem: "NOT_AN_ANSWER" });
  }
  for (const url of need.crl) {
    const bytes = await fetched(world, { kind: "crl", url }, found);
    const list = bytes === undefined ? null : fetchedCrl(bytes);
    if (list !== null) found.crls.push(list);
    else if (bytes !== undefined) found.missing.push({ url, problem: "NOT_AN_ANSWER" });
  }
}

async function fetched(
  { material }: CollectWorld,
  ask: Parameters<ValidationMaterial["fetch"]>[0],
  found: Collection,
): Promise<Uint8Array | undefined> {
  if (++found.asks > mostAsks) {
    found.missing.push({ url: ask.url, problem: "TOO_LARGE" });
    return undefined;
  }
  const answer = await material.fetch(ask);
  if (answer.ok) return answer.bytes;
  found.missing.push({ url: ask.url, problem: answer.problem });
  return undefined;
}
