// Proves what a certificate was at issuance and at signing, by the history and the qualifiers of its service.
import { describe, expect, it } from "vitest";
import { defaultPolicy, readTrustedLists, verifyBytes } from "../../../shared/signature/index.ts";
import { id, signedBy, timestampAttribute, token } from "../../support/cms.ts";
import { type CertificateWish, qualifiedCertificate } from "../../support/qualified-pki.ts";
import { type StatusWish, trustedList } from "../../support/trusted-lists.ts";

const policy = { ...defaultPolicy, revocation: "never" } as const;
const at = new Date("2024-03-01T00:00:00Z");
const content = new TextEncoder().encode("Determinazione di PROVA");
const provider = qualifiedCertificate({ subject: "PROVA authority", isAuthority: true, from: "2005-01-01T00:00:00Z" });
const stamper = qualifiedCertificate({ subject: "PROVA stamper", isTimestamper: true, from: "2005-01-01T00:00:00Z" });
const italy = qualifiedCertificate({ subject: "PROVA Italian list" });

const granted: StatusWish = { status: "granted", from: "2016-06-30T22:00:00Z" };
const supervised: StatusWish = { status: "undersupervision", from: "2006-01-01T00:00:00Z", additional: [] };
const withdrawn: StatusWish = { status: "withdrawn", from: "2022-01-01T00:00:00Z" };

interface Case {
  readonly statuses: readonly StatusWish[];
  readonly certificate?: Partial<CertificateWish>;
  /** When a trusted authority stamped the signature. */
  readonly stamped?: string;
}

function signerOf({ statuses, certificate = {}, stamped }: Case) {
  const holder = qualifiedCertificate({ subject: "Adele Prova", issuer: provider, qualified: {}, ...certificate });
  const services = [
    { certificates: [provider.der], statuses },
    { certificates: [stamper.der], statuses: [{ ...granted, type: "TSA/QTST", additional: [] }] },
  ];
  const store = readTrustedLists([trustedList({ signer: italy, services })], { signers: [italy.der] });
  expect(store.refused).toEqual([]);
  const unsigned = (value: Uint8Array) =>
    stamped === undefined ? [] : [timestampAttribute(id.signatureTimestamp, token(value, stamper, stamped))];
  const bytes = signedBy(content, { holder, unsigned });
  const [signature] = verifyBytes(bytes, { anchors: [], trustedLists: store, at, policy }).signatures;
  return {
    qualified: signature?.signer?.qualified,
    level: signature?.signer?.qualification?.signature,
    codes: signature?.reasons.map(({ code }) => code) ?? [],
    indication: signature?.indication,
  };
}

describe("qualified status", () => {
  it.each<[string, Case, boolean, string, string]>([
    ["granted all along", { statuses: [granted] }, true, "QESig", "QUALIFIED_SIGNATURE"],
    [
      "a seal",
      { statuses: [{ ...granted, additional: ["ForeSeals"] }], certificate: { qualified: { type: "eseal" } } },
      true,
      "QESeal",
      "QUALIFIED_SEAL",
    ],
    [
      "no device",
      { statuses: [granted], certificate: { qualified: { device: false } } },
      true,
      "AdESig-QC",
      "QUALIFIED_CERTIFICATE_NO_DEVICE",
    ],
    [
      "a device by a qualifier of the list",
      {
        statuses: [{ ...granted, qualifiers: { policy: "1.3.76.99.1", names: ["QCWithQSCD"] } }],
        certificate: { qualified: { device: false }, policies: ["1.3.76.99.1"] },
      },
      true,
      "QESig",
      "QUALIFIED_SIGNATURE",
    ],
    [
      "a qualifier for another policy",
      {
        statuses: [{ ...granted, qualifiers: { policy: "1.3.76.99.1", names: ["QCWithQSCD"] } }],
        certificate: { qualified: { device: false }, policies: ["1.3.76.99.2"] },
      },
      true,
      "AdESig-QC",
      "QUALIFIED_CERTIFICATE_NO_DEVICE",
    ],
    [
      "NotQualified by the list against the certificate's claim",
      {
        statuses: [{ ...granted, qualifiers: { policy: "1.3.76.99.1", names: ["NotQualified"] } }],
        certificate: { policies: ["1.3.76.99.1"] },
      },
      false,
      "AdES",
      "NOT_QUALIFIED_BY_LIST",
    ],
    [
      "qualified by the list without a claim",
      {
        statuses: [
          { ...granted, qualifiers: { policy: "1.3.76.99.1", names: ["QCStatement", "QCForESig", "QCWithQSCD"] } },
        ],
        certificate: { qualified: null, policies: ["1.3.76.99.1"] },
      },
      true,
      "QESig",
      "QUALIFIED_SIGNATURE",
    ],
    [
      "no claim and no qualifier",
      { statuses: [granted], certificate: { qualified: null } },
      false,
      "AdES",
      "NOT_QUALIFIED_BY_LIST",
    ],
    [
      "a service for seals only",
      { statuses: [{ ...granted, additional: ["ForeSeals"] }] },
      false,
      "AdES",
      "NOT_QUALIFIED_BY_LIST",
    ],
    [
      "issued before the service was granted",
      { statuses: [{ ...granted, from: "2020-01-01T00:00:00Z" }], certificate: { from: "2019-01-01T00:00:00Z" } },
      false,
      "AdES",
      "NOT_QUALIFIED_AT_ISSUANCE",
    ],
    [
      "issued under supervision before the Regulation",
      { statuses: [granted, supervised], certificate: { from: "2014-01-01T00:00:00Z" } },
      true,
      "QESig",
      "QUALIFIED_SIGNATURE",
    ],
    [
      "withdrawn before it was signed, as far as is proved",
      { statuses: [withdrawn, granted] },
      false,
      "AdES",
      "NOT_QUALIFIED_AT_SIGNING",
    ],
    [
      "withdrawn after a timestamp",
      { statuses: [withdrawn, granted], stamped: "2021-05-01T00:00:00Z" },
      true,
      "QESig",
      "QUALIFIED_SIGNATURE",
    ],
    [
      "withdrawn before the timestamp",
      { statuses: [withdrawn, granted], stamped: "2022-05-01T00:00:00Z" },
      false,
      "AdES",
      "NOT_QUALIFIED_AT_SIGNING",
    ],
  ])("is right for %s", (_, wish, qualified, level, code) => {
    const found = signerOf(wish);
    expect(found).toMatchObject({ qualified, level });
    expect(found.codes).toContain(code);
  });

  it("passes what was stamped while the service was granted, and not what was not", () => {
    const statuses = [withdrawn, granted];
    expect(signerOf({ statuses, stamped: "2021-05-01T00:00:00Z" }).indication).toBe("TOTAL_PASSED");
    expect(signerOf({ statuses, stamped: "2022-05-01T00:00:00Z" }).indication).toBe("INDETERMINATE");
    expect(signerOf({ statuses }).indication).toBe("INDETERMINATE");
  });

  it("is unknown without lists where the certificate claims it, and the sentence of an unverified trust stays", () => {
    const holder = qualifiedCertificate({ subject: "Adele Prova", issuer: provider, qualified: {} });
    const report = verifyBytes(signedBy(content, { holder }), { anchors: [], at, policy });
    expect(report.signatures[0]?.signer).toMatchObject({ qualified: null, qualification: null });
    expect(report.signatures[0]?.reasons.map(({ message }) => message).join(" ")).toContain(
      "attendibilità del certificato non verificata",
    );
  });
});
