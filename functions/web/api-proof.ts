import * as z from "zod";
import { findPublished } from "../../shared/workflow/index.ts";
import { readProof } from "../../shared/workflow/log.ts";
import { json, type Operation } from "./api-operation.ts";

const year = z.coerce.number().int().min(1900).max(9999);
const number = z.coerce.number().int().min(1).max(9_999_999);

/** The proofs of published files. The log itself is read as the files that it is made of (`log-routes.ts`). */
export const proofOperations: readonly Operation[] = [
  json({
    id: "readProof",
    method: "GET",
    path: "/api/v1/pubblicati/{year}/{number}/prova/{name}",
    tag: "pubblicati",
    summary: {
      it: "Legge la prova di un file pubblicato nel registro pubblico",
      en: "Read the proof of a published file in the public log",
    },
    note: {
      it: "La prova è un file .tlog-proof (C2SP). La chiave che la verifica va avuta da una fonte di cui ci si fida.",
      en: "The proof is a .tlog-proof file (C2SP). The key that verifies it must come from a source you trust.",
    },
    who: "anyone",
    isPublic: true,
    refusals: ["ACT_NOT_FOUND", "DOCUMENT_NOT_FOUND", "PUBLICATION_OVER"],
    params: { year, number, name: z.string().min(1).max(40) },
    answer: z.strictObject({ name: z.string(), proof: z.string() }).meta({ id: "FileProof" }),
    run: async ({ deps, params: { year, number, name } }) => {
      const found = await findPublished(deps.world, "transparency", year, number);
      const proof = found.ok ? await readProof(deps.world, found.value.head.actId, name) : found;
      return proof.ok ? { ok: true, value: { name, proof: proof.value } } : proof;
    },
  }),
];
