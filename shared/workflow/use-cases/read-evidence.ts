import type { ActHead, Stored } from "../../act/index.ts";
import { judgedFiles, keptReport } from "../model/kept-report.ts";
import { heldVersion } from "../model/objects-of-act.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import type { World } from "../world.ts";
import { laterEvidence } from "./ask-evidence-again.ts";
import type { ActFile } from "./read-acts.ts";

export type EvidenceKind = "report" | "timestamp" | "certificate" | "crl" | "ocsp" | "list";

/** Something that a verdict of an act stands on, as it was kept. */
export type Evidence = {
  readonly kind: EvidenceKind;
  readonly stored: Stored;
  /** Names of the files that it is about: `originale`, `allegato-X`, `firma-N`, `visto-N`, and `marca…` for the tokens. */
  readonly about: readonly string[];
};

const types: Readonly<Record<EvidenceKind, readonly [type: string, extension: string]>> = {
  report: ["application/json", "json"],
  timestamp: ["application/timestamp-token", "tst"],
  certificate: ["application/pkix-cert", "cer"],
  crl: ["application/pkix-crl", "crl"],
  ocsp: ["application/ocsp-response", "ors"],
  list: ["application/vnd.etsi.tsl+xml", "xml"],
};

type EvidenceWorld = Pick<World, "objects" | "items" | "settings">;

/** What the verdicts of an act stand on: reports, token, fetched answers, certificates and lists, each once. */
export async function listEvidence(world: EvidenceWorld, head: ActHead): Promise<Evidence[]> {
  const found = new Map<string, Evidence>();
  const add = (kind: EvidenceKind, about: string, all: readonly Stored[]) => {
    for (const stored of all) {
      const known = found.get(stored.sha256);
      found.set(stored.sha256, { kind, stored, about: [...new Set([...(known?.about ?? []), about])] });
    }
  };
  const later = (await laterEvidence(world, head.actId)).flatMap(({ name, report }) =>
    report ? [{ name, report }] : [],
  );
  for (const { name, report } of [...judgedFiles(head), ...later]) {
    add("report", name, [report]);
    const { material, basis } = await keptReport(world.objects, report);
    add("crl", name, material?.crls ?? []);
    add("ocsp", name, material?.ocsps ?? []);
    add("certificate", name, [...(material?.certificates ?? []), ...(basis?.anchors ?? [])]);
    add("list", name, basis?.lists ?? []);
  }
  for (const { name, file, over } of judgedFiles(head))
    if (over) add("timestamp", name.replace(/^marca-?/, "") || "originale", [file]);
  return [...found.values()];
}

/** One of them as a file, by its SHA-256. */
export async function findEvidence(world: EvidenceWorld, head: ActHead, sha256: string): Promise<Answer<ActFile>> {
  const one = (await listEvidence(world, head)).find(({ stored }) => stored.sha256 === sha256.toUpperCase());
  if (!one) return refuse(no("DOCUMENT_NOT_FOUND"));
  const [type, extension] = types[one.kind];
  const { key, length } = one.stored;
  const { version } = await heldVersion(world.objects, one.stored);
  const fileName = `${one.kind}-${one.stored.sha256.slice(0, 12)}.${extension}`;
  return answer({ bucket: "vault", key, version, sha256: one.stored.sha256, length, type, fileName });
}
