import { type NumberedHead, type PublishedHead, type SealedHead, sha256Of } from "../../act/index.ts";
import { sealPdf } from "../../seal/index.ts";
import { verifyBytes } from "../../signature/index.ts";
import type { ChangeWorld, World } from "../world.ts";
import { bytesOf } from "./objects-of-act.ts";
import type { InBoth } from "./signed-file-words.ts";
import { stampOriginal } from "./stamp-original.ts";

export type SealWorld = ChangeWorld &
  Pick<World, "objects" | "renderer" | "seal" | "anchors" | "trust" | "material" | "timestamps">;

/** Why there is no copy yet. It is about our means, never about the act, which stays NUMBERED and says so. */
export class SealingStopped extends Error {
  override readonly name = "SealingStopped";
  readonly code: string;
  readonly why: InBoth;
  constructor(code: string, why: InBoth) {
    super(why.it);
    this.code = code;
    this.why = why;
  }
}

export type Pages = { readonly bytes: Uint8Array; readonly count: number; readonly earlierSignatures: number };

/** The body's seal, with a timestamp where an authority is set; without one it says no proved time at all. */
export async function sealPages(
  world: SealWorld,
  head: NumberedHead | SealedHead | PublishedHead,
  pages: Pages,
  what: "Copia" | "Testo con omissis",
): Promise<Uint8Array> {
  // The instant of what the copy says last, not of this attempt: a repetition seals the same bytes in the same words.
  const said = [head.registration, ...(head.visti ?? []), ...(head.amendedBy ?? [])].map(({ at }) => Date.parse(at));
  const at = new Date(Math.max(...said));
  const sealed = await sealPdf(pages.bytes, world.seal, {
    at,
    reason: `${what} della determinazione n. ${head.registration.number}/${head.registration.year}`,
    name: world.settings.name,
    ...(world.timestamps ? { timestamp: (signature) => tokenOver(world, head.actId, signature) } : {}),
  });
  // The copy leaves only when the verifier that others will use finds the seal intact over the whole file.
  const { signatures } = verifyBytes(sealed, { anchors: [], at });
  const intact = signatures.every(({ integrity }) => integrity === "valid");
  const own = signatures.filter(({ coverage }) => coverage === "whole-file");
  if (!intact || own.length !== 1 || signatures.length < 1 + pages.earlierSignatures)
    throw new SealingStopped("SEAL_NOT_VALID", {
      it: "Il sigillo appena posto non risulta integro.",
      en: "The seal that was just made does not come out intact.",
    });
  return sealed;
}

/** A judged token over the seal's signature (RFC 3161). @throws {TimestampMissing}: the act stays NUMBERED and says so */
async function tokenOver(world: SealWorld, actId: string, signature: Uint8Array): Promise<Uint8Array> {
  const file = { sha256: sha256Of(signature), length: signature.length };
  const stamped = await stampOriginal(world, actId, { file, bytes: signature });
  if (!stamped) throw new Error("a timestamp was asked for without an authority");
  return bytesOf(world.objects, stamped.timestamp);
}
