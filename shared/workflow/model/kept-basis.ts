import * as z from "zod";
import { type Stored, storedSchema } from "../../act/index.ts";
import { type Policy, readPolicyJson } from "../../signature/index.ts";
import type { Objects } from "../ports/objects.ts";
import { keep } from "./objects-of-act.ts";
import type { TrustSources } from "./trust-of.ts";

/** What a kept verdict stood on besides the file and the fetched answers: enough to derive it again years later. */
export type KeptBasis = {
  /** The moment of the verdict. */
  readonly at: string;
  readonly policy: Policy;
  readonly maxBytes: number | null;
  readonly anchors: readonly Stored[];
  readonly lists: readonly Stored[];
};

// The same list stands under thousands of verdicts: its bytes are hashed and offered to the store once a process.
const known = new WeakMap<Objects, WeakMap<Uint8Array, Promise<Stored>>>();

function keepOnce(objects: Objects, bytes: Uint8Array, type: string, extension: string): Promise<Stored> {
  const ofStore = known.get(objects) ?? new WeakMap<Uint8Array, Promise<Stored>>();
  known.set(objects, ofStore);
  const earlier = ofStore.get(bytes);
  if (earlier !== undefined) return earlier;
  const kept = keep(objects, "trust", bytes, type, extension);
  ofStore.set(bytes, kept);
  kept.catch(() => ofStore.delete(bytes));
  return kept;
}

/** Stores anchors and lists, each once for the whole body. */
export async function keepBasis(
  objects: Objects,
  { anchors, lists, maxBytes }: TrustSources & { readonly maxBytes?: number },
  policy: Policy,
  moment: Date,
): Promise<KeptBasis> {
  const all = (each: readonly Uint8Array[], type: string, extension: string) =>
    Promise.all(each.map((bytes) => keepOnce(objects, bytes, type, extension)));
  return {
    at: moment.toISOString(),
    policy,
    maxBytes: maxBytes ?? null,
    anchors: await all(anchors, "application/pkix-cert", ".cer"),
    lists: await all(lists, "application/vnd.etsi.tsl+xml", ".xml"),
  };
}

const policySchema = z.unknown().transform((value, context): Policy => {
  const read = readPolicyJson(JSON.stringify(value));
  if ("policy" in read) return read.policy;
  context.addIssue({ code: "custom", message: read.problem });
  return z.NEVER;
});

/** A basis as it is read back. */
export const keptBasisSchema = z.object({
  at: z.iso.datetime(),
  policy: policySchema,
  maxBytes: z.int().positive().nullable(),
  anchors: z.array(storedSchema),
  lists: z.array(storedSchema),
});
