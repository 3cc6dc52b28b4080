import { attributesOf } from "../cms/attributes.ts";
import { cmsOid } from "../cms/oids.ts";
import type { SignerInfo } from "../cms/signed-data.ts";
import { contextConstructed, rawBytes, TAG } from "../der/node.ts";
import { children, childrenOf } from "../der/read.ts";
import { MalformedError } from "../error.ts";
import type { Certificate } from "../x509/certificate.ts";
import { readCertificates } from "./find-certificate.ts";
import type { Envelope } from "./signer.ts";
import { type Trust, withMaterial } from "./trust.ts";

interface Carried {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/**
 * The trust with what the envelope brings: lists and answers in SignedData (ETSI EN 319 122-1 §5.5.1) and the older
 * certificate-values and revocation-values attributes (RFC 5126 §6.3). None of it is believed for being there.
 */
export function withCarriedMaterial(
  envelope: Envelope,
  signer: SignerInfo,
  given: Trust,
): { readonly trust: Trust; readonly carriesValidationData: boolean } {
  const { crls, ocsps } = envelope.signedData;
  const values = readable(() => valuesOf(signer));
  const more: Carried = {
    certificates: values.certificates,
    crls: [...crls, ...values.crls],
    ocsps: [...ocsps, ...values.ocsps],
  };
  const trust = withMaterial(given, more);
  return { trust, carriesValidationData: trust.carriesAnswers === true };
}

const none: Carried = { certificates: [], crls: [], ocsps: [] };

/** Unsigned values that cannot be read are values that are not there: they decide nothing about the signature. */
function readable(read: () => Carried): Carried {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return none;
  }
}

function valuesOf(signer: SignerInfo): Carried {
  const values = (oid: string) => attributesOf(signer.unsignedAttributes, oid).flatMap((each) => each.values);
  const certificates = values(cmsOid.certificateValues).flatMap((value) =>
    childrenOf(value, TAG.sequence, "certificate values").map(rawBytes),
  );
  const choices = values(cmsOid.revocationValues).flatMap((value) =>
    childrenOf(value, TAG.sequence, "revocation values"),
  );
  const under = (tag: number) =>
    choices
      .filter((choice) => choice.tag === contextConstructed(tag))
      .flatMap((choice) => children(choice))
      .flatMap((list) => childrenOf(list, TAG.sequence, "values"))
      .map(rawBytes);
  return { certificates: readCertificates(certificates).certificates, crls: under(0), ocsps: under(1) };
}
