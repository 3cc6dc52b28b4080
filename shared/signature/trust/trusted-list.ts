import type { Element } from "@xmldom/xmldom";
import { digest } from "../algorithms/digests.ts";
import { MalformedError } from "../error.ts";
import { hex } from "../text.ts";
import { attribute, bytesOf, child, childrenNamed, descendants, isNamed, ns, path, textOf } from "../xml/element.ts";
import { listLimits, parseXml, rootOf } from "../xml/parse-xml.ts";
import { dateTime } from "../xml/xades-properties.ts";
import { certificateName, signerOfList } from "./list-signature.ts";
import { readService } from "./service.ts";
import type { ListPointer, TrustedList, TrustedListFacts, TrustService } from "./trust-types.ts";

/**
 * Reads a trusted list (ETSI TS 119 612) and verifies its XML signature.
 *
 * Whether the signer may sign this list is asked by {@link import("./trust-store.ts").readTrustedLists}.
 *
 * @throws {ListRefused} @throws {MalformedError} `XML_…`, `TRUSTED_LIST_MALFORMED`
 */
export function readTrustedList(bytes: Uint8Array): TrustedList {
  const document = parseXml(bytes, listLimits);
  const root = rootOf(document);
  if (!isNamed(root, ns.tsl, "TrustServiceStatusList")) throw malformed("not a trusted list");
  const signer = signerOfList(document, bytes.length);
  const scheme = child(root, ns.tsl, "SchemeInformation");
  if (scheme === null) throw malformed("no scheme information");
  const facts = listFacts(scheme, bytes, signer.raw);
  const leftOut: string[] = [];
  return {
    facts,
    isListOfLists: (textOf(child(scheme, ns.tsl, "TSLType")) ?? "").endsWith("/EUlistofthelists"),
    signer: signer.raw,
    pointers: path(scheme, ns.tsl, "PointersToOtherTSL") === null ? [] : pointersOf(scheme),
    pivots: pivotsOf(scheme),
    services: servicesOf(root, facts, leftOut),
    leftOut,
  };
}

function pivotsOf(scheme: Element): string[] {
  const information = child(scheme, ns.tsl, "SchemeInformationURI");
  const uris = information === null ? [] : childrenNamed(information, ns.tsl, "URI").map((each) => textOf(each) ?? "");
  return [...new Set(uris.filter((uri) => /pivot[^/]*\.xml$/i.test(uri)))];
}

function listFacts(scheme: Element, bytes: Uint8Array, signer: Uint8Array): TrustedListFacts {
  const version = textOf(child(scheme, ns.tsl, "TSLVersionIdentifier")) ?? "";
  // Other versions have other rules for what a status means.
  if (!/^[456]$/.test(version)) throw malformed(`version ${version.slice(0, 10)}`);
  const sequence = textOf(child(scheme, ns.tsl, "TSLSequenceNumber")) ?? "";
  if (!/^\d{1,9}$/.test(sequence)) throw malformed("sequence number");
  const territory = textOf(child(scheme, ns.tsl, "SchemeTerritory")) ?? "";
  if (!/^[A-Z]{2}$/.test(territory)) throw malformed("scheme territory");
  const issued = dateTime(textOf(child(scheme, ns.tsl, "ListIssueDateTime")));
  if (issued === null) throw malformed("issue date");
  const next = child(scheme, ns.tsl, "NextUpdate");
  if (next === null) throw malformed("next update");
  const nextText = textOf(child(next, ns.tsl, "dateTime"));
  const nextUpdate = dateTime(nextText);
  if (nextText !== null && nextUpdate === null) throw malformed("next update");
  const operator = nameIn(child(scheme, ns.tsl, "SchemeOperatorName"));
  return {
    territory,
    sequence: Number(sequence),
    issued,
    nextUpdate,
    operator,
    sha256: hex(digest("sha256", bytes)),
    signer: certificateName(signer),
  };
}

function pointersOf(scheme: Element): ListPointer[] {
  const parent = child(scheme, ns.tsl, "PointersToOtherTSL");
  return (parent === null ? [] : childrenNamed(parent, ns.tsl, "OtherTSLPointer")).map((pointer) => {
    const identities = child(pointer, ns.tsl, "ServiceDigitalIdentities");
    const [mime] = descendants(pointer, ns.tslTypes, "MimeType");
    const [territory] = descendants(pointer, ns.tsl, "SchemeTerritory");
    const location = textOf(child(pointer, ns.tsl, "TSLLocation")) ?? "";
    return {
      territory: textOf(territory ?? null) ?? "",
      location,
      isXml: mime === undefined ? !/\.pdf$/i.test(location) : textOf(mime) === "application/vnd.etsi.tsl+xml",
      certificates:
        identities === null ? [] : descendants(identities, ns.tsl, "X509Certificate").map((each) => bytesOf(each)),
    };
  });
}

function servicesOf(root: Element, list: TrustedListFacts, leftOut: string[]): TrustService[] {
  const providers = child(root, ns.tsl, "TrustServiceProviderList");
  if (providers === null) return [];
  return childrenNamed(providers, ns.tsl, "TrustServiceProvider").flatMap((provider) => {
    const information = child(provider, ns.tsl, "TSPInformation");
    const name = nameIn(child(information, ns.tsl, "TSPName"));
    const services = child(provider, ns.tsl, "TSPServices");
    const elements = services === null ? [] : childrenNamed(services, ns.tsl, "TSPService");
    return elements.flatMap((element) => oneService(element, list, name, leftOut));
  });
}

/** A service that cannot be read is left out and told: the others of the list are none the worse. */
function oneService(element: Element, list: TrustedListFacts, provider: string, leftOut: string[]): TrustService[] {
  try {
    return [readService(element, list, provider, leftOut)];
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    leftOut.push(`${provider}: ${error.message}`);
    return [];
  }
}

/** The Italian name of a multilingual element, else the English one, else the first. */
export function nameIn(element: Element | null): string {
  const names = element === null ? [] : childrenNamed(element, ns.tsl, "Name");
  const spoken = (language: string) => names.find((name) => attribute(name, "xml:lang") === language);
  return textOf(spoken("it") ?? spoken("en") ?? names[0] ?? null) ?? "";
}

const malformed = (what: string) => new MalformedError("TRUSTED_LIST_MALFORMED", what, 0);
