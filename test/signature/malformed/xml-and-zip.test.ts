// What is no XML, no ZIP and no manifest is refused with a code, and mutations of honest files always end in a verdict.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readManifest } from "../../../shared/signature/asic/manifest.ts";
import { readZip } from "../../../shared/signature/asic/zip.ts";
import { readTrustedLists, verifyBytes } from "../../../shared/signature/index.ts";
import { parseXml } from "../../../shared/signature/xml/parse-xml.ts";
import { signedBy } from "../../support/cms.ts";
import { qualifiedCertificate } from "../../support/qualified-pki.ts";
import { trustedList } from "../../support/trusted-lists.ts";
import { envelopedIn } from "../../support/xml-signing.ts";
import { type ZipFile, zip } from "../../support/zip-writer.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const thrown = (work: () => unknown): unknown => {
  try {
    work();
    return "nothing thrown";
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
};

describe("the XML reader", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["nothing", "", "XML_MALFORMED"],
    ["text", "ciao", "XML_MALFORMED"],
    ["an open tag", "<a>", "XML_MALFORMED"],
    ["two roots", "<a/><b/>", "XML_MALFORMED"],
    ["tags that cross", "<a><b></a></b>", "XML_MALFORMED"],
    ["an attribute twice", '<a x="1" x="2"/>', "XML_MALFORMED"],
    ["an attribute without quotes", "<a x=1/>", "XML_MALFORMED"],
    ["an attribute without value", "<a x/>", "XML_MALFORMED"],
    ["a sign that opens a tag in an attribute", '<a x="<"/>', "XML_MALFORMED"],
    ["a prefix that is not declared", "<p:a/>", "XML_MALFORMED"],
    ["an entity that is not declared", "<a>&x;</a>", "XML_MALFORMED"],
    ["a control character", "<a>\u0001</a>", "XML_MALFORMED"],
    ["text after the root", "<a/>x", "XML_MALFORMED"],
    ["a document type", "<!DOCTYPE a><a/>", "XML_DOCTYPE"],
    ["another encoding", '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', "XML_ENCODING"],
    ["octets that are no UTF-8", Uint8Array.of(0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e), "XML_ENCODING"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0x61, 0, 0x2f, 0, 0x3e, 0), "XML_ENCODING"],
    ["many levels", `${"<a>".repeat(5000)}${"</a>".repeat(5000)}`, "XML_TOO_DEEP"],
  ])("refuses %s", (_, text, code) => {
    expect(thrown(() => parseXml(typeof text === "string" ? bytes(text) : text))).toBe(code);
  });
});

describe("the ZIP reader", () => {
  const honest = zip([{ name: "a.txt", content: "A" }]);
  const patched = (at: number, value: number) => {
    const copy = honest.slice();
    copy[at < 0 ? copy.length + at : at] = value;
    return copy;
  };
  it.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), "ZIP_MALFORMED"],
    ["bytes after the end", Uint8Array.from([...honest, 0]), "ZIP_MALFORMED"],
    ["bytes before the beginning", Uint8Array.from([0, ...honest]), "ZIP_MALFORMED"],
    ["an entry more than there is", patched(-12, 2), "ZIP_MALFORMED"],
    ["parts", patched(-18, 1), "ZIP_MALFORMED"],
    ["another method", patched(8, 9), "ZIP_MALFORMED"],
    ["a directory elsewhere", patched(-6, 1), "ZIP_MALFORMED"],
    ["a comment longer than the file", patched(-2, 9), "ZIP_MALFORMED"],
  ])("refuses %s", (_, file, code) => {
    expect(thrown(() => readZip(file))).toBe(code);
  });

  it.each([0, 1, 2])("refuses an entry at place %i that the directory does not name", (place) => {
    const files: readonly ZipFile[] = ["a", "b"].map((name) => ({ name, content: name }));
    expect(readZip(zip(files))).toHaveLength(2);
    expect(thrown(() => readZip(zip(files.toSpliced(place, 0, { name: "x", content: "x", hidden: true }))))).toBe(
      "ZIP_MALFORMED",
    );
  });

  it("refuses more entries than a container has", () => {
    const many = Array.from({ length: 5001 }, (_, n) => ({ name: `${n}`, content: "" }));
    expect(thrown(() => readZip(zip(many)))).toBe("ZIP_TOO_LARGE");
  });
});

describe("the manifest reader", () => {
  const asic = "http://uri.etsi.org/02918/v1.2.1#";
  it.each([
    ["another root", "<a/>"],
    ["no reference to a signature", `<ASiCManifest xmlns="${asic}"><DataObjectReference URI="a"/></ASiCManifest>`],
    [
      "two references to signatures",
      `<ASiCManifest xmlns="${asic}"><SigReference URI="a"/><SigReference URI="b"/></ASiCManifest>`,
    ],
    ["no files", `<ASiCManifest xmlns="${asic}"><SigReference URI="a"/></ASiCManifest>`],
  ])("refuses %s", (_, text) => {
    expect(thrown(() => readManifest(bytes(text)))).toBe("ASIC_MALFORMED");
  });
});

describe("mutated files", () => {
  const adele = qualifiedCertificate({ subject: "Adele Prova" });
  const document = bytes(envelopedIn('<fattura Id="f">100</fattura>', { holder: adele }));
  const container = zip([
    { name: "mimetype", content: "application/vnd.etsi.asic-s+zip" },
    { name: "atto.txt", content: "Determinazione", deflate: true },
    {
      name: "META-INF/signature.p7s",
      content: signedBy(bytes("Determinazione"), { holder: adele }, { content: null }),
    },
  ]);
  const list = trustedList({ signer: adele, services: [] });
  const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 6 });
  const flipped = (file: Uint8Array, places: readonly (readonly [number, number])[]) => {
    const copy = file.slice();
    for (const [at, by] of places) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ by;
    return copy;
  };

  it.each([
    ["an XML signature", document],
    ["a container", container],
  ])("of %s always end in a verdict", (_, file) => {
    fc.assert(
      fc.property(flips, (places) => {
        const { verdict } = verifyBytes(flipped(file, places), { anchors: [], at: new Date("2024-03-01T00:00:00Z") });
        expect(["valid", "invalid", "undetermined", "unsigned"]).toContain(verdict);
      }),
      { numRuns: 300 },
    );
  });

  it("of a list are never believed", () => {
    fc.assert(
      fc.property(flips, (places) => {
        const text = flipped(list, places);
        const { lists } = readTrustedLists([text], { signers: [adele.der] });
        // White space in base64 and inside tags means nothing; everything that means something is signed.
        if (lists.length > 0)
          expect(lists[0]).toMatchObject({ territory: "IT", sequence: 7, operator: "Ente di PROVA" });
      }),
      { numRuns: 300 },
    );
  });
});

describe("XML that costs more than it weighs", () => {
  const ds = "http://www.w3.org/2000/09/xmldsig#";
  const reference = `<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="${ds}enveloped-signature"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>`;
  const signed = (body: string, references: number) =>
    `<a>${body}<ds:Signature xmlns:ds="${ds}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>${reference.repeat(references)}</ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature></a>`;
  const namespaces = (count: number) => Array.from({ length: count }, (_, n) => ` xmlns:n${n}="u"`).join("");

  it.each([
    ["a thousand references to all of it", signed("x".repeat(500_000), 1000)],
    ["thousands of namespaces", signed(`<b${namespaces(2000)}>${'<c xmlns:q="u"/>'.repeat(2000)}</b>`, 1)],
    ["more tags than a document has", signed("<b/>".repeat(300_000), 1)],
    ["more references than a signature has", signed("", 2001)],
  ])("%s is given up before it is computed", (_, text) => {
    const { verdict, signatures } = verifyBytes(bytes(text), { anchors: [], at: new Date("2024-03-01T00:00:00Z") });
    expect([verdict, signatures.map(({ integrity }) => integrity)]).toEqual(["undetermined", ["undetermined"]]);
  });
});
