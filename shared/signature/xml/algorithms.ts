import type { DigestName } from "../algorithms/digests.ts";
import type { SignatureScheme } from "../algorithms/signature-algorithm.ts";
import type { Canonicalization } from "./canonicalize.ts";

const more = "http://www.w3.org/2001/04/xmldsig-more#";
const more2007 = "http://www.w3.org/2007/05/xmldsig-more#";
const more2021 = "http://www.w3.org/2021/04/xmldsig-more#";
const dsig = "http://www.w3.org/2000/09/xmldsig#";

const digests: Readonly<Record<string, DigestName>> = {
  [`${dsig}sha1`]: "sha1",
  [`${more}sha224`]: "sha224",
  "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
  [`${more}sha384`]: "sha384",
  "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
  "http://www.w3.org/2001/04/xmlenc#ripemd160": "ripemd160",
  [`${more}md5`]: "md5",
  [`${more2007}sha3-224`]: "sha3-224",
  [`${more2007}sha3-256`]: "sha3-256",
  [`${more2007}sha3-384`]: "sha3-384",
  [`${more2007}sha3-512`]: "sha3-512",
};

const saltLengths = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const;

const pss = (digest: keyof typeof saltLengths): SignatureScheme => ({
  kind: "pss",
  digest,
  maskDigest: digest,
  saltLength: saltLengths[digest],
});
const rsa = (digest: DigestName): SignatureScheme => ({ kind: "rsa", digest });
// RFC 9231 §2.3.6: r and s side by side, not as DER.
const ecdsa = (digest: DigestName): SignatureScheme => ({ kind: "ecdsa-plain", digest });

const schemes: Readonly<Record<string, SignatureScheme>> = {
  [`${dsig}rsa-sha1`]: rsa("sha1"),
  [`${more}rsa-md5`]: rsa("md5"),
  [`${more}rsa-ripemd160`]: rsa("ripemd160"),
  [`${more}rsa-sha224`]: rsa("sha224"),
  [`${more}rsa-sha256`]: rsa("sha256"),
  [`${more}rsa-sha384`]: rsa("sha384"),
  [`${more}rsa-sha512`]: rsa("sha512"),
  [`${more2007}sha1-rsa-MGF1`]: pss("sha1"),
  [`${more2007}sha224-rsa-MGF1`]: pss("sha224"),
  [`${more2007}sha256-rsa-MGF1`]: pss("sha256"),
  [`${more2007}sha384-rsa-MGF1`]: pss("sha384"),
  [`${more2007}sha512-rsa-MGF1`]: pss("sha512"),
  [`${more}ecdsa-sha1`]: ecdsa("sha1"),
  [`${more}ecdsa-sha224`]: ecdsa("sha224"),
  [`${more}ecdsa-sha256`]: ecdsa("sha256"),
  [`${more}ecdsa-sha384`]: ecdsa("sha384"),
  [`${more}ecdsa-sha512`]: ecdsa("sha512"),
  [`${more2021}ecdsa-sha3-256`]: ecdsa("sha3-256"),
  [`${more2021}ecdsa-sha3-384`]: ecdsa("sha3-384"),
  [`${more2021}ecdsa-sha3-512`]: ecdsa("sha3-512"),
  [`${more2021}eddsa-ed25519`]: { kind: "eddsa" },
  [`${more2021}eddsa-ed448`]: { kind: "eddsa" },
};

const plain = { exclusive: false, comments: false, version: "1.0", prefixes: [] } as const;
const methods: Readonly<Record<string, Canonicalization>> = {
  "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": plain,
  "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": { ...plain, comments: true },
  "http://www.w3.org/2006/12/xml-c14n11": { ...plain, version: "1.1" },
  "http://www.w3.org/2006/12/xml-c14n11#WithComments": { ...plain, version: "1.1", comments: true },
  "http://www.w3.org/2001/10/xml-exc-c14n#": { ...plain, exclusive: true },
  "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": { ...plain, exclusive: true, comments: true },
};

const from = <T>(table: Readonly<Record<string, T>>, uri: string): T | null =>
  Object.hasOwn(table, uri) ? (table[uri] ?? null) : null;

/** The digest that a URI of RFC 9231 names, or null: an unknown one is never replaced by a default. */
export const digestOfUri = (uri: string): DigestName | null => from(digests, uri);

/** The signature scheme that a URI names, or null. HMAC is left out: whoever verifies it could have made it. */
export const schemeOfUri = (uri: string): SignatureScheme | null => from(schemes, uri);

/** The canonicalization that a URI names, or null. */
export const methodOfUri = (uri: string): Canonicalization | null => from(methods, uri);
