// The demo's TEST PKI is made once, mended after a kill, and never mixed.
import { X509Certificate } from "node:crypto";
import { cp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPki, type TestPerson } from "../../../local/demo/pki.ts";
import { makeFolder, removeFolder, tempFolder } from "../../support/temp-folder.ts";

const adele: TestPerson = { name: "Adele Prova", surname: "Prova", givenName: "Adele", fiscalCode: "PRVDLA80A41H501X" };
const bruno: TestPerson = {
  name: "Bruno Esempio",
  surname: "Esempio",
  givenName: "Bruno",
  fiscalCode: "SMPBRN70A01H501Y",
};
const demoClock = new Date("2025-12-24T09:00:00Z");

const open = (dir: string, people = [adele, bruno], now = demoClock) =>
  openTestPki({ dir, people, bodyName: "Comune di Borgo Sereno", now });

// Keys take long to make: the tests that begin with a whole PKI begin with a copy of this one.
let whole: string;

beforeAll(async () => {
  whole = await makeFolder();
  await open(whole);
});

afterAll(() => removeFolder(whole));

async function aCopy(): Promise<string> {
  const dir = await tempFolder();
  await cp(whole, dir, { recursive: true });
  return dir;
}

const seen = ({ certificate }: { certificate: Uint8Array }) => new X509Certificate(certificate);

describe("the TEST public key infrastructure", () => {
  it("gives each person a certificate with name and codice fiscale, and says everywhere that it is a test", async () => {
    const pki = await open(whole);
    const authority = new X509Certificate(pki.caCertificate);
    expect(authority.subject).toContain("CN=CA DI PROVA - NESSUN VALORE LEGALE");
    expect(authority.ca && authority.verify(authority.publicKey)).toBe(true);
    const own = seen(pki.signerFor(adele.fiscalCode));
    for (const part of [
      "CN=Adele Prova",
      "SN=Prova",
      "GN=Adele",
      "serialNumber=TINIT-PRVDLA80A41H501X",
      "NESSUN VALORE LEGALE",
    ]) {
      expect(own.subject).toContain(part);
    }
    const seal = seen(pki.sealSigner);
    for (const part of ["O=Comune di Borgo Sereno", "CN=SIGILLO DI PROVA", "NESSUN VALORE LEGALE"]) {
      expect(seal.subject).toContain(part);
    }
    for (const leaf of [own, seal])
      expect(leaf.verify(authority.publicKey) && leaf.checkIssued(authority) && !leaf.ca).toBe(true);
  });

  it("is valid on the demo's clock and long after", async () => {
    const pki = await open(whole);
    const { validFrom, validTo } = seen(pki.sealSigner);
    expect(new Date(validFrom)).toEqual(new Date("2020-01-01T00:00:00Z"));
    expect(new Date(validTo).getUTCFullYear()).toBe(2045);
  });

  it("is the same when it is opened again, and keys are for their owner's eyes only", async () => {
    const dir = await aCopy();
    const first = await open(dir);
    const files = (await readdir(dir)).sort();
    expect(files).toEqual([
      "ca.p12",
      "ca.pem",
      "seal.p12",
      "seal.pem",
      "signatory-PRVDLA80A41H501X.p12",
      "signatory-PRVDLA80A41H501X.pem",
      "signatory-SMPBRN70A01H501Y.p12",
      "signatory-SMPBRN70A01H501Y.pem",
    ]);
    for (const file of files) expect((await stat(join(dir, file))).mode & 0o777).toBe(0o600);
    const again = await open(dir);
    expect(again.caCertificate).toEqual(first.caCertificate);
    expect(again.signerFor(adele.fiscalCode).certificate).toEqual(first.signerFor(adele.fiscalCode).certificate);
    expect(await readFile(join(dir, "ca.pem"), "utf8")).toBe(new X509Certificate(first.caCertificate).toString());
  });

  it("makes what a kill left unmade, under the same authority", async () => {
    const dir = await aCopy();
    const first = await open(dir);
    await rm(join(dir, "seal.p12"));
    await rm(join(dir, "ca.pem"));
    await truncate(join(dir, "signatory-SMPBRN70A01H501Y.p12"), 100);
    await writeFile(join(dir, "seal.p12.0123456789ab.tmp"), "half");
    const again = await open(dir);
    expect(again.caCertificate).toEqual(first.caCertificate);
    const authority = new X509Certificate(first.caCertificate);
    for (const signer of [again.sealSigner, again.signerFor(bruno.fiscalCode)])
      expect(seen(signer).verify(authority.publicKey)).toBe(true);
    expect(again.signerFor(adele.fiscalCode).certificate).toEqual(first.signerFor(adele.fiscalCode).certificate);
  });

  it("makes anew what another authority issued", async () => {
    const dir = await aCopy();
    await rm(join(dir, "ca.p12"));
    const again = await open(dir);
    const authority = new X509Certificate(again.caCertificate);
    for (const signer of [again.sealSigner, again.signerFor(adele.fiscalCode)]) {
      expect(seen(signer).verify(authority.publicKey)).toBe(true);
      expect(signer.chain).toEqual([again.caCertificate]);
    }
  });

  it("makes anew the certificate of a person whose name changed", async () => {
    const dir = await aCopy();
    const first = await open(dir);
    const renamed = await open(dir, [{ ...adele, name: "Adele Prova Nuova" }, bruno]);
    expect(seen(renamed.signerFor(adele.fiscalCode)).subject).toContain("CN=Adele Prova Nuova");
    expect(renamed.signerFor(bruno.fiscalCode).certificate).toEqual(first.signerFor(bruno.fiscalCode).certificate);
  });

  it("is one and the same for two that open it at the same moment", async () => {
    const dir = await tempFolder();
    const [one, other] = await Promise.all([open(dir, []), open(dir, [])]);
    expect(other.caCertificate).toEqual(one.caCertificate);
    expect(other.sealSigner.certificate).toEqual(one.sealSigner.certificate);
    expect((await readdir(dir)).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  });

  it("never replaces an authority: a broken or expired one is a fault that says what to do", async () => {
    const dir = await aCopy();
    await expect(open(dir, [], new Date("2050-01-01T00:00:00Z"))).rejects.toThrow("expired: remove the folder");
    await truncate(join(dir, "ca.p12"), 10);
    await expect(open(dir, [])).rejects.toMatchObject({ code: "PKCS12_UNREADABLE" });
  });

  it.each(["", "../../etc/passwd", "prvdla80a41h501x", "PRVDLA80A41H501X.p12"])(
    "refuses %j as a codice fiscale",
    async (fiscalCode) => {
      await expect(open(await tempFolder(), [{ ...adele, fiscalCode }])).rejects.toThrow("not a codice fiscale");
    },
  );

  it("has no key for a stranger", async () => {
    const pki = await open(whole, [adele]);
    expect(() => pki.signerFor(bruno.fiscalCode)).toThrow("nobody with codice fiscale");
  });
});
