// Proves that a trusted list is believed only whole, signed by whom it may be signed, in order and in force, and that
// a provider counts only while its service did. Lists, providers and people are made by the recipes in test/support.
import { describe, expect, it } from "vitest";
import { defaultPolicy, readTrustedLists, type TrustStore, verifyBytes } from "../../../shared/signature/index.ts";
import { signedBy } from "../../support/cms.ts";
import { qualifiedCertificate } from "../../support/qualified-pki.ts";
import { type ListWish, listBody, type StatusWish, trustedList } from "../../support/trusted-lists.ts";
import { enveloped, envelopedIn, exclusive, xmlSignature } from "../../support/xml-signing.ts";

const policy = { ...defaultPolicy, revocation: "never" } as const;
const at = new Date("2024-03-01T00:00:00Z");
const content = new TextEncoder().encode("Determinazione di PROVA");

const europe = qualifiedCertificate({ subject: "PROVA list of the lists" });
const italy = qualifiedCertificate({ subject: "PROVA Italian list" });
const stranger = qualifiedCertificate({ subject: "PROVA stranger" });
const authority = [
  ["country", "IT"],
  ["commonName", "PROVA qualified authority"],
] as const;
const provider = qualifiedCertificate({ subject: authority, isAuthority: true });
const adele = qualifiedCertificate({ subject: "Adele Prova", issuer: provider, qualified: {} });
const file = signedBy(content, { holder: adele });

const granted: StatusWish = { status: "granted", from: "2017-01-01T00:00:00Z" };
const lotl = (wish: Partial<ListWish> = {}) =>
  trustedList({
    signer: europe,
    territory: "EU",
    pointers: [
      { territory: "EU", certificates: [europe.der] },
      { territory: "IT", certificates: [italy.der] },
    ],
    ...wish,
  });
const italian = (wish: Partial<ListWish> = {}) =>
  trustedList({ signer: italy, services: [{ certificates: [provider.der], statuses: [granted] }], ...wish });
const withStatuses = (...statuses: StatusWish[]) => italian({ services: [{ certificates: [provider.der], statuses }] });

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const edited = (bytes: Uint8Array, from: string, to: string) => {
  expect(text(bytes)).toContain(from);
  return new TextEncoder().encode(text(bytes).replace(from, to));
};

function verdict(store: TrustStore, when = at) {
  const { verdict: word, signatures } = verifyBytes(file, { anchors: [], trustedLists: store, at: when, policy });
  const [signature] = signatures;
  const codes = signature?.reasons.map(({ code }) => code) ?? [];
  return { word, codes, signer: signature?.signer, sub: signature?.subIndication };
}

/** The list is refused for the reason, and nothing is valid by it. */
function expectRefused(files: readonly Uint8Array[], problem: string) {
  const store = readTrustedLists(files, { signers: [europe.der] });
  expect(store.refused.map((each) => each.problem)).toEqual([problem]);
  const { word, codes, signer } = verdict(store);
  expect(word).toBe("undetermined");
  expect(codes).toContain("TRUST_NOT_AVAILABLE");
  expect(signer?.qualified).not.toBe(true);
}

const envelopedSignature = (body: string, references: readonly { uri: string; transforms?: readonly string[] }[]) =>
  xmlSignature({ holder: italy, references: references.map((each) => ({ ...each, octets: body })) });

describe("honest lists", () => {
  const store = readTrustedLists([lotl(), italian()], { signers: [europe.der] });

  it("make a signature valid and qualified, and name the provider", () => {
    expect(store.refused).toEqual([]);
    const { word, codes, signer } = verdict(store);
    expect([word, codes]).toEqual(["valid", expect.arrayContaining(["QUALIFIED_SIGNATURE"])]);
    expect(signer).toMatchObject({
      qualified: true,
      qualification: { signature: "QESig", provider: "PROVA Trust Provider", territory: "IT", device: true },
    });
  });

  it("say so in a sentence with the provider's name", () => {
    const [signature] = verifyBytes(file, { anchors: [], trustedLists: store, at, policy }).signatures;
    const sentence = signature?.reasons.find(({ code }) => code === "QUALIFIED_SIGNATURE")?.message;
    expect(sentence).toContain("PROVA Trust Provider, IT 7, granted");
  });

  it("stand beside plain anchors: each may lead to a pass", () => {
    const other = signedBy(content, { holder: stranger });
    const report = verifyBytes(other, { anchors: [stranger.der], trustedLists: store, at, policy });
    expect(report.verdict).toBe("valid");
    expect(report.signatures[0]?.signer).toMatchObject({ qualified: false, qualification: { provider: null } });
  });

  it("believe the list of the lists for itself when no certificate for it is given, and say so", () => {
    expect(readTrustedLists([lotl(), italian()]).root).toBe("own-pointers");
    expect(store.root).toBe("given-certificate");
  });

  it("follow a change of signer through the list that announced it (pivot)", () => {
    const next = qualifiedCertificate({ subject: "PROVA next signer" });
    const pointers = [
      { territory: "EU", certificates: [next.der] },
      { territory: "IT", certificates: [italy.der] },
    ];
    const pivot = lotl({ sequence: 8, pointers });
    const newest = lotl({ signer: next, sequence: 9, pointers });
    expect(readTrustedLists([newest, italian(), pivot], { signers: [europe.der] }).lists[0]?.sequence).toBe(9);
    const without = readTrustedLists([newest, lotl()], { signers: [europe.der] });
    expect(without.refused.map(({ problem }) => problem)).toEqual(["LIST_SIGNER_NOT_TRUSTED"]);
  });
});

describe("line 80: trusted lists", () => {
  it("line 80: refuses a list whose text was changed after signing", () => {
    expectRefused([lotl(), edited(italian(), "PROVA Trust Provider", "PROVA Other Provider")], "LIST_CONTENT_CHANGED");
  });

  it("line 80: refuses a list whose signature value was changed", () => {
    const broken = text(italian()).replace(
      /<ds:SignatureValue>(.)/,
      (_, c) => `<ds:SignatureValue>${c === "A" ? "B" : "A"}`,
    );
    expectRefused([lotl(), new TextEncoder().encode(broken)], "LIST_SIGNATURE_WRONG");
  });

  it("line 80: refuses a list signed by somebody whom the list of the lists does not name", () => {
    expectRefused([lotl(), italian({ signer: stranger })], "LIST_SIGNER_NOT_TRUSTED");
  });

  it("line 80: refuses a list signed by the right name under another key", () => {
    const namesake = qualifiedCertificate({ subject: "PROVA Italian list" });
    expectRefused([lotl(), italian({ signer: namesake })], "LIST_SIGNER_NAME_ONLY");
  });

  it("line 80: refuses a list for a territory that nobody points to", () => {
    expectRefused([lotl(), italian({ territory: "FR" })], "LIST_TERRITORY");
  });

  it("line 80: leaves a signature open under a list past its next update", () => {
    const store = readTrustedLists([lotl(), italian()], { signers: [europe.der] });
    const { word, codes, sub } = verdict(store, new Date("2024-07-02T00:00:00Z"));
    expect([word, sub, codes]).toEqual(["undetermined", "TRY_LATER", expect.arrayContaining(["TRUSTED_LIST_EXPIRED"])]);
  });

  it("line 80: leaves a signature open under a list of a closed scheme", () => {
    const store = readTrustedLists([lotl(), italian({ nextUpdate: null })], { signers: [europe.der] });
    expect(verdict(store).codes).toContain("TRUSTED_LIST_EXPIRED");
  });

  it("line 80: refuses a list with a lower number than the one seen before", () => {
    const store = readTrustedLists([lotl(), italian({ sequence: 6 })], { signers: [europe.der], previous: { IT: 7 } });
    expect(store.refused.map(({ problem }) => problem)).toEqual(["LIST_SEQUENCE_ROLLBACK"]);
    expect(verdict(store).word).toBe("undetermined");
  });

  it("line 80: takes the newer of two lists, in whatever order they come", () => {
    const older = withStatuses(granted);
    const newer = italian({
      sequence: 8,
      services: [
        { certificates: [provider.der], statuses: [{ status: "withdrawn", from: "2024-01-01T00:00:00Z" }, granted] },
      ],
    });
    for (const files of [
      [older, newer],
      [newer, older],
    ]) {
      const store = readTrustedLists([lotl(), ...files], { signers: [europe.der] });
      expect(store.refused.map(({ problem }) => problem)).toEqual(["LIST_SUPERSEDED"]);
      expect(verdict(store).word).toBe("undetermined");
    }
  });

  it("line 80: refuses two different lists under one number", () => {
    const store = readTrustedLists([lotl(), italian(), withStatuses({ ...granted, from: "2016-01-01T00:00:00Z" })]);
    expect(store.refused.map(({ problem }) => problem)).toEqual(["LIST_SEQUENCE_ROLLBACK"]);
  });

  it("line 80: leaves a signature open when its provider was withdrawn before it was made", () => {
    const store = readTrustedLists(
      [lotl(), withStatuses({ status: "withdrawn", from: "2023-01-01T00:00:00Z" }, granted)],
      { signers: [europe.der] },
    );
    const { word, codes, signer } = verdict(store);
    expect([word, codes]).toEqual(["undetermined", expect.arrayContaining(["TRUST_SERVICE_NOT_IN_FORCE"])]);
    expect(signer).toMatchObject({ qualified: false, qualification: { atIssuance: true, atSigning: false } });
  });

  it("line 80: refuses a service under two certificates of different keys", () => {
    const namesake = qualifiedCertificate({ subject: authority, isAuthority: true });
    const services = [{ certificates: [provider.der, namesake.der], statuses: [granted] }];
    const store = readTrustedLists([lotl(), italian({ services })], { signers: [europe.der] });
    expect(store.services).toEqual([]);
    expect(verdict(store).word).toBe("undetermined");
  });

  it("line 80: a certificate of the provider's name under another key leads to no service", () => {
    const namesake = qualifiedCertificate({ subject: authority, isAuthority: true });
    const forged = qualifiedCertificate({ subject: "Adele Prova", issuer: namesake, qualified: {} });
    const store = readTrustedLists([lotl(), italian()], { signers: [europe.der] });
    const report = verifyBytes(signedBy(content, { holder: forged }, { certificates: [forged.der, namesake.der] }), {
      anchors: [],
      trustedLists: store,
      at,
      policy,
    });
    expect(report.verdict).toBe("undetermined");
    expect(report.signatures[0]?.signer?.qualified).toBe(false);
  });

  it("line 80: a certificate from a country whose list was not given is not called unqualified, nor qualified", () => {
    const foreign = qualifiedCertificate({
      subject: [
        ["country", "FR"],
        ["commonName", "PROVA FR"],
      ],
      isAuthority: true,
    });
    const claude = qualifiedCertificate({ subject: "Claude Prova", issuer: foreign, qualified: {} });
    const trustedLists = readTrustedLists([lotl(), italian()], { signers: [europe.der] });
    const report = verifyBytes(signedBy(content, { holder: claude }), { anchors: [], trustedLists, at, policy });
    expect([report.verdict, report.signatures[0]?.signer?.qualified]).toEqual(["undetermined", null]);
    expect(report.signatures[0]?.reasons.map(({ code }) => code)).toContain("QUALIFIED_LIST_NOT_GIVEN");
  });

  it("line 80: refuses an honest list wrapped into a forged one", () => {
    const honest = text(italian()).replace(/^<\?xml[^>]*>/, "");
    const forged = listBody({ signer: stranger, services: [{ certificates: [stranger.der], statuses: [granted] }] });
    const end = forged.lastIndexOf("</");
    const wrapped = `${forged.slice(0, end)}${honest}${forged.slice(end)}`;
    expectRefused([lotl(), new TextEncoder().encode(wrapped)], "LIST_SIGNATURE_FORM");
  });

  it.each([
    ["a reference to one element instead of the whole", [{ uri: "#list", transforms: [enveloped, exclusive] }]],
    ["a transform besides", [{ uri: "", transforms: [enveloped, exclusive, exclusive] }]],
    ["no enveloped transform", [{ uri: "", transforms: [exclusive] }]],
    [
      "a reference to a file elsewhere",
      [{ uri: "", transforms: [enveloped, exclusive] }, { uri: "https://liste.example/x" }],
    ],
    ["an XPath transform", [{ uri: "", transforms: ["http://www.w3.org/TR/1999/REC-xpath-19991116", exclusive] }]],
  ])("line 80: refuses a list signed with %s", (_, references) => {
    const body = listBody({ signer: italy, services: [{ certificates: [provider.der], statuses: [granted] }] });
    const end = body.lastIndexOf("</");
    const signature = envelopedSignature(body, references);
    expectRefused(
      [lotl(), new TextEncoder().encode(body.slice(0, end) + signature + body.slice(end))],
      "LIST_SIGNATURE_FORM",
    );
  });

  it("line 80: refuses two signatures in one list", () => {
    const once = text(italian()).replace(/^<\?xml[^>]*>/, "");
    const twice = envelopedIn(once, { holder: italy, id: "second", properties: { id: "sp2" } });
    expectRefused([lotl(), new TextEncoder().encode(twice)], "LIST_SIGNATURE_FORM");
  });

  it.each([
    ["entities that expand", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'],
    ["an entity from elsewhere", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'],
  ])("line 80: refuses %s", (_, doctype) => {
    const list = text(italian()).replace(/^(<\?xml[^>]*>)/, `$1${doctype}`);
    expectRefused([lotl(), new TextEncoder().encode(list)], "LIST_UNREADABLE");
  });
});
