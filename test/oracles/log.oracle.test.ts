// OpenSSL, which knows nothing of logs, verifies the signature under a checkpoint, and the timestamp over one.
import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import { readProofFile, readVerifierLine } from "../../shared/register/log/index.ts";
import { readCheckpointText, stampLog } from "../../shared/workflow/log.ts";
import { addEntries, openLogWorld, runLog } from "../support/log.ts";
import { proofFor } from "../support/log-proof.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { timestampRoot, tokenOver } from "../support/timestamp-authority.ts";

async function verifies(change: (text: string) => string): Promise<boolean> {
  const dir = await tempFolder();
  const { proof, line } = await proofFor("AB".repeat(32));
  const note = readProofFile(proof)?.head.note;
  const key = readVerifierLine(line);
  if (!note || !key) throw new Error("there is a proof");
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key.publicKey]);
  const at = (name: string) => join(dir, name);
  await writeFile(at("key.pem"), `-----BEGIN PUBLIC KEY-----\n${spki.toString("base64")}\n-----END PUBLIC KEY-----\n`);
  await writeFile(at("text"), change(note.text));
  await writeFile(at("signature"), note.signatures[0]?.signature ?? "");
  const asked = [
    "-verify",
    "-pubin",
    "-inkey",
    at("key.pem"),
    "-rawin",
    "-in",
    at("text"),
    "-sigfile",
    at("signature"),
  ];
  try {
    return execFileSync("openssl", ["pkeyutl", ...asked], { stdio: "pipe" })
      .toString()
      .includes("Verified");
  } catch {
    return false;
  }
}

it("OpenSSL says that the checkpoint's signature holds, and that it does not over another text", async () => {
  expect(await verifies((text) => text)).toBe(true);
  expect(await verifies((text) => text.replace("\n2\n", "\n3\n"))).toBe(false);
});

it("OpenSSL says that the kept timestamp is over the checkpoint as it is served, and over no other", async () => {
  const dir = await tempFolder();
  const items = openSqliteItems({ file: join(dir, "items.sqlite"), now: () => new Date() });
  onTestFinished(() => items.close());
  const world = await openLogWorld(items, dir, "ente");
  await addEntries(world, "01AAAA1", 1, 3);
  await runLog(world);
  const stamp = async (imprint: Uint8Array) => tokenOver({ imprint, nonce: new Uint8Array([1, 2]) });
  expect(await stampLog({ ...world, timestamps: { stamp } })).toBe(3);
  const head = await world.objects.head({ bucket: "portal", key: "log/timestamp/3.tsr" });
  const parts: Uint8Array[] = [];
  for await (const part of (head && (await world.objects.read(head))) ?? []) parts.push(part);
  const checkpoint = (await readCheckpointText(world)) ?? "";
  await writeFile(join(dir, "3.tsr"), Buffer.concat(parts));
  await writeFile(join(dir, "ca.pem"), new X509Certificate(timestampRoot.der).toString());
  const says = async (text: string) => {
    await writeFile(join(dir, "checkpoint"), text);
    const asked = ["-verify", "-data", "checkpoint", "-in", "3.tsr", "-CAfile", "ca.pem"];
    const { stdout, stderr } = spawnSync("openssl", ["ts", ...asked], { cwd: dir, encoding: "utf8" });
    return stdout + stderr;
  };
  expect(await says(checkpoint)).toContain("Verification: OK");
  expect(await says(checkpoint.replace("\n3\n", "\n4\n"))).toContain("Verification: FAILED");
});
