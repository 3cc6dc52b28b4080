// Proves that a container is believed only for the files that are signed as they are. Containers come from the recipe
// in test/support/zip-writer.ts, signatures from test/support/cms.ts.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { defaultPolicy, type Report, verifyBytes } from "../../../shared/signature/index.ts";
import { signedBy, token } from "../../support/cms.ts";
import { qualifiedCertificate } from "../../support/qualified-pki.ts";
import { type ZipFile, zip } from "../../support/zip-writer.ts";

const policy = { ...defaultPolicy, revocation: "never" } as const;
const at = new Date("2024-03-01T00:00:00Z");
const adele = qualifiedCertificate({ subject: "Adele Prova" });
const bruno = qualifiedCertificate({ subject: "Bruno Esempio" });
const stamper = qualifiedCertificate({ subject: "PROVA stamper", isTimestamper: true });
const bytes = (text: string) => new TextEncoder().encode(text);

const verify = (file: Uint8Array): Report =>
  verifyBytes(file, { anchors: [adele.der, bruno.der, stamper.der], at, policy });
const codesOf = ({ signatures }: Report) => signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code));
const detached = (content: string, holder = adele) => signedBy(bytes(content), { holder }, { content: null });

const simple: ZipFile = { name: "mimetype", content: "application/vnd.etsi.asic-s+zip" };
const extended: ZipFile = { name: "mimetype", content: "application/vnd.etsi.asic-e+zip" };
const sha256 = (content: string) => createHash("sha256").update(content).digest("base64");

function manifest(signature: string, files: Readonly<Record<string, string>>): string {
  const references = Object.entries(files).map(
    ([name, content]) =>
      `<DataObjectReference URI="${name}"><DigestMethod xmlns="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue xmlns="http://www.w3.org/2000/09/xmldsig#">${sha256(content)}</DigestValue></DataObjectReference>`,
  );
  return `<ASiCManifest xmlns="http://uri.etsi.org/02918/v1.2.1#"><SigReference URI="${signature}" MimeType="application/pkcs7-signature"/>${references.join("")}</ASiCManifest>`;
}

const data = { "atto.txt": "Determinazione", "allegato è.txt": "Relazione" } as const;
const listed = manifest("META-INF/signature001.p7s", {
  "atto.txt": data["atto.txt"],
  "allegato%20%C3%A8.txt": data["allegato è.txt"],
});
const files = Object.entries(data).map(([name, content]) => ({ name, content, deflate: true }));
const signature: ZipFile = { name: "META-INF/signature001.p7s", content: detached(listed) };
const manifestFile: ZipFile = { name: "META-INF/ASiCManifest001.xml", content: listed };
const honest = [extended, ...files, manifestFile, signature];

describe("honest containers", () => {
  it("ASiC-S with one file and one signature is valid, whole and signed by the signer", () => {
    const report = verify(
      zip([
        simple,
        { name: "atto.txt", content: "Determinazione" },
        { name: "META-INF/signature.p7s", content: detached("Determinazione") },
      ]),
    );
    expect(report).toMatchObject({
      format: "asic-s",
      verdict: "valid",
      signatures: [{ kind: "cades", coverage: "whole-file" }],
    });
    expect(report.content).toMatchObject({ format: "text", size: 14 });
  });

  it("ASiC-E with a manifest, several files and names that are percent-encoded is valid", () => {
    const report = verify(zip(honest));
    expect(report).toMatchObject({ format: "asic-e", verdict: "valid" });
    expect(report.signatures[0]?.coveredFiles).toEqual(["atto.txt", "allegato è.txt"]);
  });

  it("several signatures over files of their own are all verified", () => {
    const second = manifest("META-INF/signature002.p7s", { "terzo.txt": "Terzo" });
    const more = [
      { name: "terzo.txt", content: "Terzo" },
      { name: "META-INF/ASiCManifest002.xml", content: second },
      { name: "META-INF/signature002.p7s", content: detached(second, bruno) },
    ];
    const report = verify(zip([...honest, ...more]));
    expect([report.verdict, report.signatures.map(({ signer }) => signer?.name)]).toEqual([
      "valid",
      ["Adele Prova", "Bruno Esempio"],
    ]);
  });

  it("ASiC-S with a timestamp only attests a time and no signer", () => {
    const stamp = token(bytes("Determinazione"), stamper, "2021-05-01T00:00:00Z");
    const report = verify(
      zip([
        simple,
        { name: "atto.txt", content: "Determinazione" },
        { name: "META-INF/timestamp.tst", content: stamp },
      ]),
    );
    expect([report.verdict, report.signatures.map(({ kind }) => kind)]).toEqual(["valid", ["timestamp"]]);
  });
});

describe("line 81: containers", () => {
  it("line 81: a file that no signature covers leaves the container open and is named", () => {
    const report = verify(zip([...honest, { name: "aggiunto.txt", content: "Mai firmato" }]));
    expect([report.verdict, report.signatures[0]?.coverage]).toEqual(["undetermined", "partial"]);
    expect(report.signatures[0]?.reasons.find(({ code }) => code === "ASIC_FILE_NOT_SIGNED")?.message).toContain(
      "aggiunto.txt",
    );
  });

  it("line 81: an unsigned file among the META-INF files is found too", () => {
    expect(codesOf(verify(zip([...honest, { name: "META-INF/programma.sh", content: "echo" }])))).toContain(
      "ASIC_FILE_NOT_SIGNED",
    );
  });

  it("line 81: a second file in an ASiC-S leaves it open: which of them was signed?", () => {
    const report = verify(
      zip([
        simple,
        { name: "a.txt", content: "A" },
        { name: "b.txt", content: "B" },
        { name: "META-INF/signature.p7s", content: detached("A") },
      ]),
    );
    expect([report.verdict, codesOf(report)]).toEqual([
      "undetermined",
      expect.arrayContaining(["ASIC_MANIFEST_AMBIGUOUS"]),
    ]);
  });

  it("line 81: a file that is not as the manifest says makes the signature invalid", () => {
    const changed = honest.map((file) => (file.name === "atto.txt" ? { ...file, content: "Determinazione 2" } : file));
    const report = verify(zip(changed));
    expect([report.verdict, report.signatures[0]?.integrity, report.signatures[0]?.subIndication]).toEqual([
      "invalid",
      "invalid",
      "HASH_FAILURE",
    ]);
    expect(codesOf(report)).toContain("ASIC_FILE_CHANGED");
  });

  it("line 81: a file that is missing leaves it open", () => {
    const report = verify(zip(honest.filter(({ name }) => name !== "atto.txt")));
    expect([report.verdict, codesOf(report)]).toEqual(["undetermined", expect.arrayContaining(["ASIC_FILE_MISSING"])]);
  });

  it("line 81: a manifest that was changed makes the signature invalid", () => {
    const other = manifest("META-INF/signature001.p7s", { "atto.txt": data["atto.txt"] });
    const report = verify(zip(honest.map((file) => (file === manifestFile ? { ...file, content: other } : file))));
    expect(report.verdict).toBe("invalid");
  });

  it("line 81: two manifests over one signature leave it open, whichever comes first", () => {
    const second: ZipFile = {
      name: "META-INF/ASiCManifest.xml",
      content: manifest("META-INF/signature001.p7s", { "altro.txt": "altro" }),
    };
    for (const all of [
      [...honest, second],
      [extended, second, ...honest.slice(1)],
    ]) {
      const report = verify(zip(all));
      expect([report.verdict, codesOf(report)]).toEqual([
        "undetermined",
        expect.arrayContaining(["ASIC_MANIFEST_AMBIGUOUS"]),
      ]);
    }
  });

  it.each([
    ["a name that climbs out", { name: "../../etc/passwd", content: "x" }],
    ["an absolute name", { name: "/etc/passwd", content: "x" }],
    ["a name with a drive", { name: "C:/x", content: "x" }],
    ["a name with backslashes", { name: "..\\x", content: "x" }],
    ["a duplicate entry", { name: "atto.txt", content: "Mai firmato" }],
    ["a duplicate under another Unicode form", { name: "allegato è.txt".normalize("NFD"), content: "Mai firmato" }],
    ["a local header of another name", { name: "x.txt", localName: "y.txt", content: "x" }],
    ["an entry that the directory does not name", { name: "x.txt", content: "x", hidden: true }],
    ["an encrypted entry", { name: "x.txt", content: "x", flags: 1 }],
    ["a bomb that states its size", { name: "x.txt", content: "x", statedSize: 300_000_000 }],
    [
      "a bomb that hides its size",
      { name: "atto2.txt", content: new Uint8Array(5_000_000), deflate: true, statedSize: 10 },
    ],
  ] satisfies [string, ZipFile][])("line 81: refuses %s, and nothing in the container is valid", (_, file) => {
    const report = verify(zip([...honest, file]));
    expect(report.verdict).not.toBe("valid");
    expect(report.signatures.every(({ indication }) => indication !== "TOTAL_PASSED")).toBe(true);
  });

  it.each([
    ["of a program", "application/x-msdownload"],
    ["of a picture", "image/png"],
  ])("line 81: a container that declares the type %s stays open", (_, type) => {
    const report = verify(zip([{ name: "mimetype", content: type }, ...honest.slice(1)]));
    expect([report.verdict, codesOf(report)]).toEqual([
      "undetermined",
      expect.arrayContaining(["ASIC_MIMETYPE_WRONG"]),
    ]);
  });

  it("line 81: a timestamp of other data is invalid", () => {
    const stamp = token(bytes("Altro"), stamper, "2021-05-01T00:00:00Z");
    const report = verify(
      zip([
        simple,
        { name: "atto.txt", content: "Determinazione" },
        { name: "META-INF/timestamp.tst", content: stamp },
      ]),
    );
    expect([report.verdict, codesOf(report)]).toEqual([
      "invalid",
      expect.arrayContaining(["TIMESTAMP_OF_OTHER_BYTES"]),
    ]);
  });

  it("line 81: one invalid signature among two is never an overall green", () => {
    const second = manifest("META-INF/signature002.p7s", { "atto.txt": data["atto.txt"] });
    const more = [
      { name: "META-INF/ASiCManifest002.xml", content: second },
      { name: "META-INF/signature002.p7s", content: detached(`${second} `, bruno) },
    ];
    expect(verify(zip([...honest, ...more])).verdict).toBe("invalid");
  });
});
