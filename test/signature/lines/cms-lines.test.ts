import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import * as cms from "../../support/cms.ts";
import { bytes, explicit, int, octets, oid, seq, set, sorted, tlv } from "../../support/der.ts";
import { issue, keyId, nameOf } from "../../support/pki.ts";
import { answer, bruno, carla, content, judged, notes, root } from "./verify-made.ts";

// The negative suite of the CMS envelope, a line each: none of these files may be called valid and unmodified.

const usual = cms.usualAttributes(content, bruno);
const by = (wish: Partial<cms.SignerWish>, more: Partial<cms.EnvelopeWish> = {}) =>
  cms.signedBy(content, { holder: bruno, ...wish }, more);
const good = by({});

it("the honest envelope that all of these spoil is valid", () => {
  expect(answer(good)).toBe("valid valid -");
});

describe("signed attributes", () => {
  it("line 43: signed attributes offered as content, under a signature without attributes, are refused", () => {
    const stolen = set(...sorted(usual));
    const file = cms.signedBy(stolen, { holder: bruno, attributes: null });
    expect(answer(file)).toBe("invalid invalid SIG_CONSTRAINTS_FAILURE CONTENT_IS_ATTRIBUTES");
  });

  it("line 44: a content type attribute that differs from the content's type is refused", () => {
    const file = by({ attributes: [cms.contentType("1.2.3"), ...usual.slice(1)] });
    expect(answer(file)).toBe("invalid invalid SIG_CONSTRAINTS_FAILURE CONTENT_TYPE_DIFFERS");
  });

  it("line 45: a message digest that is missing, repeated or has two values is refused", () => {
    const [type = content, digest = content, ess = content] = usual;
    const value = octets(cms.hash(cms.id.sha256, content));
    const two = cms.attribute("1.2.840.113549.1.9.4", value, octets(new Uint8Array(32)));
    expect(answer(by({ attributes: [type, ess] }))).toMatch(/^invalid invalid .*MESSAGE_DIGEST_MISSING/);
    expect(answer(by({ attributes: [type, ess, two] }))).toMatch(/^invalid invalid .*ATTRIBUTE_DUPLICATED/);
    expect(answer(by({ attributes: [...usual, digest] }))).toMatch(/^invalid invalid .*ATTRIBUTE_DUPLICATED/);
  });

  it("line 46: a signed attribute that occurs twice is refused", () => {
    const times = [cms.signingTime("2025-06-01T00:00:00Z"), cms.signingTime("2025-06-02T00:00:00Z")];
    expect(answer(by({ attributes: [...usual, ...times] }))).toMatch(/^invalid invalid .*ATTRIBUTE_DUPLICATED/);
  });

  it("line 47: no signed attributes over a type that is not plain data are refused", () => {
    expect(answer(by({ attributes: null, contentType: "1.2.3" }))).toMatch(/^invalid invalid .*ATTRIBUTES_MISSING/);
  });

  it("line 48: a signature over the stored order of unsorted attributes is refused, one over the DER order holds", () => {
    const stored = [...sorted(usual)].reverse();
    const info = (signed: Uint8Array): Uint8Array => {
      const made = cms.signerInfo(content, { holder: bruno, signed });
      const right = explicit(0, ...sorted(usual));
      return Buffer.from(
        Buffer.from(made)
          .toString("hex")
          .replace(Buffer.from(right).toString("hex"), Buffer.from(explicit(0, ...stored)).toString("hex")),
        "hex",
      );
    };
    const file = (signed: Uint8Array) => cms.envelope({ content, certificates: [bruno.der], infos: [info(signed)] });
    expect(answer(file(set(...stored)))).toMatch(/^invalid invalid SIG_CRYPTO_FAILURE SIGNED_OVER_UNSORTED_ATTRIBUTES/);
    expect(answer(file(set(...sorted(usual))))).toBe("valid valid -");
    expect(notes(file(set(...sorted(usual))))).toContain("ATTRIBUTES_STORED_UNSORTED");
  });

  it("line 48: a SET inside an attribute is signed in DER order too", () => {
    const label = (...members: Uint8Array[]) => cms.attribute("1.2.840.113549.1.9.16.2.2", tlv(0x31, ...members));
    const text = tlv(0x13, new TextEncoder().encode("PROVA"));
    // The tag of a SET (17) comes before that of a PrintableString (19) although its octet (0x31) does not.
    expect(answer(by({ attributes: [...usual, label(text, set(int(1)))] }))).toMatch(/^invalid invalid SIG_CRYPTO/);
    expect(answer(by({ attributes: [...usual, label(set(int(1)), text)] }))).toBe("valid valid -");
  });

  it("line 49: a signature over attributes with padded lengths is refused", () => {
    const [type = content, digest = content, ess = content] = usual;
    const padded = bytes([0x30, 0x81, digest.length - 2], digest.subarray(2));
    const attributes = [type, padded, ess];
    expect(answer(by({ attributes }))).toMatch(/^invalid invalid SIG_CRYPTO_FAILURE SIGNATURE_VALUE_WRONG/);
  });
});

describe("certificates", () => {
  it("line 50: a signed certificate reference that does not fit leaves the signature open", () => {
    const attributes = (reference: Uint8Array) => [...usual.slice(0, 2), reference];
    const differs = /^undetermined valid NO_SIGNING_CERTIFICATE_FOUND SIGNING_CERTIFICATE_DIFFERS/;
    expect(answer(by({ attributes: attributes(cms.ess2(carla.der)) }))).toMatch(differs);
    const serial = cms.issuerSerial(root.name, bruno.serial + 1);
    expect(answer(by({ attributes: attributes(cms.ess2(bruno.der, serial)) }))).toMatch(differs);
    const issuer = cms.issuerSerial(nameOf("Un'altra autorita"), bruno.serial);
    expect(answer(by({ attributes: attributes(cms.ess2(bruno.der, issuer)) }))).toMatch(differs);
    const right = cms.issuerSerial(root.name, bruno.serial);
    expect(answer(by({ attributes: attributes(cms.ess2(bruno.der, right)) }))).toBe("valid valid -");
    expect(answer(by({ attributes: attributes(cms.ess1(bruno.der)) }))).toBe("valid valid -");
    const two = [...usual, cms.ess2(carla.der)];
    expect(answer(by({ attributes: two }))).toMatch(/^invalid invalid .*ATTRIBUTE_DUPLICATED/);
  });

  it("line 51: a certificate put in the place of the signer's is not believed", () => {
    const sameKey = issue({ name: "Adele Prova", issuer: root, key: bruno.key, serial: bruno.serial });
    const otherKey = issue({ name: "Adele Prova", issuer: root, serial: bruno.serial });
    expect(answer(by({}, { certificates: [sameKey.der] }))).toMatch(/^undetermined .*SIGNING_CERTIFICATE_DIFFERS/);
    expect(answer(by({}, { certificates: [otherKey.der] }))).toMatch(/^invalid invalid .*SIGNATURE_VALUE_WRONG/);
  });

  it("line 52: a signer whose certificate is missing or is not named by one key identifier stays open", () => {
    expect(answer(by({}, { certificates: [carla.der] }))).toMatch(/^undetermined .*SIGNER_CERTIFICATE_MISSING/);
    const id = Uint8Array.from({ length: 20 }, (_, at) => at);
    const one = issue({ name: "Adele Prova", issuer: root, extensions: [keyId(id)] });
    const two = issue({ name: "Carla Modello", issuer: root, extensions: [keyId(id)] });
    const attributes = usual.slice(0, 2);
    const file = cms.signedBy(
      content,
      { holder: one, sid: tlv(0x80, id), attributes },
      { certificates: [one.der, two.der] },
    );
    expect(answer(file)).toMatch(/^undetermined undetermined NO_SIGNING.*SIGNER_CERTIFICATE_AMBIGUOUS/);
  });
});

describe("several signatures", () => {
  it("line 60: bytes after an envelope, also after a nested one, are told", () => {
    const file = bytes(good, new TextEncoder().encode("in coda"));
    expect(notes(file)).toContain("TRAILING_BYTES");
    const nested = cms.signedBy(file, { holder: carla });
    const inner = judged(nested).content?.signatures[0]?.reasons.map(({ code }) => code);
    expect(inner).toContain("TRAILING_BYTES");
  });

  it("line 61: an envelope without signers is not a signed file", () => {
    expect(answer(by({}, { infos: [] }))).toBe("undetermined NO_SIGNERS");
  });

  it("line 62: ten envelopes in one another are opened, and one bad among them makes the file bad", () => {
    const wrap = (inner: Uint8Array, times: number): Uint8Array =>
      times === 0 ? inner : wrap(cms.signedBy(inner, { holder: bruno }), times - 1);
    const levels = (report: { readonly content: unknown } | null, count = 0): number =>
      report === null ? count : levels(report.content as { content: unknown } | null, count + 1);
    expect(judged(wrap(content, 9)).verdict).toBe("valid");
    expect(levels(judged(wrap(content, 9)))).toBe(10);
    expect(judged(wrap(content, 11)).error?.code).toBe("NESTED_TOO_DEEP");
    const broken = by({ attributes: [cms.contentType(), cms.messageDigest(new Uint8Array([1])), ...usual.slice(2)] });
    expect(judged(wrap(broken, 8)).verdict).toBe("invalid");
    const outside = cms.signedBy(good, { holder: carla, attributes: [cms.contentType(), cms.messageDigest(content)] });
    expect(judged(outside).verdict).toBe("invalid");
    expect(judged(outside).content?.signatures[0]?.integrity).toBe("valid");
  });

  it("line 62: an archive inside an envelope is named and not taken for signed content of its own", () => {
    const zip = bytes(new TextEncoder().encode("PK\u0003\u0004"), new Uint8Array(60), good);
    expect(judged(cms.signedBy(zip, { holder: bruno })).content).toMatchObject({ format: "zip", signatures: [] });
  });

  it("line 63: a counter-signature over another signature's value is invalid, an honest one is reported", () => {
    const counter = (over: Uint8Array) => {
      const attributes = [cms.messageDigest(over), cms.ess2(carla.der)];
      return cms.attribute(cms.id.counterSignature, cms.signerInfo(over, { holder: carla, attributes }));
    };
    const certificates = [bruno.der, carla.der];
    const honest = judged(by({ unsigned: (value) => [counter(value)] }, { certificates }));
    expect(honest.verdict).toBe("valid");
    expect(honest.signatures[0]?.counterSignatures).toMatchObject([{ indication: "TOTAL_PASSED", kind: "cades" }]);
    const moved = judged(by({ unsigned: () => [counter(new Uint8Array(70))] }, { certificates }));
    expect(moved.signatures[0]?.counterSignatures[0]?.subIndication).toBe("HASH_FAILURE");
    expect(moved.verdict).toBe("invalid");
  });

  it("line 64: one invalid signer among several makes the file invalid", () => {
    const bad = cms.signerInfo(content, { holder: carla, signed: new Uint8Array([1]) });
    const infos = [cms.signerInfo(content, { holder: bruno }), bad];
    const report = judged(cms.envelope({ content, certificates: [bruno.der, carla.der], infos }));
    expect(report.signatures.map(({ integrity }) => integrity)).toEqual(["valid", "invalid"]);
    expect(report.verdict).toBe("invalid");
  });

  it("line 68: attached content and another content offered with it is a conflict", () => {
    expect(answer(good, { detachedContent: new Uint8Array([1]) })).toMatch(/^invalid invalid .*CONTENT_CONFLICT/);
  });
});

describe("bytes that are no envelope", () => {
  it("line 65: an arc that overflows into a trusted identifier is not read as one", () => {
    // 2^64 + 1 in the place of an arc that ends in 1: readers of 64 bits see a digest they know.
    const overflow = tlv(
      0x06,
      bytes([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02], new Array(20).fill(0x82), [0x01]),
    );
    const info = Buffer.from(good)
      .toString("hex")
      .replaceAll(Buffer.from(oid(cms.id.sha256)).toString("hex"), Buffer.from(overflow).toString("hex"));
    expect(judged(Buffer.from(info, "hex")).verdict).not.toBe("valid");
    expect(answer(by({ digest: "2.16.840.1.101.3.4.2.99" }))).toMatch(/^undetermined .*DIGEST_ALGORITHM_UNKNOWN/);
  });

  it("line 66: nesting without end, lengths of gigabytes, endless elements and missing ends are malformed, quickly", () => {
    const head = bytes([0x30, 0x80], oid("1.2.840.113549.1.7.2"), [0xa0, 0x80]);
    const deep = bytes(head, new Array(200_000).fill([0x30, 0x80]).flat());
    const huge = bytes(
      [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff],
      oid("1.2.840.113549.1.7.2"),
      [0xa0, 0x84, 0x7f, 0xff, 0xff, 0xf0],
    );
    const many = seq(
      oid("1.2.840.113549.1.7.2"),
      explicit(
        0,
        seq(
          int(1),
          new Uint8Array(2_000_000).fill(5).map((_, at) => (at % 2 === 0 ? 5 : 0)),
        ),
      ),
    );
    const open = bytes([0x30, 0x80], good.subarray(4, good.length));
    for (const file of [deep, huge, many, open]) {
      expect(judged(file)).toMatchObject({ verdict: "undetermined", signatures: [], error: { code: "MALFORMED" } });
    }
  });

  it("line 67: a SEQUENCE where a SET belongs is not read as one", () => {
    const at = Buffer.from(good).lastIndexOf(
      Buffer.from(set(cms.signerInfo(content, { holder: bruno })).subarray(0, 1)),
    );
    expect(at).toBeGreaterThan(0);
    const info = cms.signerInfo(content, { holder: bruno });
    const data = seq(
      int(1),
      set(cms.algorithm(cms.id.sha256, null)),
      seq(oid(cms.id.data), explicit(0, octets(content))),
      explicit(0, bruno.der),
      seq(info),
    );
    expect(judged(seq(oid("1.2.840.113549.1.7.2"), explicit(0, data))).error?.code).toBe("MALFORMED");
    const twoContents = seq(oid(cms.id.data), explicit(0, octets(content), octets(new Uint8Array([1]))));
    const two = seq(int(1), set(cms.algorithm(cms.id.sha256, null)), twoContents, explicit(0, bruno.der), set(info));
    expect(judged(seq(oid("1.2.840.113549.1.7.2"), explicit(0, two))).error?.code).toBe("MALFORMED");
  });

  it("line 69: two PEM blocks, base64 with junk and base64 that breaks off are not read", () => {
    const text = Buffer.from(good).toString("base64");
    const block = `-----BEGIN PKCS7-----\n${text}\n-----END PKCS7-----\n`;
    const read = (file: string) => judged(new Uint8Array(Buffer.from(file, "latin1")));
    expect(read(block).verdict).toBe("valid");
    const junk = `${text.slice(0, 400)}§§${text.slice(400)}`;
    for (const file of [block + block, junk, `${text.slice(0, 401)}`, `${text}====`, block.replace("-----END", "")]) {
      expect(read(file)).toMatchObject({ format: "p7m", verdict: "undetermined", error: { code: "MALFORMED" } });
    }
  });

  it("line 69: the name of a file is not believed, whatever its letters", () => {
    const named = judged(good, { fileName: "delibera n\u00b0 5 \u0096 citt\u00e0.pdf.p7m" });
    expect(named).toMatchObject({ file: "delibera n\u00b0 5 \u0096 citt\u00e0.pdf.p7m", verdict: "valid" });
    expect(named.content?.format).toBe("text");
  });
});
