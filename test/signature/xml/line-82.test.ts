// Proves that an XML signature is believed only for what it covers. Documents come from test/support/xml-signing.ts,
// which writes canonical text itself.
import { describe, expect, it } from "vitest";
import { defaultPolicy, type Report, verifyBytes } from "../../../shared/signature/index.ts";
import { qualifiedCertificate } from "../../support/qualified-pki.ts";
import {
  enveloped,
  envelopedIn,
  exclusive,
  type ReferenceWish,
  type SignatureWish,
  xmlns,
  xmlSignature,
} from "../../support/xml-signing.ts";
import { zip } from "../../support/zip-writer.ts";

const policy = { ...defaultPolicy, revocation: "never" } as const;
const at = new Date("2024-03-01T00:00:00Z");
const adele = qualifiedCertificate({ subject: "Adele Prova" });
const bruno = qualifiedCertificate({ subject: "Bruno Esempio" });
const invoice = '<fattura Id="f1"><importo>100</importo></fattura>';

function verify(text: string | Uint8Array, detachedContent?: Uint8Array): Report {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const more = detachedContent === undefined ? {} : { detachedContent };
  return verifyBytes(bytes, { anchors: [adele.der, bruno.der], at, policy, ...more });
}
const codesOf = ({ signatures }: Report) => signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code));
const expectOpen = (report: Report, code: string) =>
  expect([report.verdict, codesOf(report)]).toEqual(["undetermined", expect.arrayContaining([code])]);
const expectInvalid = (report: Report, code: string) =>
  expect([report.verdict, codesOf(report)]).toEqual(["invalid", expect.arrayContaining([code])]);

/** `body` with a signature of the wished references before its end tag. */
const signedWith = (body: string, references: readonly ReferenceWish[], more: Partial<SignatureWish> = {}) => {
  const end = body.lastIndexOf("</");
  return body.slice(0, end) + xmlSignature({ holder: adele, references, ...more }) + body.slice(end);
};

describe("honest XML signatures", () => {
  const report = verify(envelopedIn(invoice, { holder: adele }));

  it("enveloped, with signed properties, is valid and whole", () => {
    expect(report).toMatchObject({
      format: "xades",
      verdict: "valid",
      signatures: [{ kind: "xades", level: "B", coverage: "whole-file", algorithm: "ECDSA-SHA256" }],
    });
    expect(report.signatures[0]?.signingTime.claimed).toBe("2021-03-01T10:00:00.000Z");
  });

  it("stays valid when it is written in other ways that mean the same", () => {
    const text = envelopedIn(invoice, { holder: adele });
    const same = `<?xml version="1.0" encoding="UTF-8"?>\r\n${text.replace("<fattura Id=", "<fattura   Id = ").replace("></ds:SignatureMethod>", "/>")}<!-- nota -->`;
    expect(verify(same).verdict).toBe("valid");
  });

  it("around its content, in a ds:Object, is valid", () => {
    const object = `<ds:Object xmlns:ds="${xmlns.ds}" Id="o1">Determinazione</ds:Object>`;
    const references = [{ uri: "#o1", transforms: [exclusive], octets: object }];
    expect(verify(xmlSignature({ holder: adele, references, objects: object })).verdict).toBe("valid");
  });

  it("beside its content is valid over the content that is given, and open without it", () => {
    const content = new TextEncoder().encode("Determinazione");
    const text = xmlSignature({ holder: adele, references: [{ uri: "atto.txt", octets: content }] });
    expect(verify(text, content).verdict).toBe("valid");
    expectOpen(verify(text), "DETACHED_CONTENT_MISSING");
    expectInvalid(verify(text, new TextEncoder().encode("Altro")), "CONTENT_CHANGED_AFTER_SIGNING");
  });

  it("with the one XPath that leaves out signatures is valid, for two signers too", () => {
    const xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    const parameters = `<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>`;
    const end = invoice.lastIndexOf("</");
    const one = (holder: typeof adele, id: string) =>
      xmlSignature({
        holder,
        id,
        properties: { id: `${id}-p` },
        references: [{ uri: "", transforms: [xpath], parameters, octets: invoice }],
      });
    const both = invoice.slice(0, end) + one(adele, "a") + one(bruno, "b") + invoice.slice(end);
    expect(verify(both).verdict).toBe("valid");
  });

  it("in an ASiC-E over the files of the container is valid", () => {
    const references = [{ uri: "atto%20uno.txt", octets: "Determinazione" }];
    const text = `<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#">${xmlSignature({ holder: adele, references })}</asic:XAdESSignatures>`;
    const files = [
      { name: "mimetype", content: "application/vnd.etsi.asic-e+zip" },
      { name: "atto uno.txt", content: "Determinazione" },
      { name: "META-INF/signatures0.xml", content: text },
    ];
    expect(verify(zip(files))).toMatchObject({ format: "asic-e", verdict: "valid" });
    const more = verify(zip([...files, { name: "altro.txt", content: "x" }]));
    expectOpen(more, "ASIC_FILE_NOT_SIGNED");
  });
});

describe("line 82: XML signatures", () => {
  it("line 82: changed content is invalid", () => {
    expectInvalid(
      verify(envelopedIn(invoice, { holder: adele }).replace("100", "900")),
      "CONTENT_CHANGED_AFTER_SIGNING",
    );
  });

  it("line 82: a changed signature value is invalid", () => {
    const text = envelopedIn(invoice, { holder: adele });
    const changed = text.replace(/<ds:SignatureValue>(.)/, (_, c) => `<ds:SignatureValue>${c === "A" ? "B" : "A"}`);
    expectInvalid(verify(changed), "SIGNATURE_VALUE_WRONG");
  });

  it("line 82: text turned into an instruction is a change", () => {
    const text = envelopedIn("<fattura>testo</fattura>", { holder: adele });
    expect(verify(text).verdict).toBe("valid");
    expectInvalid(verify(text.replace("<fattura>testo", "<fattura><?x testo?>")), "CONTENT_CHANGED_AFTER_SIGNING");
  });

  it("line 82: an attribute whose name begins with xmlns is a change", () => {
    const text = envelopedIn("<fattura>testo</fattura>", { holder: adele });
    expectInvalid(verify(text.replace("<fattura>", '<fattura xmlnsx="1">')), "CONTENT_CHANGED_AFTER_SIGNING");
  });

  it("line 82: signed properties that no reference covers leave it open, and their time is not told", () => {
    const report = verify(envelopedIn(invoice, { holder: adele, leavePropertiesUnsigned: true }));
    expectOpen(report, "XADES_PROPERTIES_NOT_SIGNED");
    expect(report.signatures[0]?.signingTime.claimed).toBeNull();
  });

  it("line 82: signed properties moved out of the signature leave it open", () => {
    const text = envelopedIn(invoice, { holder: adele });
    const [properties = ""] = /<xades:SignedProperties[\s\S]*<\/xades:SignedProperties>/.exec(text) ?? [];
    const moved = text.replace(properties, properties.replace('Id="sp"', 'Id="other"').replace("2021", "2011"));
    const holder = moved.replace("<ds:Object>", `<ds:Object>${properties}</ds:Object><ds:Object>`);
    expectOpen(verify(holder), "XADES_PROPERTIES_NOT_SIGNED");
  });

  it("line 82: two sets of properties leave it open", () => {
    const text = envelopedIn(invoice, { holder: adele });
    const [object = ""] = /<ds:Object><xades:Qualifying[\s\S]*<\/ds:Object>/.exec(text) ?? [];
    const second = object.replace('Id="sp"', 'Id="sp2"');
    expectOpen(verify(text.replace(object, object + second)), "XADES_PROPERTIES_AMBIGUOUS");
  });

  it("line 82: a signature of one element, wrapped into another document, stays open", () => {
    const element = '<fattura Id="f1"><importo>100</importo></fattura>';
    const references = [{ uri: "#f1", transforms: [exclusive], octets: element }];
    const wrapped = `<busta><fattura><importo>900</importo></fattura><vecchia>${element}</vecchia></busta>`;
    expectOpen(verify(signedWith(wrapped, references)), "XML_PARTIALLY_SIGNED");
  });

  it("line 82: two elements with the identifier that is signed leave it open", () => {
    const element = '<fattura Id="f1"><importo>100</importo></fattura>';
    const references = [{ uri: "#f1", transforms: [exclusive], octets: element }];
    const wrapped = `<busta><fattura Id="f1"><importo>900</importo></fattura>${element}</busta>`;
    expectOpen(verify(signedWith(wrapped, references)), "SIGNATURE_UNREADABLE");
  });

  it.each([
    ["XSLT", "http://www.w3.org/TR/1999/REC-xslt-19991116", "<x></x>"],
    ["XPath", "http://www.w3.org/TR/1999/REC-xpath-19991116", "<ds:XPath>not(ancestor-or-self::importo)</ds:XPath>"],
    [
      "an XPath filter",
      "http://www.w3.org/2002/06/xmldsig-filter2",
      '<f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">/descendant::importo</f:XPath>',
    ],
    [
      "the known XPath under a prefix that means something else",
      "http://www.w3.org/TR/1999/REC-xpath-19991116",
      "<ds:XPath>not(ancestor-or-self::x:Signature)</ds:XPath>",
    ],
  ])("line 82: a transform by %s leaves it open", (_, uri, parameters) => {
    const references = [{ uri: "", transforms: [uri], parameters, octets: invoice }];
    expectOpen(verify(signedWith(invoice, references)), "XML_TRANSFORM_NOT_COVERED");
  });

  it("line 82: a signature over nothing but its own properties is invalid", () => {
    expectInvalid(verify(signedWith(invoice, [])), "XML_NOTHING_SIGNED");
  });

  it("line 82: a second, unrelated certificate without a signed name for the signer is invalid (doubling)", () => {
    const certificates = [adele.der, bruno.der];
    const doubled = envelopedIn(invoice, { holder: adele, certificates, properties: null });
    expectInvalid(verify(doubled), "XML_CERTIFICATE_DOUBLED");
    const swapped = envelopedIn(invoice, { holder: adele, certificates: [bruno.der, adele.der], properties: null });
    expectInvalid(verify(swapped), "XML_CERTIFICATE_DOUBLED");
  });

  it("line 82: of two certificates the one that the signed properties name is the signer", () => {
    const certificates = [bruno.der, adele.der];
    const report = verify(envelopedIn(invoice, { holder: adele, certificates }));
    expect(report.signatures[0]?.signer?.name).toBe("Adele Prova");
  });

  it("line 82: another certificate than the named one leaves it open", () => {
    const properties = { certificate: bruno.der };
    expectOpen(verify(envelopedIn(invoice, { holder: adele, properties })), "SIGNING_CERTIFICATE_DIFFERS");
  });

  it("line 82: an ODF container with a doubled certificate is invalid", () => {
    const references = [
      { uri: "content.xml", octets: "<x></x>" },
      { uri: "mimetype", octets: "application/vnd.oasis.opendocument.text" },
    ];
    const certificates = [adele.der, bruno.der];
    const signature = xmlSignature({ holder: adele, references, certificates, properties: null });
    const odf = zip([
      { name: "mimetype", content: "application/vnd.oasis.opendocument.text" },
      { name: "content.xml", content: "<x></x>" },
      {
        name: "META-INF/documentsignatures.xml",
        content: `<document-signatures xmlns="urn:x">${signature}</document-signatures>`,
      },
    ]);
    expectInvalid(verify(odf), "XML_CERTIFICATE_DOUBLED");
  });

  it("line 82: a list of references that is not followed leaves it open", () => {
    const object = `<ds:Object xmlns:ds="${xmlns.ds}" Id="o1"><ds:Manifest></ds:Manifest></ds:Object>`;
    const references = [{ uri: "#o1", type: `${xmlns.ds}Manifest`, transforms: [exclusive], octets: object }];
    expectOpen(verify(xmlSignature({ holder: adele, references, objects: object })), "XML_MANIFEST_NOT_FOLLOWED");
  });

  it("line 82: entities leave it open, and are not expanded", () => {
    const text = `<!DOCTYPE x [<!ENTITY a "900">]>${envelopedIn(invoice, { holder: adele })}`;
    expect(verify(text).verdict).toBe("undetermined");
  });

  it("line 82: the enveloped transform on another document leaves it open", () => {
    const content = new TextEncoder().encode(invoice);
    const references = [{ uri: "atto.xml", transforms: [enveloped], octets: invoice }];
    expectOpen(verify(xmlSignature({ holder: adele, references }), content), "XML_REFERENCE_NOT_COMPUTED");
  });
});
