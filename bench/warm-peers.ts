import { createHash } from "node:crypto";
// biome-ignore lint/style/noRestrictedImports: a peer to be measured, used for nothing else
import forge from "node-forge";
import { ContentInfo, SignedData } from "pkijs";
import { verifyBytes } from "../shared/signature/index.ts";

/** One way to verify an envelope. Answers false for one that does not hold; may throw for what it cannot read. */
export interface Contestant {
  readonly name: string;
  readonly verify: (bytes: Uint8Array) => boolean | Promise<boolean>;
}

const at = new Date("2026-01-01T00:00:00Z");

const holds = (bytes: Uint8Array, sha256?: string): boolean => {
  const known = sha256 === undefined ? {} : { sha256 };
  return verifyBytes(bytes, { anchors: [], at, ...known }).signatures[0]?.integrity === "valid";
};

/** The full report, with the impronta of the envelope and of its content. */
export const ours: Contestant = { name: "visto", verify: (bytes) => holds(bytes) };

/** The same for a caller that has the impronta of the envelope already, as a store does that checks what it receives. */
export const oursKnown = (file: Uint8Array): Contestant => {
  const sha256 = createHash("sha256").update(file).digest("hex").toUpperCase();
  return { name: "visto, impronta known", verify: (bytes) => holds(bytes, sha256) };
};

export const bareHash: Contestant = {
  name: "bare SHA-256",
  verify: (bytes) => createHash("sha256").update(bytes).digest("hex").length === 64,
};

/** What pkijs offers: the message digest, the signed attributes and the signature value; no chain, as for the others. */
export const pkijs: Contestant = {
  name: "pkijs",
  async verify(bytes) {
    const info = ContentInfo.fromBER(Uint8Array.from(bytes).buffer);
    return await new SignedData({ schema: info.content }).verify({ signer: 0, checkChain: false });
  },
};

/** The digest and the RSA signature, taken apart by hand: node-forge has no verify of its own. */
export const nodeForge: Contestant = {
  name: "node-forge",
  verify(bytes) {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString("binary")));
    // The types of node-forge leave out what its own reader captures.
    const message = forge.pkcs7.messageFromAsn1(asn1) as unknown as {
      certificates: forge.pki.Certificate[];
      rawCapture: {
        content: { value: { value: string | { value: string }[] }[] };
        signature: string;
        authenticatedAttributes: forge.asn1.Asn1[];
      };
    };
    const { content, signature, authenticatedAttributes } = message.rawCapture;
    const value = content.value[0]?.value ?? "";
    const octets = typeof value === "string" ? value : value.map((piece) => piece.value).join("");
    const digest = forge.md.sha256.create().update(octets).digest().getBytes();
    const set = forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.SET, true, authenticatedAttributes);
    const encoded = forge.asn1.toDer(set).getBytes();
    const key = message.certificates[0]?.publicKey as forge.pki.rsa.PublicKey;
    const signed = forge.md.sha256.create().update(encoded);
    return encoded.includes(digest) && key.verify(signed.digest().getBytes(), signature);
  },
};
