import type { DigestName } from "./algorithms/digests.ts";
import type { SignatureScheme } from "./algorithms/signature-algorithm.ts";
import type { CryptoAnswer, KeyFacts } from "./algorithms/verify-signature.ts";
import type { ByteRangeFacts } from "./pdf/byte-range.ts";
import type { ChangeAnalysis } from "./pdf/changes.ts";
import type { FileFormat } from "./report.ts";
import type { TrustService } from "./trust/trust-types.ts";
import type { Certificate } from "./x509/certificate.ts";
import type { PathSearch } from "./x509/path.ts";

/** Why something could not be read: a stable code of the reader, and where. */
export interface Unreadable {
  readonly code: string;
  readonly detail: string;
}

/**
 * Everything that was found out about a file, without a judgement and without a moment in time.
 *
 * `judge` reads nothing else: the same facts under another policy or at another moment give another report.
 */
export interface Facts {
  readonly fileName: string;
  /** Upper-case hex. */
  readonly sha256: string;
  readonly size: number;
  readonly format: FileFormat;
  /** Set when the file could not be examined at all. */
  readonly unreadable: Unreadable | null;
  /** A signature format that is recognised and not verified. */
  readonly notCovered: FileFormat | null;
  readonly encrypted: boolean;
  readonly signatures: readonly SignatureFacts[];
  /** What lies inside a signed envelope. */
  readonly content: Facts | null;
  /** The levels of envelopes end here because of the limit, not because there are no more. */
  readonly levelsLeftOut: boolean;
}

export interface SignatureFacts {
  readonly kind: "pades" | "cades" | "cms" | "xades" | "timestamp";
  /** Set when the CMS could not be read; `cms` is null then. */
  readonly unreadable: Unreadable | null;
  readonly cms: CmsFacts | null;
  readonly timestamp: TimestampFacts | null;
  readonly pdf: PdfSignatureFacts | null;
  /** Set for a signature in a container. */
  readonly container?: ContainerFacts;
  /** Set for XML signatures; their `cms` holds what they have in common with the others. */
  readonly xml?: XmlSignatureFacts;
}

/** What a signature in an ASiC container is over. */
export interface ContainerFacts {
  readonly signatureFile: string;
  /** Data objects that this signature covers. */
  readonly covered: readonly string[];
  /** Data objects that no signature and no timestamp of the container covers. */
  readonly unsigned: readonly string[];
  /** Of the ASiCManifest that it signs; `ambiguous`: two of them, or none where one is needed. */
  readonly manifest: "none" | "matches" | "differs" | "missing-file" | "unsupported" | "ambiguous";
  /** The file that the answer is about. */
  readonly detail: string;
  readonly mimetype: "as-required" | "lenient" | "absent" | "wrong";
}

/** What is particular to XML signatures. */
export interface XmlSignatureFacts {
  /** Of each reference that is not `matches`: what it names and why. */
  readonly references: readonly {
    readonly uri: string;
    readonly answer: "differs" | "missing" | "unsupported";
    readonly detail: string;
  }[];
  /** Every digest that a reference stands on. */
  readonly digests: readonly DigestName[];
  /** References to data, and not to the signature's own properties and keys. */
  readonly dataReferences: number;
  /** References to lists of references (ds:Manifest), which are not followed. */
  readonly manifests: number;
  readonly counterSignatures: number;
  /** `partial`: the document has content that the signature does not cover. */
  readonly coverage: "whole-file" | "partial";
  readonly properties: "absent" | "signed" | "unsigned" | "ambiguous";
  /** KeyInfo holds a second signer certificate, which other programs may show instead. */
  readonly doubledCertificate: boolean;
  /** A signature policy is named, whose rules are not known here. */
  readonly policy: string | null;
}

export interface CmsFacts {
  readonly contentType: string;
  /** Null: the OID is not a known digest. */
  readonly digest: DigestName | null;
  readonly digestOid: string;
  readonly scheme: SignatureScheme | null;
  readonly algorithm: string | null;
  readonly attributes: AttributeFacts | null;
  /** Where the signed bytes came from. */
  readonly content: "attached" | "external" | "missing" | "conflict";
  /** Without signed attributes: the content reads as a set of them, so it may be another signature's. */
  readonly contentReadsAsAttributes: boolean;
  /** The messageDigest attribute is the digest of the content. Null: not decided. */
  readonly digestMatches: boolean | null;
  readonly cryptography: CryptoAnswer;
  /** The signature holds only over the attributes in stored order, which RFC 5652 §5.4 does not sign. */
  readonly holdsOverStoredOrder: boolean;
  readonly certificate: Certificate | null;
  readonly certificateProblem: "none" | "missing" | "ambiguous" | "unreadable";
  readonly key: KeyFacts;
  readonly paths: PathSearch | null;
  readonly anchorsGiven: boolean;
  /** What trusted lists say about the paths. Absent: no list was given. */
  readonly listed?: ListedFacts;
  /** Every certificate that came along or was given: issuers of answers about revocation are looked for among them. */
  readonly issuers: readonly Certificate[];
  /** Answers about revocation that came along or were given; which of them count is judged. */
  readonly revocation: RevocationMaterial;
  /** The envelope was BER, not DER. */
  readonly ber: boolean;
  /** Octets other than zero padding after the envelope. */
  readonly trailingBytes: number;
  /** RSA: DigestInfo lacks NULL (RFC 8017 §9.2 note 1 lets it pass, OpenSSL does not). */
  readonly digestInfoWithoutNull: boolean;
  /** The signed content passed by as a stream and this signer's digest was not among those announced at its head. */
  readonly digestNotComputed: boolean;
  /** The signed content was read once as a stream and not kept. */
  readonly contentPassedBy: boolean;
  /** A signature over another signature's value (RFC 5652 §11.4). */
  readonly isCounterSignature: boolean;
  /** Timestamps that the signature carries, with what each is over. */
  readonly timestamps: readonly TokenFacts[];
  readonly counterSigners: readonly SignatureFacts[];
  /** Certificates or revocation answers travel with the signature (CAdES long-term values). */
  readonly carriesValidationData: boolean;
  /** Signers in the same envelope. A PDF signature must have one. */
  readonly signersInEnvelope: number;
  readonly signatureTimestamps: number;
  readonly counterSignatures: number;
}

/** What trusted lists say about the certificates of the paths; in force or not is judged. */
export interface ListedFacts {
  /** The services that a certificate of a path is of. */
  readonly services: readonly TrustService[];
  /** Territories whose lists were given: of other countries' providers nothing is known. */
  readonly territories: readonly string[];
  /** Anchors that were given outright, beside the lists. */
  readonly plainAnchors: readonly Certificate[];
}

/** A timestamp token inside a signature. */
export interface TokenFacts {
  /** What it is over: the signed content, the signature value, references to validation data, or all of it. */
  readonly purpose: "content" | "signature" | "references" | "archive";
  readonly signature: SignatureFacts;
}

/**
 * Answers about revocation as bytes, from wherever they came (the envelope, a PDF's DSS, the caller).
 *
 * Nothing in them is believed before its signature, its scope and its issuer are checked.
 */
export interface RevocationMaterial {
  /** CertificateList of RFC 5280 §5.1, DER each. */
  readonly crls: readonly Uint8Array[];
  /** OCSPResponse or BasicOCSPResponse of RFC 6960 §4.2.1, DER each. */
  readonly ocsps: readonly Uint8Array[];
}

export interface AttributeFacts {
  readonly contentTypes: readonly string[];
  readonly messageDigestCount: number;
  /** Milliseconds since 1970. */
  readonly signingTimes: readonly number[];
  /** Attribute OIDs that occur twice, or that hold other than one value where one is required. */
  readonly duplicated: readonly string[];
  readonly signingCertificate: "absent" | "matches" | "differs" | "unknown";
  /** CMSAlgorithmProtection (RFC 6211). */
  readonly algorithmProtection: "absent" | "matches" | "differs";
  /** False: the stored order is not the DER order. */
  readonly sorted: boolean;
}

export interface TimestampFacts {
  readonly time: number | null;
  /** Milliseconds either way that the authority vouches for; null when it does not say (RFC 3161 §2.4.2). */
  readonly accuracy: number | null;
  /** Null: the stamped bytes are not at hand, or how they are put together is not known here. */
  readonly imprintMatches: boolean | null;
  /** The digest of the imprint, null when not a known one. */
  readonly imprintDigest: DigestName | null;
}

export interface PdfSignatureFacts {
  readonly field: string;
  readonly subFilter: string | null;
  readonly byteRange: ByteRangeFacts;
  readonly coverage: "whole-file" | "revision" | "partial" | null;
  /** The signature dictionary in the signed revision is the one that the final file shows. */
  readonly dictionary: "same" | "differs" | "unknown";
  readonly changes: ChangeAnalysis;
  /** /M of the signature dictionary, milliseconds since 1970: the signer's word, as the signing-time attribute is. */
  readonly claimedTime: number | null;
  /** DocMDP level of a certification signature (1-3), null for an approval signature. */
  readonly docMdp: number | null;
  /** Objects of the signed revision that could show something and that nothing leads to. */
  readonly hiddenObjects: number;
  /** Another field shows the same signature as its own. */
  readonly sharedWith: string | null;
  /** The sub-filter names the digest where the CMS names a signature algorithm: that algorithm's OID. */
  readonly namedDigest: string | null;
}
