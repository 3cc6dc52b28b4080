import type { Document, Element } from "@xmldom/xmldom";
import { schemeLabel } from "../algorithms/signature-algorithm.ts";
import { keyFacts, publicKeyOf } from "../algorithms/verify-signature.ts";
import { entryName } from "../asic/manifest.ts";
import { cmsOid } from "../cms/oids.ts";
import type { CmsFacts, SignatureFacts, XmlSignatureFacts } from "../facts.ts";
import { findPaths } from "../x509/path.ts";
import { newBudget } from "../xml/canonicalize.ts";
import { type CheckedReference, checkReference, type ReferenceContext } from "../xml/dereference.ts";
import { elementsOf, isNamed, isWithin, ns } from "../xml/element.ts";
import { parseXml, rootOf } from "../xml/parse-xml.ts";
import { verifySignedInfo } from "../xml/verify-xml-signature.ts";
import { certificateDigests, signingTime } from "../xml/xades-properties.ts";
import { identified, readXmlSignature, signatureElements, type XmlSignature } from "../xml/xml-signature.ts";
import { asUnreadable } from "./envelope.ts";
import { readCertificates } from "./find-certificate.ts";
import { listedFacts } from "./listed.ts";
import type { Trust } from "./trust.ts";
import { chooseSigner } from "./xades-signer.ts";
import { carriedInXades, policyOf, propertiesOf, signatureTimestamps, type XadesProperties } from "./xades-values.ts";

/** Bytes of a file beside the document, by its name; null when there is none. */
export type ExternalFiles = (name: string | null) => Uint8Array | null;

/**
 * The facts of every outermost signature in an XML document (W3C XML Signature, ETSI EN 319 132-1).
 *
 * Never throws because of the bytes.
 */
export function xadesSignatures(bytes: Uint8Array, files: ExternalFiles, trust: Trust): SignatureFacts[] {
  try {
    const document = parseXml(bytes);
    const external = (uri: string | null) => files(uri === null ? null : entryName(uri));
    const context: ReferenceContext = {
      document,
      identified: identified(document),
      external,
      budget: newBudget(bytes.length),
    };
    return signatureElements(rootOf(document)).map((element) => oneSignature(element, context, trust));
  } catch (error) {
    return [{ ...nothing, unreadable: asUnreadable(error) }];
  }
}

const nothing = { kind: "xades", unreadable: null, cms: null, timestamp: null, pdf: null } as const;

function oneSignature(element: Element, context: ReferenceContext, trust: Trust): SignatureFacts {
  try {
    const signature = readXmlSignature(element);
    const checked = signature.references.map((reference) => checkReference(reference, signature, context));
    const properties = propertiesOf(signature, checked);
    const cms = commonFacts(signature, checked, properties, trust);
    return { ...nothing, cms: cms.facts, xml: xmlFacts(signature, checked, properties, context, cms.doubled) };
  } catch (error) {
    return { ...nothing, unreadable: asUnreadable(error) };
  }
}

/** What an XML signature has in common with a CMS one, in the terms of CMS, so that the same checks are asked of it. */
function commonFacts(
  signature: XmlSignature,
  checked: readonly CheckedReference[],
  properties: XadesProperties,
  given: Trust,
): { readonly facts: CmsFacts; readonly doubled: boolean } {
  const carried = carriedInXades(properties, given);
  const bag = readCertificates(signature.certificates);
  const signed = properties.signed;
  const named = signed === null ? [] : certificateDigests(signed);
  const choice = chooseSigner(signature, bag, named);
  const { certificate } = choice;
  const key = certificate === null ? null : publicKeyOf(certificate.publicKey);
  const { trust } = carried;
  const issuers = [...bag.certificates, ...trust.certificates];
  const paths = certificate === null ? null : findPaths(certificate, issuers, trust.anchors);
  const time = signed === null ? null : signingTime(signed);
  const timestamps = signatureTimestamps(signature, properties, trust);
  const facts: CmsFacts = {
    contentType: cmsOid.data,
    digest:
      signature.scheme === null || signature.scheme.kind === "eddsa"
        ? referenceDigest(checked)
        : signature.scheme.digest,
    digestOid: signature.schemeUri,
    scheme: signature.scheme,
    algorithm: signature.scheme === null ? null : schemeLabel(signature.scheme, null),
    attributes: {
      contentTypes: [cmsOid.data],
      messageDigestCount: 1,
      signingTimes: time === null ? [] : [time],
      duplicated: [],
      signingCertificate: choice.named,
      algorithmProtection: "absent",
      sorted: true,
    },
    content: checked.some(({ answer }) => answer === "missing") ? "missing" : "external",
    contentReadsAsAttributes: false,
    digestMatches: !checked.some(({ answer }) => answer === "differs"),
    cryptography: certificate === null ? "unsupported" : verifySignedInfo(signature, certificate),
    holdsOverStoredOrder: false,
    certificate,
    certificateProblem: choice.problem,
    key: keyFacts(key),
    paths,
    anchorsGiven: trust.anchors.length > 0,
    ...listedFacts(paths, trust),
    issuers,
    revocation: trust.revocation,
    ber: false,
    trailingBytes: 0,
    digestInfoWithoutNull: false,
    digestNotComputed: false,
    contentPassedBy: false,
    isCounterSignature: false,
    timestamps,
    counterSigners: [],
    carriesValidationData: carried.carries,
    signersInEnvelope: 1,
    signatureTimestamps: timestamps.length,
    counterSignatures: 0,
  };
  return { facts, doubled: choice.doubled };
}

/** The weakest thing that a reference stands on is what the signature stands on; sha1 anywhere is told. */
function referenceDigest(checked: readonly CheckedReference[]): CmsFacts["digest"] {
  const names = checked.flatMap(({ reference }) => reference.digest ?? []);
  return names.find((name) => name === "md5" || name === "sha1") ?? names[0] ?? null;
}

function xmlFacts(
  signature: XmlSignature,
  checked: readonly CheckedReference[],
  properties: XadesProperties,
  context: ReferenceContext,
  doubledCertificate: boolean,
): XmlSignatureFacts {
  const data = checked.filter((each) => !isOwn(each, signature, properties));
  return {
    references: checked.flatMap(({ reference, answer, refused }) =>
      answer === "matches" ? [] : [{ uri: reference.uri ?? "-", answer, detail: refused ?? "" }],
    ),
    digests: [...new Set(checked.flatMap(({ reference }) => reference.digest ?? []))],
    dataReferences: data.length,
    manifests: data.filter(({ reference }) => reference.type === `${ns.ds}Manifest`).length,
    coverage: coverageOf(data, signature, context.document),
    properties: properties.state,
    doubledCertificate,
    counterSignatures: properties.counterSignatures,
    policy: policyOf(properties),
  };
}

/** About the signature itself: its signed properties, its KeyInfo, its signature properties. */
function isOwn({ target }: CheckedReference, signature: XmlSignature, properties: XadesProperties): boolean {
  if (target.kind !== "element") return false;
  if (target.element === properties.signed) return true;
  if (!isWithin(target.element, signature.element)) return false;
  return (
    isNamed(target.element, ns.ds, "KeyInfo") ||
    target.element.localName === "SignatureProperty" ||
    target.element.localName === "SignatureProperties"
  );
}

/**
 * Whether the signature speaks of the whole document it stands in.
 *
 * A reference to some element of it leaves the rest open to anybody, and which element a program shows is that
 * program's business: it is how signatures are wrapped.
 */
function coverageOf(
  data: readonly CheckedReference[],
  { element }: XmlSignature,
  document: Document,
): XmlSignatureFacts["coverage"] {
  const root = rootOf(document);
  const whole = data.some(
    ({ target }) => target.kind === "document" || (target.kind === "element" && target.element === root),
  );
  if (whole || root === element) return "whole-file";
  const onlySignatures = elementsOf(root).every((each) => isNamed(each, ns.ds, "Signature"));
  const text = [...root.childNodes].some((node) => node.nodeType === 3 && (node.nodeValue ?? "").trim() !== "");
  return onlySignatures && !text ? "whole-file" : "partial";
}
