// Proves that the signer of a file is held against the person who was asked, in every form in which Italian
// certificates carry a codice fiscale. Certificates come from the recipe in test/support/qualified-pki.ts.
import { describe, expect, it } from "vitest";
import { defaultPolicy, matchSigner, verifyBytes } from "../../shared/signature/index.ts";
import { signedBy } from "../support/cms.ts";
import { type CertificateWish, qualifiedCertificate } from "../support/qualified-pki.ts";

const adele = "PRVDLA80A41F205X";
/** The same letters with a digit replaced, as the Agenzia delle Entrate assigns to a second person of that code. */
const omocode = "PRVDLA80A41F20RX";
const bruno = "SMPBRN75B15F205Y";

type Subject = Exclude<CertificateWish["subject"], string>;

function signer(subject: Subject) {
  const holder = qualifiedCertificate({ subject });
  const [signature] = verifyBytes(signedBy(new TextEncoder().encode("atto"), { holder }), {
    anchors: [holder.der],
    at: new Date("2024-03-01T00:00:00Z"),
    policy: { ...defaultPolicy, revocation: "never" },
  }).signatures;
  expect(signature?.indication).toBe("TOTAL_PASSED");
  return signature?.signer ?? null;
}

const named = (...more: Subject): Subject => [["commonName", "Adele Prova"], ...more];
const expected = { name: "Adele Prova", fiscalCode: adele };

describe("line 83: who signed", () => {
  it.each<[string, Subject]>([
    ["TINIT- in serialNumber", named(["serialNumber", `TINIT-${adele}`])],
    ["the older IT: in serialNumber", named(["serialNumber", `IT:${adele}`])],
    ["lower case", named(["serialNumber", `TINIT-${adele.toLowerCase()}`])],
    ["serialNumber's form in dnQualifier", named(["dnQualifier", `TINIT-${adele}`])],
    ["the code alone in dnQualifier", named(["dnQualifier", adele])],
    [
      "a provider's own number in dnQualifier beside it",
      named(["dnQualifier", "20231177654"], ["serialNumber", `TINIT-${adele}`]),
    ],
    ["the common name of a CIE", [["commonName", `${adele}/7420038012345678.abc`]]],
  ])("line 83: the codice fiscale is read from %s and matches", (_, subject) => {
    expect(matchSigner(signer(subject), expected).match).toBe("fiscal-code");
  });

  it.each<[string, Subject]>([
    ["TINIT- of another person under the same name", named(["serialNumber", `TINIT-${bruno}`])],
    ["the older IT: of another person", named(["serialNumber", `IT:${bruno}`])],
    ["the omocodia form of the expected code, which is another person's", named(["serialNumber", `TINIT-${omocode}`])],
    [
      "another person's serialNumber beside the expected code in dnQualifier",
      named(["serialNumber", `TINIT-${bruno}`], ["dnQualifier", adele]),
    ],
  ])("line 83: %s is not the expected signatory", (_, subject) => {
    expect(matchSigner(signer(subject), expected).match).toBe("none");
  });

  it("line 83: an omocodia form is read whole and matches the person who has it", () => {
    const found = signer(named(["serialNumber", `TINIT-${omocode}`]));
    expect(found?.fiscalCode).toBe(omocode);
    expect(matchSigner(found, { name: "Adele Prova", fiscalCode: omocode }).match).toBe("fiscal-code");
  });

  it.each([
    ["a VAT number", "VATIT-01234567890"],
    ["a passport", "PASIT-AA1234567"],
    ["another country's tax number", "TINDE-12345678901"],
    ["a code with a letter too many", `TINIT-${adele}A`],
    ["a code with a month that does not exist", "TINIT-PRVDLA80Z41F205X"],
  ])("line 83: %s is no codice fiscale", (_, serialNumber) => {
    expect(signer(named(["serialNumber", serialNumber]))?.fiscalCode).toBeNull();
  });
});
