import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readTimestampResponse, timestampRequest, tokenIsOver } from "../../shared/seal/index.ts";
import { verifyBytes } from "../../shared/signature/index.ts";
import { int, seq } from "../support/der.ts";
import { askedIn, granted, tokenOver } from "../support/timestamp-authority.ts";

// Proves the question and the reading of the answer against files that OpenSSL made (test/fixtures/timestamps/make.sh).

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../fixtures/timestamps/${name}`, import.meta.url)));
const original = fixture("original.txt");
const imprint = new Uint8Array(createHash("sha256").update(original).digest());
const request = fixture("request.tsq");
const ask = { imprint, nonce: askedIn(request).nonce };

describe("a question to a timestamp authority", () => {
  it("is byte for byte the one that OpenSSL writes", () => {
    expect(timestampRequest(ask)).toEqual(request);
  });

  it("keeps a nonce with a leading 1 bit positive", () => {
    const { nonce } = askedIn(timestampRequest({ imprint, nonce: new Uint8Array(16).fill(0xff) }));
    expect([...nonce]).toEqual([0, ...new Array(16).fill(0xff)]);
  });

  it("is not asked over anything but a SHA-256, nor with a nonce that can be guessed", () => {
    expect(() => timestampRequest({ imprint: imprint.subarray(1), nonce: ask.nonce })).toThrow(RangeError);
    expect(() => timestampRequest({ imprint, nonce: new Uint8Array(7) })).toThrow(RangeError);
  });
});

describe("an authority's answer", () => {
  it("gives the token that the verifier passes, the very octets", () => {
    const answer = readTimestampResponse(fixture("granted.tsr"), ask);
    if (!answer.ok) throw new Error(answer.detail);
    expect(Buffer.from(fixture("granted.tsr")).includes(Buffer.from(answer.token))).toBe(true);
    const options = { anchors: [fixture("ca.crt")], at: new Date("2030-01-01"), detachedContent: original };
    const report = verifyBytes(answer.token, options);
    expect(report.signatures).toMatchObject([{ kind: "timestamp", indication: "TOTAL_PASSED" }]);
    expect(tokenIsOver(answer.token, imprint)).toBe(true);
    expect(tokenIsOver(answer.token, ask.nonce)).toBe(false);
  });

  it("gives a token also when it was granted with modifications", () => {
    const token = tokenOver(ask);
    expect(readTimestampResponse(seq(seq(int(1)), token), ask)).toEqual({ ok: true, token });
  });

  it.each([
    ["rejected.tsr", "REJECTED"],
    ["other-bytes.tsr", "OTHER_IMPRINT"],
    ["other-nonce.tsr", "OTHER_NONCE"],
    ["no-nonce.tsr", "OTHER_NONCE"],
    ["original.txt", "MALFORMED"],
    ["request.tsq", "MALFORMED"],
    ["ca.crt", "MALFORMED"],
  ])("gives none of %s: %s", (name, problem) => {
    expect(readTimestampResponse(fixture(name), ask)).toMatchObject({ ok: false, problem });
  });

  it("says in the authority's words why it was rejected", () => {
    const answer = readTimestampResponse(fixture("rejected.tsr"), ask);
    expect(answer).toMatchObject({ detail: "status 2: Message digest algorithm is not supported." });
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["a status alone", seq(seq(int(0)))],
    ["two tokens", seq(seq(int(0)), tokenOver(ask), tokenOver(ask))],
    ["a token that is a number", granted(int(5))],
    ["a bare token", tokenOver(ask)],
    ["bytes after the answer", Uint8Array.from([...granted(tokenOver(ask)), 0])],
  ])("gives no token where there is %s", (_what, bytes) => {
    expect(readTimestampResponse(bytes, ask)).toMatchObject({ ok: false, problem: "MALFORMED" });
  });

  it("is answered without an exception wherever it is cut or bent", () => {
    const whole = fixture("granted.tsr");
    for (let at = 0; at < whole.length; at += 1) {
      expect(readTimestampResponse(whole.subarray(0, at), ask).ok).toBe(false);
      const bent = whole.slice();
      bent[at] = (bent[at] ?? 0) ^ 0x81;
      expect(typeof readTimestampResponse(bent, ask).ok).toBe("boolean");
    }
  });
});
