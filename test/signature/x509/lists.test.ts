import { describe, expect, it } from "vitest";
import { element, integer, nul } from "../../../shared/seal/der/write.ts";
import {
  certificate,
  extension,
  extensions,
  name,
  point,
  revocationList,
  revoked,
  usageBit,
} from "../../support/x509-builder.ts";
import { ca, caName, caPlan, end, endWith, rootName, subName, validate } from "./chains.ts";

// Proves which revocation lists are believed, by lists that OpenSSL cannot write.

describe("line 74: lists that only a builder can write", () => {
  const good = revocationList({ issuer: caName, signedBy: "ca" });
  const rootList = revocationList({ issuer: rootName, signedBy: "root" });
  const chain = [end(), ca()];
  const list = (plan: Parameters<typeof revocationList>[0]) => [rootList, revocationList(plan)];
  const ofCa = { issuer: caName, signedBy: "ca" };

  it.each<[string, readonly Uint8Array[], readonly Uint8Array[], string]>([
    ["good", chain, [rootList, good], "valid"],
    ["no list for the authority", chain, [good], "REVOCATION_UNKNOWN"],
    ["revoked", chain, list({ ...ofCa, entries: [revoked(integer(3))] }), "REVOKED"],
    ["on hold", chain, list({ ...ofCa, entries: [revoked(integer(3), { reason: 6 })] }), "SUSPENDED"],
    ["another number", chain, list({ ...ofCa, entries: [revoked(integer(4))] }), "valid"],
    ["without an end", chain, list({ ...ofCa, to: null }), "REVOCATION_UNKNOWN"],
    [
      "-1 listed, 255 asked",
      [end({ serial: integer(255) }), ca()],
      list({ ...ofCa, entries: [revoked(element(2, Uint8Array.of(0xff)))] }),
      "valid",
    ],
    [
      "255 listed, -1 asked",
      [end({ serial: element(2, Uint8Array.of(0xff)) }), ca()],
      list({ ...ofCa, entries: [revoked(integer(255))] }),
      "valid",
    ],
    [
      "a padded number",
      [end({ serial: element(2, Uint8Array.of(0, 0, 3)) }), ca()],
      list({ ...ofCa, entries: [revoked(integer(3))] }),
      "REVOKED",
    ],
    [
      "an unknown critical entry extension of somebody else's",
      chain,
      list({ ...ofCa, entries: [criticalEntry()] }),
      "REVOCATION_UNKNOWN",
    ],
    [
      "signed by a key that may not sign lists",
      [end(), ca({ extensions: [extensions.authority(), extensions.usage(usageBit.keyCertSign)] })],
      [rootList, good],
      "REVOCATION_UNKNOWN",
    ],
  ])("line 74: %s", (_name, certificates, lists, expected) => {
    expect(validate(certificates, { lists })).toBe(expected);
  });

  function criticalEntry(): Uint8Array {
    const whole = revoked(integer(9), { reason: 1 });
    const bad = element(0x30, extension("1.2.3.4.5", nul()));
    const content = [whole.subarray(2, 2 + 3 + 15), bad];
    return element(0x30, ...content);
  }

  it("line 74: an indirect list tells of those whose issuer the entry names", () => {
    const listName = name("PROVA", "Liste");
    const lister = certificate({
      ...caPlan,
      subject: listName,
      key: "lister",
      serial: integer(7),
      extensions: [extensions.usage(usageBit.cRLSign)],
    });
    const leaf = endWith(extensions.points(point(null, listName)));
    const indirect = (...entries: Uint8Array[]) =>
      revocationList({
        issuer: listName,
        signedBy: "lister",
        entries,
        extensions: [extension("2.5.29.28", element(0x30, element(0x84, Uint8Array.of(0xff))))],
      });
    const ask = (...entries: Uint8Array[]) =>
      validate([leaf, ca(), lister], { lists: [rootList, indirect(...entries)] });
    expect(ask(revoked(integer(3), { issuer: caName }))).toBe("REVOKED");
    // The issuer of an entry holds for those after it too.
    expect(ask(revoked(integer(8), { issuer: caName }), revoked(integer(3)))).toBe("REVOKED");
    expect(ask(revoked(integer(3), { issuer: subName }), revoked(integer(8)))).toBe("valid");
    expect(ask(revoked(integer(3)), revoked(integer(8), { issuer: caName }))).toBe("valid");
  });

  it("line 74: a list signed by a revoked key of the authority's name counts for nothing", () => {
    const crlKey = certificate({
      ...caPlan,
      key: "crlKey",
      serial: integer(5),
      extensions: [extensions.usage(usageBit.cRLSign)],
    });
    const lists = (...entries: Uint8Array[]) => [
      revocationList({ issuer: rootName, signedBy: "root", entries: [revoked(integer(99)), ...entries] }),
      revocationList({ issuer: caName, signedBy: "crlKey" }),
    ];
    expect(validate([end(), ca(), crlKey], { lists: lists() })).toBe("valid");
    expect(validate([end(), ca(), crlKey], { lists: lists(revoked(integer(5))) })).toBe("REVOCATION_UNKNOWN");
  });
});
