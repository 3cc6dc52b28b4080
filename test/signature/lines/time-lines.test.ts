import { sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as cms from "../../support/cms.ts";
import { bytes, explicit, octets, oid, seq, sorted } from "../../support/der.ts";
import { issue, rsaKey, sha256WithRsa, stamping } from "../../support/pki.ts";
import { answer, bruno, carla, content, judged, root, stamper } from "./verify-made.ts";

// The negative suite of timestamps and of algorithms that time has overtaken, a line each.

const stamped = (time: string, over?: Uint8Array, by = stamper) =>
  cms.signedBy(content, {
    holder: bruno,
    unsigned: (value) => [cms.attribute(cms.id.signatureTimestamp, cms.token(over ?? value, by, time))],
  });

describe("an honest timestamp", () => {
  it("proves when the signature existed and raises it to level T", () => {
    const [signature] = judged(stamped("2025-06-01T10:00:00Z")).signatures;
    expect(signature).toMatchObject({ indication: "TOTAL_PASSED", level: "T" });
    expect(signature?.signingTime.proved).toBe("2025-06-01T10:00:00.000Z");
    expect(signature?.timestamps).toMatchObject([{ purpose: "signature", indication: "TOTAL_PASSED" }]);
  });

  it("keeps a signature valid after its certificate has expired, and only a trusted one does", () => {
    const short = issue({ name: "Adele Prova", issuer: root, to: "2025-06-30T00:00:00Z" });
    const token = (value: Uint8Array, by = stamper) =>
      cms.attribute(cms.id.signatureTimestamp, cms.token(value, by, "2025-06-01T00:00:00Z"));
    const file = cms.signedBy(content, { holder: short, unsigned: (value) => [token(value)] });
    expect(answer(file)).toBe("valid valid -");
    expect(judged(cms.signedBy(content, { holder: short })).verdict).not.toBe("valid");
    const nobody = issue({ name: "PROVA - Nessuno", extensions: stamping() });
    const untrusted = judged(cms.signedBy(content, { holder: short, unsigned: (value) => [token(value, nobody)] }));
    expect(untrusted.verdict).not.toBe("valid");
    expect(untrusted.signatures[0]?.signingTime.proved).toBeNull();
  });

  it("over the archive is compared with everything it covers", () => {
    const archived = (spoil: boolean) => {
      const index = seq(seq(octets(cms.hash(cms.id.sha256, bruno.der))), seq(), seq());
      const attributes = sorted(cms.usualAttributes(content, bruno));
      const unsigned = (value: Uint8Array) => {
        const fields = [
          bytes([2, 1, 1]),
          cms.sidOf(bruno.der),
          cms.algorithm(cms.id.sha256, null),
          explicit(0, ...attributes),
        ];
        const covered = bytes(
          oid(cms.id.data),
          cms.hash(cms.id.sha256, content),
          ...fields,
          cms.algorithm("1.2.840.10045.4.3.2", null),
          octets(value),
          index,
        );
        const kept = [cms.attribute(cms.id.hashIndex, index)];
        const archive = cms.token(spoil ? content : covered, stamper, "2025-06-02T00:00:00Z", kept);
        return [
          cms.attribute(cms.id.signatureTimestamp, cms.token(value, stamper, "2025-06-01T00:00:00Z")),
          cms.attribute(cms.id.archiveTimestamp, archive),
        ];
      };
      return judged(cms.signedBy(content, { holder: bruno, unsigned })).signatures[0];
    };
    expect(archived(false)?.timestamps[1]).toMatchObject({ purpose: "archive", indication: "TOTAL_PASSED" });
    expect(archived(true)?.timestamps[1]).toMatchObject({ subIndication: "HASH_FAILURE" });
    expect(archived(true)?.indication).toBe("INDETERMINATE");
  });
});

describe("timestamps that prove nothing", () => {
  it("line 77: a timestamp over other data leaves the signature open and proves no time", () => {
    const file = stamped("2025-06-01T10:00:00Z", content);
    expect(answer(file)).toMatch(/^undetermined valid SIG_CONSTRAINTS_FAILURE SIGNATURE_TIMESTAMP_BROKEN/);
    const [signature] = judged(file).signatures;
    expect(signature).toMatchObject({ level: "B", signingTime: { proved: null } });
    expect(signature?.timestamps[0]).toMatchObject({ integrity: "invalid", subIndication: "HASH_FAILURE" });
  });

  it("line 77: a token that was altered or copied from another signature proves no time", () => {
    const other = cms.token(new Uint8Array(70), stamper, "2025-06-01T10:00:00Z");
    const copied = cms.signedBy(content, {
      holder: bruno,
      unsigned: () => [cms.attribute(cms.id.signatureTimestamp, other)],
    });
    expect(answer(copied)).toMatch(/^undetermined .*SIGNATURE_TIMESTAMP_BROKEN/);
    const unsigned = (value: Uint8Array) => {
      const token = cms.token(value, stamper, "2025-06-01T10:00:00Z");
      token[token.length - 1] = (token.at(-1) ?? 0) ^ 1;
      return [cms.attribute(cms.id.signatureTimestamp, token)];
    };
    expect(answer(cms.signedBy(content, { holder: bruno, unsigned }))).toMatch(
      /^undetermined .*SIGNATURE_TIMESTAMP_BROKEN/,
    );
  });

  it("line 77: a standalone token over other data than were given is invalid", () => {
    const token = cms.token(content, stamper, "2025-06-01T10:00:00Z");
    expect(answer(token, { detachedContent: content })).toBe("valid valid -");
    expect(answer(token, { detachedContent: new Uint8Array([1]) })).toMatch(/^invalid invalid HASH_FAILURE/);
    const response = seq(seq(bytes([2, 1, 0])), token);
    expect(judged(response, { detachedContent: content })).toMatchObject({ format: "tst", verdict: "valid" });
  });

  it("line 78: a timestamp from before the signer's certificate was valid leaves the signature without a pass", () => {
    const late = issue({ name: "Adele Prova", issuer: root, from: "2025-01-01T00:00:00Z" });
    const file = cms.signedBy(content, {
      holder: late,
      unsigned: (value) => [
        cms.attribute(cms.id.signatureTimestamp, cms.token(value, stamper, "2024-06-01T00:00:00Z")),
      ],
    });
    expect(answer(file)).toMatch(/CERTIFICATE_NOT_YET_VALID/);
    expect(judged(file).verdict).not.toBe("valid");
  });

  it("line 78: timestamps out of order leave the signature open", () => {
    const first = cms.attribute(cms.id.contentTimestamp, cms.token(content, stamper, "2025-06-10T00:00:00Z"));
    const attributes = [...cms.usualAttributes(content, bruno), first];
    const at = (time: string) =>
      cms.signedBy(content, {
        holder: bruno,
        attributes,
        unsigned: (value) => [cms.attribute(cms.id.signatureTimestamp, cms.token(value, stamper, time))],
      });
    expect(answer(at("2025-06-11T00:00:00Z"))).toBe("valid valid -");
    expect(answer(at("2025-06-09T00:00:00Z"))).toMatch(/^undetermined valid TIMESTAMP_ORDER_FAILURE TIMESTAMPS_OUT/);
  });

  it("line 78: a timestamp of the future proves nothing", () => {
    const [signature] = judged(stamped("2025-08-01T00:00:00Z")).signatures;
    expect(signature?.timestamps[0]?.reasons.map(({ code }) => code)).toContain("TIMESTAMP_IN_THE_FUTURE");
    expect(signature?.signingTime.proved).toBeNull();
  });
});

describe("algorithms and time", () => {
  const old = issue({ name: "Adele Prova", issuer: root, key: rsaKey(1024) });
  const token = (time: string) => (value: Uint8Array) => [
    cms.attribute(cms.id.signatureTimestamp, cms.token(value, stamper, time)),
  ];
  const withDigest = (name: "sha1" | "md5", algorithm: string, time?: string) =>
    cms.signedBy(content, {
      holder: issue({ name: "Carla Modello", issuer: root, key: rsaKey() }),
      digest: cms.id[name],
      attributes: [cms.contentType(), cms.messageDigest(content, cms.id[name])],
      signatureAlgorithm: cms.algorithm(algorithm),
      sign: (data, key) => bytes(sign(name, data, key)),
      ...(time === undefined ? {} : { unsigned: token(time) }),
    });

  it.each([
    ["sha1", "1.2.840.113549.1.1.5", "2010-01-01T00:00:00Z", "2015-01-01T00:00:00Z"],
    ["md5", "1.2.840.113549.1.1.4", undefined, "2010-01-01T00:00:00Z"],
  ] as const)("line 59: %s needs a proof from before its sunset", (name, algorithm, before, after) => {
    expect(answer(withDigest(name, algorithm))).toMatch(
      /^undetermined valid CRYPTO_CONSTRAINTS_FAILURE_NO_POE DIGEST_WEAK/,
    );
    expect(answer(withDigest(name, algorithm, after))).toMatch(
      /^undetermined valid CRYPTO_CONSTRAINTS_FAILURE DIGEST_EXPIRED/,
    );
    if (before !== undefined) expect(answer(withDigest(name, algorithm, before))).toBe("valid valid -");
  });

  it("line 59: an RSA key of 1024 bits needs a proof from before its sunset", () => {
    const file = (time?: string) =>
      cms.signedBy(content, {
        holder: old,
        signatureAlgorithm: sha256WithRsa,
        ...(time === undefined ? {} : { unsigned: token(time) }),
      });
    expect(answer(file())).toMatch(/^undetermined valid CRYPTO_CONSTRAINTS_FAILURE_NO_POE KEY_SHORT/);
    expect(answer(file("2021-01-01T00:00:00Z"))).toMatch(/^undetermined valid CRYPTO_CONSTRAINTS_FAILURE KEY_EXPIRED/);
    expect(answer(file("2015-01-01T00:00:00Z"))).toBe("valid valid -");
  });

  it("line 79: a signing time outside the certificate's validity is told", () => {
    const attributes = [...cms.usualAttributes(content, carla), cms.signingTime("1999-01-01T00:00:00Z")];
    const [signature] = judged(cms.signedBy(content, { holder: carla, attributes })).signatures;
    expect(signature?.reasons.map(({ code }) => code)).toContain("CLAIMED_TIME_OUTSIDE_VALIDITY");
  });
});
