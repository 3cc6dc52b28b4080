import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { bits, bytes, explicit, generalized, int, octets, oid, seq, set, tlv, utf8 } from "./der.ts";
import { ecKey, type Holder } from "./pki.ts";

// Certificates of fictitious people and providers as Italian ones are written: TINIT- and IT: codes, QcStatements.

const ecdsaWithSha256 = seq(oid("1.2.840.10045.4.3.2"));
const yes = tlv(0x01, Uint8Array.from([0xff]));

export const subjectOid = {
  commonName: "2.5.4.3",
  serialNumber: "2.5.4.5",
  country: "2.5.4.6",
  organization: "2.5.4.10",
  dnQualifier: "2.5.4.46",
} as const;

export interface CertificateWish {
  /** Attributes in their order; a text alone is a common name. */
  readonly subject: string | readonly (readonly [oid: keyof typeof subjectOid, text: string])[];
  readonly issuer?: Holder;
  readonly key?: KeyObject;
  readonly serial?: number;
  readonly from?: string;
  readonly to?: string;
  readonly isAuthority?: boolean;
  readonly isTimestamper?: boolean;
  /** QcStatements: it says it is qualified, for what, and that its key is in a device. */
  readonly qualified?: { readonly device?: boolean; readonly type?: "esign" | "eseal" | "web" } | null;
  readonly policies?: readonly string[];
}

const types = { esign: "0.4.0.1862.1.6.1", eseal: "0.4.0.1862.1.6.2", web: "0.4.0.1862.1.6.3" } as const;

const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  seq(oid(id), ...(critical ? [yes] : []), octets(value));

function extensionsOf(wish: CertificateWish): Uint8Array[] {
  const found: Uint8Array[] = [];
  if (wish.isAuthority) {
    found.push(extension("2.5.29.19", true, seq(yes)));
    found.push(extension("2.5.29.15", true, tlv(0x03, Uint8Array.from([1, 0x06]))));
  } else if (wish.isTimestamper) {
    found.push(extension("2.5.29.15", true, tlv(0x03, Uint8Array.from([7, 0x80]))));
    found.push(extension("2.5.29.37", true, seq(oid("1.3.6.1.5.5.7.3.8"))));
  } else {
    found.push(extension("2.5.29.15", true, tlv(0x03, Uint8Array.from([6, 0x40]))));
  }
  if (wish.qualified) {
    const { device = true, type = "esign" } = wish.qualified;
    const statements = [
      seq(oid("0.4.0.1862.1.1")),
      ...(device ? [seq(oid("0.4.0.1862.1.4"))] : []),
      seq(oid("0.4.0.1862.1.6"), seq(oid(types[type]))),
    ];
    found.push(extension("1.3.6.1.5.5.7.1.3", false, seq(...statements)));
  }
  const { policies = [] } = wish;
  if (policies.length > 0) found.push(extension("2.5.29.32", false, seq(...policies.map((id) => seq(oid(id))))));
  return found;
}

let nextSerial = 5000;

/** A certificate as wished, under an EC key; signed by itself where no issuer is given. */
export function qualifiedCertificate(wish: CertificateWish): Holder {
  const key = wish.key ?? ecKey();
  const parts = typeof wish.subject === "string" ? ([["commonName", wish.subject]] as const) : wish.subject;
  const name = seq(...parts.map(([id, text]) => set(seq(oid(subjectOid[id]), utf8(text)))));
  const serial = wish.serial ?? nextSerial++;
  const tbs = seq(
    explicit(0, int(2)),
    int(serial),
    ecdsaWithSha256,
    wish.issuer?.name ?? name,
    seq(generalized(wish.from ?? "2018-01-01T00:00:00Z"), generalized(wish.to ?? "2050-01-01T00:00:00Z")),
    name,
    bytes(createPublicKey(key).export({ format: "der", type: "spki" })),
    explicit(3, seq(...extensionsOf(wish))),
  );
  const signature = bits(bytes(sign("sha256", tbs, wish.issuer?.key ?? key)));
  return { der: seq(tbs, ecdsaWithSha256, signature), key, name, serial };
}
