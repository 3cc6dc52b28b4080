import { constants, createPublicKey, type KeyObject, privateEncrypt, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as cms from "../../support/cms.ts";
import { bytes, explicit, int, nul, octets, oid, seq } from "../../support/der.ts";
import { ecKey, edKey, issue, rsaKey, sha256WithRsa } from "../../support/pki.ts";
import { answer, bruno, content, judged, notes, root } from "./verify-made.ts";

// The negative suite of algorithms and signature values, a line each.

const rsa = issue({ name: "Adele Prova", issuer: root, key: rsaKey() });
const wrongValue = /^invalid invalid SIG_CRYPTO_FAILURE SIGNATURE_VALUE_WRONG/;

/** A signature whose block is chosen octet by octet, as a faulty or dishonest signer would make it. */
const raw = (block: (hash: Uint8Array, size: number) => Uint8Array) => (data: Uint8Array, key: KeyObject) => {
  const size = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const encoded = block(cms.hash(cms.id.sha256, data), size);
  return bytes(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded));
};

const info = (hash: Uint8Array, algorithm = cms.algorithm(cms.id.sha256)): Uint8Array => seq(algorithm, octets(hash));
const padded = (encoded: Uint8Array, size: number): Uint8Array =>
  bytes([0, 1], new Uint8Array(size - encoded.length - 3).fill(0xff), [0], encoded);

describe("algorithms", () => {
  it("line 53: a digest algorithm other than the signature's is refused", () => {
    const attributes = [cms.contentType(), cms.messageDigest(content, "sha512"), cms.ess2(bruno.der)];
    const file = cms.signedBy(content, { holder: bruno, digest: "2.16.840.1.101.3.4.2.3", attributes });
    expect(answer(file)).toMatch(/^invalid invalid SIG_CRYPTO_FAILURE ALGORITHMS_DISAGREE/);
  });

  it("line 53: algorithms other than those that the signer protected are refused", () => {
    const protection = (digest: string) => {
      const algorithm = cms.algorithm("1.2.840.10045.4.3.2", null);
      return cms.attribute(cms.id.protection, seq(cms.algorithm(digest, null), cms.withTag(0xa1, algorithm)));
    };
    const by = (digest: string) =>
      cms.signedBy(content, {
        holder: bruno,
        attributes: [...cms.usualAttributes(content, bruno), protection(digest)],
      });
    expect(answer(by(cms.id.sha256))).toBe("valid valid -");
    expect(answer(by("2.16.840.1.101.3.4.2.3"))).toMatch(/^invalid invalid .*ALGORITHM_PROTECTION_DIFFERS/);
  });

  it("line 54: PSS fails with another salt and with a mask other than the one it states", () => {
    const parameters = (mask: string, salt: number) => {
      const digest = cms.algorithm(cms.id.sha256);
      const mgf = seq(oid("1.2.840.113549.1.1.8"), cms.algorithm(mask));
      return seq(explicit(0, digest), explicit(1, mgf), explicit(2, int(salt)));
    };
    const pss = (stated: Uint8Array | null, saltLength = 32) =>
      cms.signedBy(content, {
        holder: rsa,
        signatureAlgorithm: cms.algorithm("1.2.840.113549.1.1.10", stated),
        sign: (data, key) => bytes(sign("sha256", data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })),
      });
    expect(answer(pss(parameters(cms.id.sha256, 32)))).toBe("valid valid -");
    expect(answer(pss(parameters(cms.id.sha256, 20)))).toMatch(wrongValue);
    // The signer masked with SHA-256 and says SHA-1: checked with the mask that is stated, it cannot hold.
    expect(answer(pss(parameters(cms.id.sha1, 32)))).toMatch(wrongValue);
  });

  it("line 54: PSS holds with a mask digest other than its own where that is what it states, and with no other", () => {
    const made = (stated: string, used: string) =>
      cms.signedBy(content, {
        holder: rsa,
        signatureAlgorithm: cms.algorithm(
          "1.2.840.113549.1.1.10",
          seq(
            explicit(0, cms.algorithm(cms.id.sha256)),
            explicit(1, seq(oid("1.2.840.113549.1.1.8"), cms.algorithm(stated))),
            explicit(2, int(32)),
          ),
        ),
        sign: raw((hash, size) => pssBlock(hash, size, used)),
      });
    expect(answer(made(cms.id.sha1, cms.id.sha1))).toBe("valid valid -");
    expect(answer(made("2.16.840.1.101.3.4.2.3", "sha512"))).toBe("valid valid -");
    expect(answer(made(cms.id.sha256, cms.id.sha256))).toBe("valid valid -");
    expect(answer(made("2.16.840.1.101.3.4.2.3", cms.id.sha1))).toMatch(wrongValue);
    expect(answer(made(cms.id.sha256, cms.id.sha1))).toMatch(wrongValue);
  });

  it("line 54: PSS without parameters is read with the defaults of RFC 4055, SHA-1 and a salt of 20 octets", () => {
    const bare = (digest: "sha1" | "sha256", saltLength: number) =>
      cms.signedBy(content, {
        holder: rsa,
        digest: cms.id[digest],
        attributes: [cms.contentType(), cms.messageDigest(content, cms.id[digest]), cms.ess2(rsa.der)],
        signatureAlgorithm: cms.algorithm("1.2.840.113549.1.1.10", null),
        sign: (data, key) => bytes(sign(digest, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })),
      });
    expect(answer(bare("sha1", 20))).toMatch(/^undetermined valid CRYPTO_CONSTRAINTS_FAILURE_NO_POE DIGEST_WEAK$/);
    expect(judged(bare("sha1", 20)).signatures[0]?.algorithm).toBe("RSA-PSS-SHA1");
    expect(answer(bare("sha1", 32))).toMatch(wrongValue);
    expect(answer(bare("sha256", 32))).toMatch(/^invalid invalid SIG_CRYPTO_FAILURE ALGORITHMS_DISAGREE/);
  });

  it("line 55: forged RSA values with exponent 3, garbage after DigestInfo and short padding are refused", () => {
    const three = issue({ name: "Carla Modello", issuer: root, key: rsaKey(2048, 3) });
    const forge = (data: Uint8Array) =>
      cubeRootOf(bytes([0, 1], new Uint8Array(8).fill(0xff), [0], info(cms.hash(cms.id.sha256, data))), 256);
    expect(answer(cms.signedBy(content, { holder: three, sign: forge, signatureAlgorithm: sha256WithRsa }))).toMatch(
      wrongValue,
    );
    const garbage = raw((hash, size) => {
      const short = bytes([0, 1], new Uint8Array(8).fill(0xff), [0], info(hash));
      return bytes(short, new Uint8Array(size - short.length).fill(0x41));
    });
    const short = raw((hash, size) => {
      const encoded = info(hash);
      return bytes(new Uint8Array(size - encoded.length - 7), [0, 1, 0xff, 0xff, 0xff, 0xff, 0], encoded);
    });
    for (const way of [garbage, short])
      expect(answer(cms.signedBy(content, { holder: rsa, sign: way }))).toMatch(wrongValue);
  });

  it("line 56: DigestInfo without NULL holds with a remark on who refuses it, with a field too many it does not", () => {
    const without = raw((hash, size) => padded(info(hash, cms.algorithm(cms.id.sha256, null)), size));
    const extra = raw((hash, size) => padded(info(hash, seq(oid(cms.id.sha256), nul, nul)), size));
    const file = cms.signedBy(content, { holder: rsa, sign: without });
    expect(answer(file)).toBe("valid valid -");
    expect(notes(file)).toContain("DIGEST_INFO_WITHOUT_NULL");
    expect(judged(file).disagreements).toMatchObject([{ with: "openssl", code: "DIGEST_INFO_WITHOUT_NULL" }]);
    expect(answer(cms.signedBy(content, { holder: rsa, sign: extra }))).toMatch(wrongValue);
  });

  it("line 57: ECDSA values of zero or beyond the order, and keys of another curve or with parameters, are refused", () => {
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const value = (r: bigint, s: bigint) => () => seq(int(r), int(s));
    for (const [r, s] of [
      [0n, 1n],
      [1n, 0n],
      [order, 1n],
      [1n, order],
      [order + 1n, order + 1n],
    ] as const) {
      expect(answer(cms.signedBy(content, { holder: bruno, sign: value(r, s) }))).toMatch(
        /^(invalid invalid|undetermined undetermined)/,
      );
    }
    const other = issue({ name: "Adele Prova", issuer: root, key: ecKey("P-384") });
    const wrong = cms.signedBy(
      content,
      { holder: bruno },
      { infos: [cms.signerInfo(content, { holder: other, sid: cms.sidOf(bruno.der) })] },
    );
    expect(judged(wrong).verdict).toBe("invalid");
    const named = cms.signedBy(content, { holder: bruno, signatureAlgorithm: cms.algorithm("1.2.840.113549.1.1.11") });
    expect(answer(named)).toMatch(wrongValue);
  });

  it("line 58: an Ed25519 value with S beyond the order of the group is refused", () => {
    const carla = issue({ name: "Carla Modello", issuer: root, key: edKey() });
    const digest = "2.16.840.1.101.3.4.2.3";
    const attributes = [cms.contentType(), cms.messageDigest(content, "sha512"), cms.ess2(carla.der)];
    const base = { holder: carla, attributes, digest };
    expect(answer(cms.signedBy(content, base))).toBe("valid valid -");
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const raised = (data: Uint8Array, key: KeyObject) => {
      const made = bytes(sign(null, data, key));
      const s = littleEndian(made.subarray(32)) + order;
      return bytes(
        made.subarray(0, 32),
        Array.from({ length: 32 }, (_, at) => Number((s >> BigInt(8 * at)) & 0xffn)),
      );
    };
    expect(answer(cms.signedBy(content, { ...base, sign: raised }))).toMatch(wrongValue);
  });
});

/** EMSA-PSS (RFC 8017 §9.1.1) over a SHA-256 digest, masked with the digest named: what node:crypto cannot make. */
function pssBlock(hash: Uint8Array, size: number, mask: string): Uint8Array {
  const salt = new Uint8Array(32).fill(0x5a);
  const seed = cms.hash(cms.id.sha256, new Uint8Array(8), hash, salt);
  const data = bytes(new Uint8Array(size - salt.length - seed.length - 2), [1], salt);
  const stream: number[] = [];
  for (let counter = 0; stream.length < data.length; counter++) {
    stream.push(...cms.hash(mask, seed, Uint8Array.of(0, 0, 0, counter)));
  }
  const masked = data.map((octet, at) => octet ^ (stream[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return bytes(masked, seed, [0xbc]);
}

const littleEndian = (octets: Uint8Array): bigint => octets.reduceRight((sum, octet) => sum * 256n + BigInt(octet), 0n);

/** The integer whose cube begins with these octets: Bleichenbacher's forgery of 2006 for readers that ignore the rest. */
function cubeRootOf(prefix: Uint8Array, size: number): Uint8Array {
  const target = prefix.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n) << BigInt(8 * (size - prefix.length));
  const limit = target + (1n << BigInt(8 * (size - prefix.length))) - 1n;
  let [low, high] = [0n, 1n << BigInt(Math.ceil((8 * size) / 3) + 1)];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** 3n <= limit) low = middle;
    else high = middle - 1n;
  }
  const hex = low.toString(16).padStart(2 * size, "0");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

it("the certificate of the forgery really has exponent 3", () => {
  expect(createPublicKey(rsaKey(2048, 3)).asymmetricKeyDetails?.publicExponent).toBe(3n);
});
