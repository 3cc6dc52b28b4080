// The whole product on one machine with what `visto.json` sets: trusted lists, revocation data, timestamps, over real HTTP.
import { mkdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDemo } from "../../local/demo/open-demo.ts";
import { parseSettings, readSettings } from "../../local/settings.ts";
import { describeVerification, openVerification } from "../../local/verification.ts";
import { trustFolder } from "../../shared/adapters/embedded/trust-folder.ts";
import { deriveVerdicts, openRegister } from "../../shared/workflow/index.ts";
import { actWith } from "../support/acts.ts";
import { signedBy, signingTime, usualAttributes } from "../support/cms.ts";
import { approved, headOf, must, sendSigned } from "../support/journey.ts";
import { qualifiedCertificate } from "../support/qualified-pki.ts";
import { responder, type Served } from "../support/responder.ts";
import { crlOf, ocspAnswer, publishedSigner, publishingAuthority } from "../support/revocation-authority.ts";
import { makeFolder, removeFolder } from "../support/temp-folder.ts";
import { askedIn, granted, timestampRoot, tokenOver } from "../support/timestamp-authority.ts";
import { type ListWish, trustedList } from "../support/trusted-lists.ts";
import type { TestWorld } from "../support/world.ts";

const listSigner = qualifiedCertificate({ subject: "PROVA Italian list" });
const statuses = [{ status: "granted", from: "2017-01-01T00:00:00Z", type: "TSA/QTST", additional: [] }];
const italianList = (wish: Partial<ListWish> = {}) =>
  trustedList({
    signer: listSigner,
    nextUpdate: "2059-07-01T00:00:00Z",
    services: [{ certificates: [timestampRoot.der], statuses }],
    ...wish,
  });

async function folder(): Promise<string> {
  const dir = await makeFolder();
  onTestFinished(() => removeFolder(dir));
  return dir;
}

async function trustIn(dir: string, list = italianList()): Promise<string> {
  await mkdir(join(dir, "trust"), { recursive: true });
  await writeFile(join(dir, "trust", "IT.xml"), list);
  await writeFile(join(dir, "trust", "firmatario.cer"), listSigner.der);
  return join(dir, "trust");
}

/** Authorities out there, and a product that was told of them in `visto.json`. */
async function productWith(
  attachmentOf: (base: string) => { readonly bytes: Uint8Array; readonly ca: Uint8Array },
  paths: Parameters<typeof responder>[0],
) {
  const dir = await folder();
  const tsa = { isUp: true };
  const server = await responder({
    ...paths,
    "/tsa": (request: Served, response) => {
      const time = `${new Date().toISOString().slice(0, 19)}Z`;
      if (tsa.isUp) response.end(granted(tokenOver(askedIn(request.body), { time })));
      else response.writeHead(503).end();
    },
  });
  const { bytes, ca } = attachmentOf(server.url);
  await trustIn(dir);
  await writeFile(join(dir, "ca.cer"), ca);
  const set = { trust: "trust", anchors: ["ca.cer"], fetchMaterial: true, timestamps: [`${server.url}/tsa`] };
  await writeFile(join(dir, "visto.json"), JSON.stringify(set));
  const faults: string[] = [];
  const told = (fault: unknown, about: string) =>
    void faults.push(`${about}: ${fault instanceof Error ? fault.message : fault}`);
  const settings = await readSettings(dir);
  const verification = await openVerification(settings, { dir, told, fetch: { allowLoopback: true } });
  const demo = await openDemo({ dir, baseUrl: "http://127.0.0.1:8080", told, verification });
  onTestFinished(() => demo.close());
  const year = new Date(demo.clock.now()).getUTCFullYear();
  must(await openRegister(demo.world, { year, lastNumber: 0, lastDate: `${year}-01-01`, source: "PROVA" }));
  // The helpers of a test world need no more than the product has.
  const test = { ...demo, dir, faults, close: () => undefined } as unknown as TestWorld;
  const actId = await approved(test, actWith([{ label: "A", bytes }]), [{ label: "A", bytes }]);
  return { test, actId, tsa, server, settings, verification };
}

const authority = publishingAuthority();
const offer = (base: string, crlOnly = false) => {
  const holder = publishedSigner(authority, base, crlOnly);
  const content = new TextEncoder().encode("Offerta economica di prova");
  const attributes = [...usualAttributes(content, holder), signingTime(`${new Date().toISOString().slice(0, 19)}Z`)];
  return { bytes: signedBy(content, { holder, attributes }, { certificates: [holder.der] }), ca: authority.der };
};

describe("the product with authorities set in visto.json", () => {
  it("asks OCSP and a timestamp, and every verdict is derived again when nobody answers any more", async () => {
    const { test, actId, server } = await productWith(offer, { "/ocsp": ocspAnswer(authority) });
    await sendSigned(test, actId);
    await test.outbox.drain();
    const head = await headOf(test, actId);
    expect([head.state, test.faults]).toEqual(["PUBLISHED", []]);
    expect(head.slots[0]?.verdict).toMatchObject({ signature: "valid" });
    expect(head.signed?.timestamp).toBeDefined();
    expect(Date.parse(head.signed?.time.proved ?? "")).toBeGreaterThan(Date.now() - 120_000);
    const asked = server.seen.map(({ path }) => path);
    // The original's timestamp, the one of the copy's seal, and the day's over the root of the public log.
    expect(asked).toEqual(["/ocsp", "/tsa", "/tsa", "/tsa"]);
    const derived = must(await deriveVerdicts(test.world, actId));
    expect(derived.map(({ name, answer }) => [name, answer])).toEqual([
      ["allegato-A", "same"],
      ["originale", "same"],
      ["marca", "same"],
    ]);
    expect(server.seen).toHaveLength(asked.length);
  }, 60_000);

  it("says on the act that the timestamp is missing while the authority is down, and goes on when it is back", async () => {
    const { test, actId, tsa } = await productWith((base) => offer(base, true), { "/ca.crl": crlOf(authority) });
    tsa.isUp = false;
    await sendSigned(test, actId);
    await test.outbox.drain();
    const waiting = await headOf(test, actId);
    expect(waiting).toMatchObject({
      state: "APPROVED",
      timestampMissing: { code: "TSA_NO_TOKEN", attempts: 1, message: expect.stringContaining("status 503") },
      slots: [{ verdict: { signature: "valid" } }],
    });
    tsa.isUp = true;
    await test.outbox.drain();
    expect((await headOf(test, actId)).state).toBe("APPROVED");
    await test.clock.forward(61_000);
    await test.outbox.drain();
    expect(await headOf(test, actId)).toMatchObject({
      state: "PUBLISHED",
      signed: { time: { proved: expect.any(String) } },
    });
  }, 60_000);
});

describe("a folder of trusted lists", () => {
  it("is read again when a list changes, refuses an older one, and tells what does not count", async () => {
    const trust = await trustIn(await folder());
    const told: string[] = [];
    const source = trustFolder(trust, ({ name, problem }) => void told.push(`${name} ${problem}`));
    const sequences = async () => (await source.current()).trustedLists?.lists.map(({ sequence }) => sequence);
    expect(await sequences()).toEqual([7]);
    expect(await source.current()).toBe(await source.current());
    const replace = async (list: Uint8Array) => {
      await writeFile(join(trust, "IT.new"), list);
      await rename(join(trust, "IT.new"), join(trust, "IT.xml"));
    };
    await replace(italianList({ sequence: 8 }));
    expect(await sequences()).toEqual([8]);
    await replace(italianList({ sequence: 6 }));
    expect(await sequences()).toEqual([]);
    expect(told).toEqual(["IT.xml LIST_SEQUENCE_ROLLBACK"]);
    await rm(trust, { recursive: true });
    await expect(source.current()).rejects.toThrow("ENOENT");
  });

  it("is said to be late at the start, and its lists are no evidence then", async () => {
    const dir = await folder();
    await trustIn(dir, italianList({ nextUpdate: "2024-07-01T00:00:00Z" }));
    const settings = parseSettings('{"trust":"trust"}');
    const verification = await openVerification(settings, { dir, told: () => undefined });
    const lines = await describeVerification(verification, settings, "2026-01-01T00:00:00Z");
    expect(lines[0]).toContain("ATTENZIONE: elenco di fiducia IT 7 da aggiornare dal 2024-07-01");
    expect(lines.join("\n")).toContain("nessuna autorità");
    await utimes(join(dir, "trust", "IT.xml"), new Date(), new Date());
  });
});

describe("visto.json", () => {
  it.each<[string, string, RegExp]>([
    ["no JSON", "{", /visto\.json: non è JSON/],
    ["an unknown name", '{"tsa":"https://tsa.example"}', /tsa/],
    ["an address that is none", '{"timestamps":["tsa"]}', /timestamps\.0: "tsa": atteso un indirizzo http o https/],
    [
      "another protocol",
      '{"timestamps":["ftp://nome:segreto@tsa.example"]}',
      /timestamps\.0: "ftp:\/\/…@tsa\.example"/,
    ],
    ["a word for a switch", '{"fetchMaterial":"si"}', /fetchMaterial: "si": /],
    ["a list", "[]", /all of it/],
  ])("with %s is refused by name", (_what, text, says) => {
    expect(() => parseSettings(text)).toThrow(says);
  });

  it.each<[string, object, RegExp]>([
    ["a trust folder that is not there", { trust: "altrove" }, /trust: "altrove": ENOENT/],
    ["an anchor that is not there", { anchors: ["altrove.cer"] }, /anchors\.0: .*ENOENT/],
    ["an anchor that is no certificate", { anchors: ["visto.json"] }, /anchors\.0: .*nessun certificato/],
  ])("with %s is refused before anything is opened", async (_what, set, says) => {
    const dir = await folder();
    await writeFile(join(dir, "visto.json"), JSON.stringify(set));
    const opened = readSettings(dir).then((settings) => openVerification(settings, { dir, told: () => undefined }));
    await expect(opened).rejects.toThrow(says);
  });

  it("is not needed: without it nothing is asked and nothing is trusted", async () => {
    const dir = await folder();
    const settings = await readSettings(dir);
    const verification = await openVerification(settings, { dir, told: () => undefined });
    expect(verification).toEqual({ ports: {}, anchors: [], asksNetwork: false });
    expect((await describeVerification(verification, settings, "2026-01-01T00:00:00Z")).join("\n")).toContain(
      "non verificata",
    );
  });
});
