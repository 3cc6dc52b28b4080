// Proves that `visto refresh-trust-lists` keeps only lists that are believed, over real HTTP on this machine, and that
// `visto verify --trust` takes lists and certificates from one folder.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { refreshTrustListsCommand } from "../../cli/commands/refresh-trust-lists.ts";
import { verifyCommand } from "../../cli/commands/verify.ts";
import { listDownloads } from "../../cli/list-downloads.ts";
import type { Report } from "../../shared/signature/index.ts";
import { signedBy } from "../support/cms.ts";
import { qualifiedCertificate } from "../support/qualified-pki.ts";
import { recorder } from "../support/recorder.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";
import { type ListWish, trustedList } from "../support/trusted-lists.ts";

const europe = qualifiedCertificate({ subject: "PROVA list of the lists" });
const italy = qualifiedCertificate({ subject: "PROVA Italian list" });
const stranger = qualifiedCertificate({ subject: "PROVA stranger" });
const provider = qualifiedCertificate({ subject: "PROVA qualified authority", isAuthority: true });
const adele = qualifiedCertificate({ subject: "Adele Prova", issuer: provider, qualified: {} });
const policy = '{"revocation":"never"}';

let folder = "";
let base = "";
const served = new Map<string, Uint8Array>();

beforeEach(async () => {
  folder = await makeFolder();
  served.clear();
  const server = createServer((request, response) => {
    const bytes = served.get(request.url ?? "");
    if (request.url === "/moved.xml") response.writeHead(302, { location: "http://example.org/eu.xml" }).end();
    else if (request.url === "/inside.xml") response.writeHead(302, { location: "https://10.0.0.1/it.xml" }).end();
    else response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await removeFolder(folder);
  });
});

const trust = () => join(folder, "trust");
const kept = () => readdirSync(trust()).sort();

function lotl(wish: Partial<ListWish> = {}) {
  const pointers = [
    { territory: "EU", certificates: [europe.der], location: `${base}/eu.xml` },
    { territory: "IT", certificates: [italy.der], location: `${base}/it.xml` },
    { territory: "FR", certificates: [italy.der], location: `${base}/fr.xml` },
  ];
  return trustedList({ signer: europe, territory: "EU", pointers, ...wish });
}
const italian = (wish: Partial<ListWish> = {}) => {
  const statuses = [{ status: "granted", from: "2017-01-01T00:00:00Z" }];
  return trustedList({ signer: italy, services: [{ certificates: [provider.der], statuses }], ...wish });
};

async function refresh(from = `${base}/eu.xml`, limit?: number) {
  const { texts, io } = recorder();
  const args = { from, to: trust(), territories: ["IT"], lang: "en" } as const;
  return { code: await refreshTrustListsCommand(args, io, listDownloads(from, limit)), ...texts };
}

async function verify(at = "2024-03-01T00:00:00Z") {
  const { texts, io } = recorder();
  const file = join(folder, "atto.p7m");
  writeFileSync(file, signedBy(new TextEncoder().encode("Determinazione"), { holder: adele }));
  writeFileSync(join(folder, "policy.json"), policy);
  const args = {
    files: [file],
    trust: trust(),
    at,
    policy: join(folder, "policy.json"),
    json: true,
    lang: "it",
  } as const;
  const code = await verifyCommand(args, io);
  return { code, report: JSON.parse(texts.out) as Report, err: texts.err };
}

describe("visto refresh-trust-lists", () => {
  it("keeps the lists under their territories, and verify --trust uses them", async () => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian());
    const answer = await refresh();
    expect([answer.code, kept()]).toEqual([0, ["EU.xml", "IT.xml"]]);
    expect(answer.out).toContain("IT 7: in force until 2024-07-01");
    const { code, report } = await verify();
    expect([code, report.verdict, report.signatures[0]?.signer?.qualified]).toEqual([0, "valid", true]);
  });

  it("asks for the signer's certificate to be compared when nothing in the folder confirms it", async () => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian());
    expect((await refresh()).err).toContain("Official Journal");
    writeFileSync(join(trust(), "lotl-signer.der"), europe.der);
    expect((await refresh()).err).toBe("");
  });

  it("refuses a rollback and leaves the file that was there", async () => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian({ sequence: 9 }));
    expect((await refresh()).code).toBe(0);
    const before = readFileSync(join(trust(), "IT.xml"));
    served.set("/it.xml", italian({ sequence: 8 }));
    const answer = await refresh();
    expect([answer.code, answer.err]).toEqual([1, expect.stringContaining("older than the one already known")]);
    expect(readFileSync(join(trust(), "IT.xml")).equals(before)).toBe(true);
  });

  it.each([
    ["signed by a stranger", () => italian({ signer: stranger, sequence: 8 }), "signer is not among those allowed"],
    ["that is cut", () => italian({ sequence: 8 }).subarray(0, 900), "cannot be read"],
    ["that is a page", () => new TextEncoder().encode("<html></html>"), "cannot be read"],
  ])("refuses a list %s and keeps the old one", async (_, list, words) => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian());
    await refresh();
    served.set("/it.xml", list());
    const answer = await refresh();
    expect([answer.code, answer.err]).toEqual([1, expect.stringContaining(words)]);
    expect((await verify()).report.verdict).toBe("valid");
    expect(kept()).toEqual(["EU.xml", "IT.xml"]);
  });

  it("refuses a list of the lists whose signer the known one does not name", async () => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian());
    await refresh();
    const pointers = [{ territory: "EU", certificates: [stranger.der] }];
    served.set("/eu.xml", lotl({ signer: stranger, sequence: 99, pointers }));
    const answer = await refresh();
    expect([answer.code, answer.err]).toEqual([1, expect.stringContaining("EU 99 refused")]);
  });

  it("says what could not be fetched", async () => {
    served.set("/eu.xml", lotl());
    const answer = await refresh();
    expect([answer.code, answer.err]).toEqual([66, expect.stringContaining("HTTP 404")]);
    expect((await refresh(`${base}/moved.xml`)).err).toContain("http: is not allowed");
    expect((await refresh("ftp://liste.example/eu.xml")).err).toContain("ftp: is not allowed");
    expect((await refresh("liste")).err).toContain("ADDRESS_REFUSED");
  });

  it("refuses a list that is too large, as it comes, and keeps the old one", async () => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian());
    expect((await refresh()).code).toBe(0);
    const statuses = [{ status: "granted", from: "2017-01-01T00:00:00Z" }];
    const services = Array.from({ length: 40 }, () => ({ certificates: [provider.der], statuses }));
    served.set("/it.xml", italian({ sequence: 8, services }));
    const answer = await refresh(`${base}/eu.xml`, 20_000);
    expect([answer.code, answer.err]).toEqual([66, expect.stringContaining("more than 20000 bytes")]);
    expect((await verify()).report.verdict).toBe("valid");
  });

  it.each([
    ["a pointer of a signed list", () => "https://10.0.0.1/it.xml"],
    ["a redirect", () => `${base}/inside.xml`],
  ])("is not sent inside by %s", async (_what, location) => {
    const pointers = [
      { territory: "EU", certificates: [europe.der], location: `${base}/eu.xml` },
      { territory: "IT", certificates: [italy.der], location: location() },
    ];
    served.set("/eu.xml", lotl({ pointers }));
    const answer = await refresh();
    expect([answer.code, answer.err]).toEqual([66, expect.stringContaining("ADDRESS_REFUSED: 10.0.0.1 is not out")]);
  });
});

describe("a list of the lists that changed its signers", () => {
  const second = qualifiedCertificate({ subject: "PROVA list of the lists, second" });
  const third = qualifiedCertificate({ subject: "PROVA list of the lists, third" });
  const eu = (...signers: readonly { readonly der: Uint8Array }[]) => ({
    territory: "EU",
    certificates: signers.map(({ der }) => der),
    location: `${base}/eu.xml`,
  });
  const it_ = () => ({ territory: "IT", certificates: [italy.der], location: `${base}/it.xml` });
  /** Known: signed by the first. Then a pivot that names the second, one that names the third, and the newest of all. */
  const serve = (wrong: { readonly pivotSigner?: typeof second } = {}) => {
    const pivots = [`${base}/eu-lotl-pivot-30.xml`, `${base}/eu-lotl-pivot-20.xml`];
    served.set(
      "/eu-lotl-pivot-20.xml",
      trustedList({ signer: europe, territory: "EU", sequence: 20, pointers: [eu(second), it_()] }),
    );
    served.set(
      "/eu-lotl-pivot-30.xml",
      trustedList({ signer: wrong.pivotSigner ?? second, territory: "EU", sequence: 30, pointers: [eu(third), it_()] }),
    );
    served.set(
      "/eu.xml",
      trustedList({ signer: third, territory: "EU", sequence: 31, pivots, pointers: [eu(third), it_()] }),
    );
  };

  it("is believed through its pivots, which are fetched for it and not kept", async () => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian());
    expect((await refresh()).code).toBe(0);
    serve();
    served.set("/it.xml", italian({ sequence: 8 }));
    const answer = await refresh();
    expect([answer.code, answer.out, kept()]).toEqual([
      0,
      expect.stringMatching(/^EU 31: .*\nIT 8: /),
      ["EU.xml", "IT.xml"],
    ]);
    expect((await verify()).report.verdict).toBe("valid");
  });

  it("is refused when a pivot is signed by nobody that the one before it names", async () => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian());
    await refresh();
    serve({ pivotSigner: stranger });
    const answer = await refresh();
    expect(answer.code).toBe(1);
    expect(answer.err).toContain("EU 30 refused");
    expect(answer.err).toContain("EU 31 refused");
    // The pivot before the bad one is believed: it is the newest that is.
    expect(answer.out).toContain("EU 20:");
  });

  it("is refused when a pivot is not to be had", async () => {
    served.set("/eu.xml", lotl()).set("/it.xml", italian());
    await refresh();
    const before = readFileSync(join(trust(), "EU.xml"));
    serve();
    served.delete("/eu-lotl-pivot-20.xml");
    const answer = await refresh();
    expect([answer.code, answer.err]).toEqual([1, expect.stringContaining("EU 31 refused")]);
    expect(readFileSync(join(trust(), "EU.xml")).equals(before)).toBe(true);
  });

  it("is refused when its number is below the known one", async () => {
    served.set("/eu.xml", lotl({ sequence: 50 })).set("/it.xml", italian());
    await refresh();
    const before = readFileSync(join(trust(), "EU.xml"));
    serve();
    const answer = await refresh();
    expect([answer.code, answer.err]).toEqual([1, expect.stringContaining("older than the one already known")]);
    expect(readFileSync(join(trust(), "EU.xml")).equals(before)).toBe(true);
  });
});

describe("visto verify --trust", () => {
  it("tells which list is not believed and stays undetermined", async () => {
    mkdirSync(trust());
    writeFileSync(join(trust(), "eu.xml"), lotl());
    writeFileSync(join(trust(), "it.xml"), italian({ signer: stranger }));
    const { code, report, err } = await verify();
    expect([code, report.verdict]).toEqual([2, "undetermined"]);
    expect(err).toContain("IT 7 respinto");
  });

  it("takes certificates and lists together", async () => {
    mkdirSync(trust());
    writeFileSync(join(trust(), "it.xml"), italian());
    writeFileSync(join(trust(), "signer.der"), italy.der);
    expect((await verify()).report.verdict).toBe("valid");
    writeFileSync(join(trust(), "provider.cer"), provider.der);
    const late = await verify("2025-01-01T00:00:00Z");
    expect(late.report.verdict).toBe("valid");
  });
});
