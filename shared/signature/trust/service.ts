import type { Element } from "@xmldom/xmldom";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import { readCertificate } from "../x509/certificate.ts";
import { bytesOf, child, childrenNamed, descendants, ns, textOf } from "../xml/element.ts";
import { dateTime } from "../xml/xades-properties.ts";
import { readQualifierRules } from "./qualifier-rules.ts";
import type { ServiceStatus, TrustedListFacts, TrustService } from "./trust-types.ts";
import { nameIn } from "./trusted-list.ts";

/**
 * Reads one TSPService with its history (TS 119 612 §5.5, §5.6). A certificate that cannot be read is left out and told.
 *
 * @throws {MalformedError} `TRUSTED_LIST_MALFORMED` for two certificates of different key or name under one service:
 * whoever holds the second key would be trusted under the name of the first
 */
export function readService(
  element: Element,
  list: TrustedListFacts,
  provider: string,
  leftOut: string[],
): TrustService {
  const information = child(element, ns.tsl, "ServiceInformation");
  if (information === null) throw malformed("a service without information");
  const certificates = certificatesOf(information, provider, leftOut);
  const history = child(element, ns.tsl, "ServiceHistory");
  const instances = history === null ? [] : childrenNamed(history, ns.tsl, "ServiceHistoryInstance");
  const statuses = [information, ...instances].map(readStatus);
  return {
    list,
    provider,
    name: nameIn(child(information, ns.tsl, "ServiceName")),
    certificates,
    history: statuses.sort((a, b) => b.from - a.from),
  };
}

function certificatesOf(information: Element, provider: string, leftOut: string[]): Uint8Array[] {
  const identity = child(information, ns.tsl, "ServiceDigitalIdentity");
  const all = identity === null ? [] : descendants(identity, ns.tsl, "X509Certificate").map((each) => bytesOf(each));
  const read = all.flatMap((bytes) => {
    try {
      return [readCertificate(bytes)];
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      leftOut.push(`${provider}: ${error.message}`);
      return [];
    }
  });
  const [first] = read;
  const same = read.every(
    (each) =>
      first !== undefined &&
      sameBytes(each.publicKey, first.publicKey) &&
      sameBytes(each.subject.raw, first.subject.raw),
  );
  if (!same) throw malformed("one service under two keys or names");
  return read.map(({ raw }) => raw);
}

function readStatus(element: Element): ServiceStatus {
  const from = dateTime(textOf(child(element, ns.tsl, "StatusStartingTime")));
  if (from === null) throw malformed("starting time of a status");
  const extensions = child(element, ns.tsl, "ServiceInformationExtensions");
  return {
    status: lastPart(textOf(child(element, ns.tsl, "ServiceStatus")) ?? ""),
    type: shortType(textOf(child(element, ns.tsl, "ServiceTypeIdentifier")) ?? ""),
    from,
    additional:
      extensions === null
        ? []
        : descendants(extensions, ns.tsl, "AdditionalServiceInformation").map((each) =>
            lastPart(textOf(child(each, ns.tsl, "URI")) ?? ""),
          ),
    qualifiers: extensions === null ? [] : readQualifierRules(extensions),
  };
}

const etsi = "http://uri.etsi.org/TrstSvc/";

/** Only URIs of ETSI are shortened: `granted` of somebody else's vocabulary must not read as ours. */
function lastPart(uri: string): string {
  return uri.startsWith(etsi) ? uri.slice(uri.lastIndexOf("/") + 1) : uri;
}

function shortType(uri: string): string {
  const prefix = `${etsi}Svctype/`;
  return uri.startsWith(prefix) ? uri.slice(prefix.length) : uri;
}

const malformed = (what: string) => new MalformedError("TRUSTED_LIST_MALFORMED", what, 0);
