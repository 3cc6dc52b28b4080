import type { Stored } from "../../act/index.ts";
import type { RevocationMaterial } from "../../signature/index.ts";
import type { Objects } from "../ports/objects.ts";
import type { CollectedMaterial } from "./collect-material.ts";
import { bytesOf, keep } from "./objects-of-act.ts";

/** Fetched answers as the stored report names them: an object each, so that a list that ten files share is there once. */
export type KeptMaterial = {
  readonly certificates: readonly Stored[];
  readonly crls: readonly Stored[];
  readonly ocsps: readonly Stored[];
  readonly missing: CollectedMaterial["missing"];
};

/** Stores what was fetched beside the reports of an act. */
export async function keepMaterial(
  objects: Objects,
  prefix: string,
  { certificates, revocation, missing }: CollectedMaterial,
): Promise<KeptMaterial> {
  const keepAll = async (all: readonly Uint8Array[], type: string, extension: string) => {
    const kept: Stored[] = [];
    for (const bytes of all) kept.push(await keep(objects, `${prefix}/material`, bytes, type, extension));
    return kept;
  };
  return {
    certificates: await keepAll(certificates, "application/pkix-cert", ".cer"),
    crls: await keepAll(revocation.crls, "application/pkix-crl", ".crl"),
    ocsps: await keepAll(revocation.ocsps, "application/ocsp-response", ".ors"),
    missing,
  };
}

/** The bytes again, to derive a verdict again. @throws when one is not there or is not what was stored */
export async function materialOf(
  objects: Objects,
  kept: KeptMaterial,
): Promise<{ readonly certificates: readonly Uint8Array[]; readonly revocation: RevocationMaterial }> {
  const read = (all: readonly Stored[]) => Promise.all(all.map((one) => bytesOf(objects, one)));
  return {
    certificates: await read(kept.certificates),
    revocation: { crls: await read(kept.crls), ocsps: await read(kept.ocsps) },
  };
}
