import type { Holder } from "./pki.ts";
import { base64, envelopedIn, type SignatureWish } from "./xml-signing.ts";

// Writes trusted lists of a Europe that does not exist (ETSI TS 119 612), signed by keys of the test run.

const tsl = "http://uri.etsi.org/02231/v2#";
const more = "http://uri.etsi.org/02231/v2/additionaltypes#";
const qualifications = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";
const etsi = "http://uri.etsi.org/TrstSvc";

export interface StatusWish {
  readonly status: string;
  readonly from: string;
  readonly type?: string;
  readonly additional?: readonly string[];
  /** Qualifiers, for certificates that have this policy. */
  readonly qualifiers?: { readonly policy: string; readonly names: readonly string[] };
}

export interface ServiceWish {
  readonly provider?: string;
  readonly certificates: readonly Uint8Array[];
  /** Newest first, as in a list. */
  readonly statuses: readonly StatusWish[];
}

export interface ListWish {
  readonly signer: Holder;
  readonly territory?: string;
  readonly sequence?: number;
  readonly issued?: string;
  readonly nextUpdate?: string | null;
  readonly pointers?: readonly {
    readonly territory: string;
    readonly certificates: readonly Uint8Array[];
    readonly location?: string;
  }[];
  readonly services?: readonly ServiceWish[];
  /** Addresses of the lists that announced a change of signers, newest first (TS 119 615 §4.1). */
  readonly pivots?: readonly string[];
  readonly signature?: Partial<SignatureWish>;
}

/** A list, signed. With pointers and no services it is a list of the lists. */
export function trustedList(wish: ListWish): Uint8Array {
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>${envelopedIn(listBody(wish), { holder: wish.signer, ...wish.signature })}`,
  );
}

/** The list before it is signed, in canonical form. */
export function listBody(wish: ListWish): string {
  const { territory = "IT", sequence = 7, issued = "2024-01-01T00:00:00Z", nextUpdate = "2024-07-01T00:00:00Z" } = wish;
  const kind = wish.services === undefined ? "EUlistofthelists" : "EUgeneric";
  const scheme = [
    "<TSLVersionIdentifier>5</TSLVersionIdentifier>",
    `<TSLSequenceNumber>${sequence}</TSLSequenceNumber><TSLType>${etsi}/TrustedList/TSLType/${kind}</TSLType>`,
    '<SchemeOperatorName><Name xml:lang="it">Ente di PROVA</Name></SchemeOperatorName>',
    pivotUris(wish),
    `<SchemeTerritory>${territory}</SchemeTerritory>${pointers(wish)}<ListIssueDateTime>${issued}</ListIssueDateTime>`,
    `<NextUpdate>${nextUpdate === null ? "" : `<dateTime>${nextUpdate}</dateTime>`}</NextUpdate>`,
  ].join("");
  const providers = (wish.services ?? []).map(provider).join("");
  const list = providers === "" ? "" : `<TrustServiceProviderList>${providers}</TrustServiceProviderList>`;
  return `<TrustServiceStatusList xmlns="${tsl}" Id="list"><SchemeInformation>${scheme}</SchemeInformation>${list}</TrustServiceStatusList>`;
}

const digitalId = (certificate: Uint8Array): string =>
  `<DigitalId><X509Certificate>${base64(certificate)}</X509Certificate></DigitalId>`;

function pivotUris({ pivots = [] }: ListWish): string {
  const each = pivots.map((uri) => `<URI xml:lang="en">${uri}</URI>`).join("");
  return each === "" ? "" : `<SchemeInformationURI>${each}</SchemeInformationURI>`;
}

function pointers(wish: ListWish): string {
  const each = (wish.pointers ?? []).map(({ territory, certificates, location = "https://liste.example/prova.xml" }) =>
    [
      `<OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity>${certificates.map(digitalId).join("")}</ServiceDigitalIdentity></ServiceDigitalIdentities>`,
      `<TSLLocation>${location}</TSLLocation><AdditionalInformation><OtherInformation><SchemeTerritory>${territory}</SchemeTerritory></OtherInformation>`,
      `<OtherInformation><more:MimeType xmlns:more="${more}">application/vnd.etsi.tsl+xml</more:MimeType></OtherInformation></AdditionalInformation></OtherTSLPointer>`,
    ].join(""),
  );
  return each.length === 0 ? "" : `<PointersToOtherTSL>${each.join("")}</PointersToOtherTSL>`;
}

function provider(service: ServiceWish): string {
  const [now, ...before] = service.statuses;
  const history = before.map(
    (status) => `<ServiceHistoryInstance>${statusText(status, service)}</ServiceHistoryInstance>`,
  );
  const past = history.length === 0 ? "" : `<ServiceHistory>${history.join("")}</ServiceHistory>`;
  return [
    `<TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">${service.provider ?? "PROVA Trust Provider"}</Name></TSPName></TSPInformation>`,
    `<TSPServices><TSPService><ServiceInformation>${now === undefined ? "" : statusText(now, service)}</ServiceInformation>${past}</TSPService></TSPServices></TrustServiceProvider>`,
  ].join("");
}

function statusText(
  { status, from, type = "CA/QC", additional = ["ForeSignatures"], qualifiers }: StatusWish,
  service: ServiceWish,
): string {
  const information = additional.map(
    (each) =>
      `<Extension Critical="true"><AdditionalServiceInformation><URI xml:lang="en">${etsi}/TrustedList/SvcInfoExt/${each}</URI></AdditionalServiceInformation></Extension>`,
  );
  const rules = qualifiers === undefined ? [] : [qualifierRules(qualifiers)];
  const extensions = [...information, ...rules].join("");
  return [
    `<ServiceTypeIdentifier>${etsi}/Svctype/${type}</ServiceTypeIdentifier><ServiceName><Name xml:lang="en">PROVA service</Name></ServiceName>`,
    `<ServiceDigitalIdentity>${service.certificates.map(digitalId).join("")}</ServiceDigitalIdentity>`,
    `<ServiceStatus>${etsi}/TrustedList/Svcstatus/${status}</ServiceStatus><StatusStartingTime>${from}</StatusStartingTime>`,
    extensions === "" ? "" : `<ServiceInformationExtensions>${extensions}</ServiceInformationExtensions>`,
  ].join("");
}

function qualifierRules({ policy, names }: { readonly policy: string; readonly names: readonly string[] }): string {
  const each = names.map((name) => `<q:Qualifier uri="${etsi}/TrustedList/SvcInfoExt/${name}"></q:Qualifier>`).join("");
  const identifier = `<x:Identifier xmlns:x="http://uri.etsi.org/01903/v1.3.2#">${policy}</x:Identifier>`;
  return [
    `<Extension Critical="true"><q:Qualifications xmlns:q="${qualifications}"><q:QualificationElement><q:Qualifiers>${each}</q:Qualifiers>`,
    `<q:CriteriaList assert="atLeastOne"><q:PolicySet><q:PolicyIdentifier>${identifier}</q:PolicyIdentifier></q:PolicySet></q:CriteriaList>`,
    "</q:QualificationElement></q:Qualifications></Extension>",
  ].join("");
}
