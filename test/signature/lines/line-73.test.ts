import { describe, expect, it } from "vitest";
import * as cms from "../../support/cms.ts";
import { octets, oid, seq, tlv } from "../../support/der.ts";
import { issue, stamping } from "../../support/pki.ts";
import { answer, bruno, content, judged, root, stamper } from "./verify-made.ts";

// Line 73 of the negative suite for timestamps: who may attest a time (RFC 3161 §2.3). A file for each way to be wrong.

const usage = seq(oid("2.5.29.15"), tlv(0x01, Uint8Array.of(0xff)), octets(tlv(0x03, Uint8Array.of(7, 0x80))));
const purposes = (...all: string[]): Uint8Array =>
  seq(oid("2.5.29.37"), tlv(0x01, Uint8Array.of(0xff)), octets(seq(...all.map((one) => oid(one)))));

const ways: readonly (readonly [string, readonly Uint8Array[]])[] = [
  ["no extended key usage at all", [usage]],
  ["an extended key usage that is not critical", stamping(false)],
  ["an extended key usage for other purposes", [usage, purposes("1.3.6.1.5.5.7.3.4")]],
  [
    "an extended key usage for timestamps and another purpose",
    [usage, purposes("1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.4")],
  ],
  ["no extensions but those of a signer", [seq(oid("2.5.29.15"), octets(tlv(0x03, Uint8Array.of(6, 0x40))))]],
];

describe("line 73: a timestamp authority whose certificate has", () => {
  it.each(ways)("%s proves no time, alone or in a signature", (_, extensions) => {
    const by = issue({ name: "PROVA - Altro", issuer: root, extensions });
    const alone = cms.token(content, by, "2025-06-01T10:00:00Z");
    expect(answer(alone, { detachedContent: content })).toMatch(
      /^undetermined valid CHAIN_CONSTRAINTS_FAILURE KEY_NOT_FOR_TIMESTAMPS/,
    );
    const unsigned = (value: Uint8Array) => [
      cms.attribute(cms.id.signatureTimestamp, cms.token(value, by, "2025-06-01T10:00:00Z")),
    ];
    const [signature] = judged(cms.signedBy(content, { holder: bruno, unsigned })).signatures;
    expect(signature?.timestamps[0]).toMatchObject({ integrity: "valid", indication: "INDETERMINATE" });
    expect(signature?.signingTime.proved).toBeNull();
  });

  it("the critical extended key usage alone proves it", () => {
    const token = cms.token(content, stamper, "2025-06-01T10:00:00Z");
    expect(answer(token, { detachedContent: content })).toBe("valid valid -");
  });
});
