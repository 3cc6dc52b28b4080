import type { CmsFacts, Facts, SignatureFacts } from "../facts.ts";
import { findPaths } from "../x509/path.ts";
import { listedFacts } from "./listed.ts";
import { prepare, type Sources } from "./prepare.ts";
import type { Trust } from "./trust.ts";

/**
 * The facts as they would be had the issuers and answers been given from the start.
 *
 * Nothing of the file is read again: what was fetched because of the facts is laid beside them. `sources` are those of
 * the first time with the new material; material of the first time that is repeated does no harm.
 *
 * @throws {MalformedError} when a certificate that is given is none
 */
export function addMaterial(facts: Facts, sources: Sources): Facts {
  return withTrust(facts, prepare(sources).trust);
}

function withTrust(facts: Facts, trust: Trust): Facts {
  return {
    ...facts,
    signatures: facts.signatures.map((signature) => signatureWith(signature, trust)),
    content: facts.content === null ? null : withTrust(facts.content, trust),
  };
}

function signatureWith(signature: SignatureFacts, trust: Trust): SignatureFacts {
  return signature.cms === null ? signature : { ...signature, cms: cmsWith(signature.cms, trust) };
}

function cmsWith(cms: CmsFacts, trust: Trust): CmsFacts {
  const issuers = [...cms.issuers, ...trust.certificates];
  const paths = cms.certificate === null ? null : findPaths(cms.certificate, issuers, trust.anchors);
  return {
    ...cms,
    issuers,
    paths,
    ...listedFacts(paths, trust),
    revocation: {
      crls: [...cms.revocation.crls, ...trust.revocation.crls],
      ocsps: [...cms.revocation.ocsps, ...trust.revocation.ocsps],
    },
    timestamps: cms.timestamps.map((token) => ({ ...token, signature: signatureWith(token.signature, trust) })),
    counterSigners: cms.counterSigners.map((one) => signatureWith(one, trust)),
  };
}
