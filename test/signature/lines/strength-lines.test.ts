import { describe, expect, it } from "vitest";
import { defaultPolicy, gather, judge } from "../../../shared/signature/index.ts";
import { levelOf } from "../../../shared/signature/judge/level.ts";
import * as cms from "../../support/cms.ts";
import { bytes, explicit, generalized, int, nul, octets, oid, seq, tlv } from "../../support/der.ts";
import { algorithmOf, authority, type Holder, issue, rsaKey, signedBy, stamping } from "../../support/pki.ts";
import { answer, bruno, content, judged, root, stamper } from "./verify-made.ts";

// The strength of everything that a verdict stands on besides the signature itself: the certificates' signatures, lists,
// OCSP answers, the imprints of timestamps; and what the file itself carries of it.

const token = (time: string) => (value: Uint8Array) => [
  cms.attribute(cms.id.signatureTimestamp, cms.token(value, stamper, time)),
];

const under = (issuers: readonly Holder[], key?: Holder["key"]): ((time?: string) => Uint8Array) => {
  const [issuer = root] = issuers;
  const holder = issue({ name: "Adele Prova", issuer, ...(key ? { key } : {}) });
  return (time) =>
    cms.signedBy(
      content,
      { holder, ...(time === undefined ? {} : { unsigned: token(time) }) },
      { certificates: [holder, ...issuers].map(({ der }) => der) },
    );
};

const middle = { name: "PROVA - Autorita intermedia", issuer: root, extensions: authority };

describe("line 59: signatures on certificates", () => {
  it("with SHA-1 need a proof from before its sunset", () => {
    const file = under([issue({ ...middle, hash: "sha1" })]);
    expect(answer(file())).toBe("undetermined valid CRYPTO_CONSTRAINTS_FAILURE_NO_POE CHAIN_ALGORITHM_WEAK");
    expect(answer(file("2015-01-01T00:00:00Z"))).toBe(
      "undetermined valid CRYPTO_CONSTRAINTS_FAILURE CHAIN_ALGORITHM_WEAK",
    );
    expect(answer(file("2010-01-01T00:00:00Z"))).toBe("valid valid -");
  });

  it("with SHA-1 on the signer's own certificate too", () => {
    const holder = issue({ name: "Adele Prova", issuer: root, hash: "sha1" });
    expect(answer(cms.signedBy(content, { holder }))).toMatch(
      /CRYPTO_CONSTRAINTS_FAILURE_NO_POE CHAIN_ALGORITHM_WEAK$/,
    );
  });

  it("with an authority's key of 1024 bits need a proof as well", () => {
    const file = under([issue({ ...middle, key: rsaKey(1024) })]);
    expect(answer(file())).toMatch(/^undetermined valid CRYPTO_CONSTRAINTS_FAILURE_NO_POE CHAIN_ALGORITHM_WEAK$/);
    expect(answer(file("2015-01-01T00:00:00Z"))).toBe("valid valid -");
  });

  it("are chosen among those at hand: a strong way to the anchor is enough", () => {
    const weak = issue({ ...middle, hash: "sha1" });
    const strong = issue({ ...middle, key: weak.key });
    expect(answer(under([weak, strong])())).toBe("valid valid -");
    expect(answer(under([strong, weak])())).toBe("valid valid -");
  });

  it("are not asked of the anchor, which is trusted by decision", () => {
    const anchor = issue({ name: "PROVA - Radice antica", extensions: authority, hash: "sha1" });
    const file = cms.signedBy(content, { holder: issue({ name: "Adele Prova", issuer: anchor }) });
    expect(answer(file, { anchors: [anchor.der] })).toBe("valid valid -");
  });

  it("on a timestamp authority's certificate leave its time unproved", () => {
    const weak = issue({ name: "PROVA - Marche", issuer: root, extensions: stamping(), hash: "sha1" });
    const unsigned = (value: Uint8Array) => [
      cms.attribute(cms.id.signatureTimestamp, cms.token(value, weak, "2010-01-01T00:00:00Z")),
    ];
    const [signature] = judged(cms.signedBy(content, { holder: bruno, unsigned })).signatures;
    expect(signature?.signingTime.proved).toBeNull();
    expect(signature?.timestamps[0]?.reasons.map(({ code }) => code)).toContain("CHAIN_ALGORITHM_WEAK");
  });
});

it("line 59: a timestamp whose imprint is a SHA-1 digest proves no time after its sunset", () => {
  const file = (digest: string) =>
    cms.signedBy(content, {
      holder: bruno,
      unsigned: (value) => [
        cms.attribute(cms.id.signatureTimestamp, cms.token(value, stamper, "2025-06-01T00:00:00Z", [], digest)),
      ],
    });
  expect(judged(file(cms.id.sha256)).signatures[0]?.signingTime.proved).toBe("2025-06-01T00:00:00.000Z");
  const [signature] = judged(file(cms.id.sha1)).signatures;
  expect(signature?.signingTime.proved).toBeNull();
  expect(signature?.timestamps[0]).toMatchObject({
    integrity: "valid",
    subIndication: "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
  });
});

const list = (hash?: "sha1", revoked?: Holder, from = "2025-06-30T00:00:00Z"): Uint8Array => {
  const entries = revoked ? [seq(seq(int(revoked.serial), generalized("2025-01-01T00:00:00Z")))] : [];
  const times = [generalized(from), generalized("2026-01-01T00:00:00Z")];
  return signedBy(root.key, seq(int(1), algorithmOf(root.key, hash), root.name, ...times, ...entries), hash);
};

const keyHash = (holder: Holder): Uint8Array => {
  // The key's own octets: what follows the unused-bits octet of the BIT STRING that ends the SubjectPublicKeyInfo.
  const jwk = holder.key.export({ format: "jwk" });
  const point = ["x", "y"].map((part) => Buffer.from(String(jwk[part as "x"]), "base64url"));
  return cms.hash("sha1", bytes([4], ...point));
};

const ocsp = (about: Holder, hash?: "sha1"): Uint8Array => {
  const id = seq(
    cms.algorithm(cms.id.sha1, nul),
    octets(cms.hash("sha1", root.name)),
    octets(keyHash(root)),
    int(about.serial),
  );
  const good = seq(
    id,
    tlv(0x80),
    generalized("2025-06-30T00:00:00Z"),
    explicit(0, generalized("2026-01-01T00:00:00Z")),
  );
  const tbs = seq(explicit(1, root.name), generalized("2025-06-30T00:00:00Z"), seq(good));
  const basic = signedBy(root.key, tbs, hash);
  return seq(bytes([0x0a, 1, 0]), explicit(0, seq(oid("1.3.6.1.5.5.7.48.1.1"), octets(basic))));
};

describe("line 74: answers about revocation", () => {
  const file = cms.signedBy(content, { holder: bruno });
  const crls = (...all: Uint8Array[]) => ({ revocation: { crls: all, ocsps: [] } });
  const ocsps = (...all: Uint8Array[]) => ({ revocation: { crls: [], ocsps: all } });

  it("signed with SHA-256 count, signed with SHA-1 after its sunset say nothing good", () => {
    const weak = "undetermined valid TRY_LATER REVOCATION_ALGORITHM_WEAK";
    expect(answer(file, crls(list()))).toBe("valid valid -");
    expect(answer(file, crls(list("sha1")))).toBe(weak);
    expect(answer(file, crls(list("sha1"), list()))).toBe("valid valid -");
    expect(answer(file, ocsps(ocsp(bruno)))).toBe("valid valid -");
    expect(answer(file, ocsps(ocsp(bruno, "sha1")))).toBe(weak);
    expect(judged(file, crls(list())).signatures[0]?.revocation?.status).toBe("good");
    expect(judged(file, ocsps(ocsp(bruno))).signatures[0]?.revocation?.status).toBe("good");
  });

  it("say what they say against a certificate however they are signed", () => {
    expect(judged(file, crls(list("sha1", bruno), list())).signatures[0]?.revocation?.status).toBe("revoked");
    expect(answer(file, crls(list("sha1", bruno)))).toMatch(/CERTIFICATE_REVOKED/);
  });

  it("signed with SHA-1 while that could be relied on count for a signature that is proved to be of then", () => {
    // The authority of the timestamps stands under another anchor: its certificate is asked about at another moment.
    const other = issue({ name: "PROVA - Radice delle marche", extensions: authority });
    const clock = issue({ name: "PROVA - Marche", issuer: other, extensions: stamping() });
    const unsigned = (value: Uint8Array) => [
      cms.attribute(cms.id.signatureTimestamp, cms.token(value, clock, "2010-01-01T00:00:00Z")),
    ];
    const old = cms.signedBy(content, { holder: bruno, unsigned });
    const anchors = [root.der, other.der];
    const then = list("sha1", undefined, "2010-02-01T00:00:00Z");
    expect(answer(old, { anchors, ...crls(then) })).toBe("valid valid -");
    expect(answer(old, { anchors, ...crls(list("sha1")) })).toMatch(/REVOCATION_ALGORITHM_WEAK/);
  });
});

describe("the level of a signature", () => {
  const sources = { anchors: [root.der], revocation: { crls: [list()], ocsps: [] } };
  const stamped = (more: (value: Uint8Array) => readonly Uint8Array[] = () => []) =>
    cms.signedBy(content, {
      holder: bruno,
      unsigned: (value) => [...token("2025-06-01T00:00:00Z")(value), ...more(value)],
    });

  it("is LT by what the file carries and not by what the caller gives or fetches", () => {
    expect(judged(stamped(), sources).signatures[0]).toMatchObject({ level: "T", indication: "TOTAL_PASSED" });
    const carried = cms.attribute("1.2.840.113549.1.9.16.2.24", seq(explicit(0, seq(list()))));
    expect(judged(stamped(() => [carried])).signatures[0]?.level).toBe("LT");
  });

  it("is T in a PDF too when the answers are the caller's", () => {
    const facts = gather(stamped(), sources);
    const [signature] = facts.signatures;
    const timestamps = judge(facts, defaultPolicy, new Date("2025-07-01T00:00:00Z")).signatures[0]?.timestamps ?? [];
    if (signature === undefined) throw new Error("no signature");
    expect(signature.cms?.revocation.crls).toHaveLength(1);
    const pdf = {} as NonNullable<typeof signature.pdf>;
    expect(levelOf({ ...signature, kind: "pades", pdf }, timestamps, 0)).toBe("T");
  });
});
