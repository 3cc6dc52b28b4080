import { type DigestName, digest } from "../algorithms/digests.ts";
import { attributesOf } from "../cms/attributes.ts";
import { cmsOid } from "../cms/oids.ts";
import type { SignerInfo } from "../cms/signed-data.ts";
import { type DerNode, rawBytes } from "../der/node.ts";
import { encodedOid } from "../der/write.ts";
import type { Envelope, SignedContent } from "../gather/signer.ts";

/**
 * What an archive-time-stamp-v3 is over (ETSI EN 319 122-1 §5.5.3): the content type, the digest of the content, the
 * SignerInfo without its unsigned attributes, and the hash index that the token itself carries.
 *
 * Null when it cannot be put together: then nothing is said about the imprint. What the entries of the hash index
 * point at is not compared: the imprint proves that the signature existed, not that its validation data did.
 */
export function archiveStamped(
  token: Envelope,
  envelope: Envelope,
  signer: SignerInfo,
  content: SignedContent,
): SignedContent | null {
  const [tokenSigner] = token.signedData.signers;
  const index = indexIn(tokenSigner);
  if (index === null) return null;
  const { signedData } = envelope;
  const digestOf = (name: DigestName): Uint8Array | null => {
    const hash = content.digestOf(name);
    if (hash === null) return null;
    return digest(name, encodedOid(signedData.contentType), hash, ...signer.fields, rawBytes(index));
  };
  return { source: "external", parts: [], digestOf };
}

/** The ats-hash-index of a token, v3 or the older one. */
function indexIn(signer: SignerInfo | undefined): DerNode | null {
  const list = signer?.unsignedAttributes ?? [];
  const [value] = [...attributesOf(list, cmsOid.hashIndexV3), ...attributesOf(list, cmsOid.hashIndex)].flatMap(
    ({ values }) => values,
  );
  return value ?? null;
}
