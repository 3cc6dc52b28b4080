import { contentBytes } from "../../shared/signature/der/node.ts";
import { children, readWhole } from "../../shared/signature/der/read.ts";
import { algorithm, id, signedBy } from "./cms.ts";
import { bytes, generalized, int, octets, oid, seq, tlv, utf8 } from "./der.ts";
import { authority, type Holder, issue, stamping } from "./pki.ts";
import type { Served } from "./responder.ts";

// A timestamp authority of the tests' own: it reads what was asked and answers it, right or wrong as wished.

export const timestampRoot: Holder = issue({ name: "PROVA Radice marche", extensions: authority });
export const timestampAuthority: Holder = issue({
  name: "PROVA Marche temporali",
  issuer: timestampRoot,
  extensions: stamping(),
});

export type Asked = { readonly imprint: Uint8Array; readonly nonce: Uint8Array };

/** Imprint and nonce (content octets) of a TimeStampReq. */
export function askedIn(request: Uint8Array): Asked {
  const [, imprint, nonce] = children(readWhole(request));
  const hash = imprint === undefined ? undefined : children(imprint)[1];
  if (hash === undefined || nonce === undefined) throw new Error("not a question of ours");
  return { imprint: contentBytes(hash), nonce: contentBytes(nonce) };
}

export type TokenWish = { readonly time?: string; readonly holder?: Holder };

export function tokenOver(
  { imprint, nonce }: Asked,
  { time, holder = timestampAuthority }: TokenWish = {},
): Uint8Array {
  const over = seq(algorithm(id.sha256, null), octets(imprint));
  const at = generalized(time ?? "2025-12-24T09:00:05Z");
  const info = seq(int(1), oid("1.2.3.4"), over, int(7), at, seq(int(1)), tlv(0x02, nonce));
  return signedBy(info, { holder, contentType: id.tst }, { certificates: [holder.der, timestampRoot.der] });
}

export const granted = (token: Uint8Array): Uint8Array => seq(seq(int(0)), token);

/** Status 2, rejection, with a word for people and failInfo badAlg. */
export const rejection = (): Uint8Array =>
  seq(seq(int(2), seq(utf8("Richiesta non accettata")), tlv(0x03, bytes([7, 0x80]))));

/** Answers every question with a token made as wished. */
export const stampingAnswer =
  (wish: TokenWish = {}, changed: (asked: Asked) => Asked = (asked) => asked) =>
  (request: Served, response: { end: (body: Uint8Array) => void }): void => {
    response.end(granted(tokenOver(changed(askedIn(request.body)), wish)));
  };
