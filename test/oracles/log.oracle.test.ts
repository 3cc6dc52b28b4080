// OpenSSL, which knows nothing of logs, verifies the signature under a checkpoint with the key of its verifier's line.
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readProofFile, readVerifierLine } from "../../shared/register/log/index.ts";
import { proofFor } from "../support/log-proof.ts";
import { tempFolder } from "../support/temp-folder.ts";

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
