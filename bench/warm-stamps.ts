import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { openStamper } from "../shared/pdf/index.ts";
import { keySigner, sealPdf, testCertificate } from "../shared/seal/index.ts";
import { benchFonts, benchStamps } from "./stamp-text.ts";

/** Milliseconds of CPU to stamp five signed pages in a process that has stamped before; the median of fifty. */
export async function warmStamps(pdf: Uint8Array): Promise<void> {
  const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const own = createPrivateKey(key.export({ format: "pem", type: "pkcs8" }));
  const request = {
    subject: [["commonName", "PROVA bench"]] as const,
    publicKey: createPublicKey(own),
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date("2045-01-01T00:00:00Z"),
    keyUsage: ["nonRepudiation"] as const,
    authority: false,
  };
  const certificate = await testCertificate({ ...request, keyUsage: [...request.keyUsage] }, { ownKey: own });
  const signed = await sealPdf(pdf, keySigner(own, certificate), { at: new Date("2025-12-24T09:00:00Z") });
  const stamper = openStamper(benchFonts());
  const times: number[] = [];
  for (let round = 0; round < 80; round++) {
    const before = process.cpuUsage();
    const laid = await stamper.layOver(signed, benchStamps);
    const { user, system } = process.cpuUsage(before);
    if (!laid.ok) throw new Error(laid.refusal.code);
    if (round >= 30) times.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  console.log(`5 signed pages, warm: ${(times[25] ?? 0).toFixed(1)} ms of CPU`);
}
