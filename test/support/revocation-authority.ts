import { sign } from "node:crypto";
import { contentBytes, rawBytes } from "../../shared/signature/der/node.ts";
import { children, readWhole } from "../../shared/signature/der/read.ts";
import { bits, bytes, explicit, generalized, int, octets, oid, seq, tlv } from "./der.ts";
import { authority, type Holder, issue } from "./pki.ts";
import type { Served } from "./responder.ts";

// A certification authority of the tests' own that publishes: a CRL, and OCSP answers to whatever is asked.

const ecdsaWithSha256 = seq(oid("1.2.840.10045.4.3.2"));
const extension = (id: string, value: Uint8Array): Uint8Array => seq(oid(id), octets(value));
const uri = (text: string): Uint8Array => tlv(0x86, new TextEncoder().encode(text));
const signed = (tbs: Uint8Array, { key }: Holder): Uint8Array =>
  seq(tbs, ecdsaWithSha256, bits(bytes(sign("sha256", tbs, key))));
const minutes = (n: number): string => `${new Date(Date.now() + n * 60_000).toISOString().slice(0, 19)}Z`;

export const publishingAuthority = (): Holder => issue({ name: "PROVA Autorità che pubblica", extensions: authority });

/** A signer whose certificate says where to ask: `/ca.crl` and, unless `crlOnly`, `/ocsp` of `base`. */
export function publishedSigner(issuer: Holder, base: string, crlOnly = false): Holder {
  const usage = seq(oid("2.5.29.15"), tlv(0x01, Uint8Array.of(0xff)), octets(tlv(0x03, Uint8Array.of(6, 0x40))));
  const crl = extension("2.5.29.31", seq(seq(explicit(0, explicit(0, uri(`${base}/ca.crl`))))));
  const ocsp = extension("1.3.6.1.5.5.7.1.1", seq(seq(oid("1.3.6.1.5.5.7.48.1"), uri(`${base}/ocsp`))));
  return issue({ name: "Ditta PROVA", issuer, extensions: [usage, crl, ...(crlOnly ? [] : [ocsp])] });
}

/** A list of a minute ago; `revoked` since then where wished. */
export function crlOf(issuer: Holder, revoked: readonly { readonly serial: number; readonly since: string }[] = []) {
  const entries = revoked.map(({ serial, since }) => seq(int(serial), generalized(since)));
  const list = entries.length === 0 ? [] : [seq(...entries)];
  const dates = [generalized(minutes(-1)), generalized(minutes(600))];
  return signed(seq(int(1), ecdsaWithSha256, issuer.name, ...dates, ...list), issuer);
}

/** Answers `good` about the one certificate that is asked about, with the question's nonce. */
export const ocspAnswer =
  (issuer: Holder) =>
  (request: Served, response: { end: (body: Uint8Array) => void }): void => {
    const [tbs] = children(readWhole(request.body));
    const parts = tbs === undefined ? [] : children(tbs);
    const requests = parts.find(({ tag }) => tag === 0x30);
    const [one] = requests === undefined ? [] : children(requests);
    const [certId] = one === undefined ? [] : children(one);
    if (certId === undefined) throw new Error("not a question of ours");
    const asked = parts.find(({ tag }) => tag === 0xa2);
    const extensions = asked === undefined ? [] : [explicit(1, contentBytes(asked))];
    const good = seq(
      rawBytes(certId),
      tlv(0x80, new Uint8Array()),
      generalized(minutes(-1)),
      explicit(0, generalized(minutes(60))),
    );
    const data = seq(explicit(1, issuer.name), generalized(minutes(-1)), seq(good), ...extensions);
    const basic = signed(data, issuer);
    response.end(seq(tlv(0x0a, Uint8Array.of(0)), explicit(0, seq(oid("1.3.6.1.5.5.7.48.1.1"), octets(basic)))));
  };
