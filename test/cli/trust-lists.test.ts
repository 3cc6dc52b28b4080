// Proves that `visto refresh-trust-lists` keeps only lists that are believed, over real HTTP on this machine, and that
// `visto verify --trust` takes lists and certificates from one folder.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { refreshTrustListsCommand } from "../../cli/commands/refresh-trust-lists.ts";
import { verifyCommand } from "../../cli/commands/verify.ts";
import type { Io } from "../../cli/io.ts";
import { downloadList } from "../../cli/list-downloads.ts";
import type { Report } from "../../shared/signature/index.ts";
import { signedBy } from "../support/cms.ts";
import { qualifiedCertificate } from "../support/qualified-pki.ts";
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

function recorder() {
  const texts = { out: "", err: "" };
  const io: Io = {
    out: (text) => {
      texts.out += text;
    },
    err: (text) => {
      texts.err += text;
    },
    readFile: (path) => readFile(path),
    colour: false,
  };
  return { texts, io };
}

async function refresh(from = `${base}/eu.xml`) {
  const { texts, io } = recorder();
  const args = { from, to: trust(), territories: ["IT"], lang: "en" } as const;
  return { code: await refreshTrustListsCommand(args, io, downloadList), ...texts };
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
    expect((await refresh("http://192.0.2.1/eu.xml")).err).toContain("http: is not allowed");
    expect((await refresh(`${base}/moved.xml`)).err).toContain("http: is not allowed");
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
