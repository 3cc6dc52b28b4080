import { X509Certificate } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readPkcs12, SealError, type SignerPort } from "../../shared/seal/index.ts";
import { signP7m } from "./sign-p7m.ts";
import { signPdf } from "./sign-pdf.ts";

const usage = `Firmatario di PROVA: sta al posto di una smart card, nella demo e nei test. Nessun valore legale.
TEST signer: stands in for a smart card, in the demo and the tests. Worthless in law.

  node local/test-signer/main.ts --p12 KEY.p12 --in FILE --out SIGNED [--p7m] [--password prova] [--at INSTANT]
`;

class UsageError extends Error {}

async function main(): Promise<void> {
  const asked = options();
  const signer = readPkcs12(await readFile(asked.p12), asked.password);
  refuseRealCertificate(signer);
  const bytes = await readFile(asked.in);
  const signed = asked.p7m ? await signP7m(bytes, signer, asked.at) : await signPdf(bytes, signer, asked.at);
  await writeFile(asked.out, signed, { flag: "wx" });
  process.stdout.write(`Firma di PROVA (TEST): ${asked.out}\n`);
}

function options() {
  const { p12, in: input, out, password, at, p7m } = parsed();
  if (p12 === undefined || input === undefined || out === undefined) throw new UsageError("--p12, --in, --out");
  const instant = at === undefined ? new Date() : new Date(at);
  if (Number.isNaN(instant.getTime())) throw new UsageError(`--at: not an instant: ${at}`);
  return { p12, in: input, out, password: password ?? "prova", at: instant, p7m: p7m === true };
}

function parsed() {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      options: { p12: text, in: text, out: text, password: text, at: text, p7m: { type: "boolean" } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A tool of the tests must not be a way to sign for real: only certificates of the TEST authority are taken. */
function refuseRealCertificate({ certificate }: SignerPort): void {
  const { issuer } = new X509Certificate(certificate);
  if (!issuer.includes("CA DI PROVA")) throw new UsageError("only certificates of the TEST authority are taken");
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`${error instanceof Error ? error.message : error}\n${isUsage ? `\n${usage}` : ""}`);
  // The exit codes of `visto`: usage, refused, a file that cannot be read or written.
  process.exitCode = isUsage ? 64 : error instanceof SealError ? 1 : 66;
}
