import { X509Certificate } from "node:crypto";
import { statfs } from "node:fs/promises";
import type { MachineFacts } from "../web/pages.ts";

/** What this machine knows of itself: until when the seal's certificate lasts, and the disk that the data are on. */
export async function machineFacts(dir: string, certificate: Uint8Array): Promise<MachineFacts> {
  const { bavail, blocks, bsize } = await statfs(dir);
  return {
    sealUntil: new Date(new X509Certificate(certificate).validTo).toISOString(),
    disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize },
  };
}
