import { aspectOperations } from "./api-act-aspects.ts";
import { actOperations } from "./api-acts.ts";
import { batchOperations } from "./api-batch.ts";
import { commandOperations } from "./api-commands.ts";
import { decisionOperations } from "./api-decisions.ts";
import { importOperations } from "./api-imports.ts";
import { officeOperations } from "./api-offices.ts";
import type { Operation } from "./api-operation.ts";
import { operatorOperations } from "./api-operator.ts";
import { previewOperations } from "./api-preview.ts";
import { proofOperations } from "./api-proof.ts";
import { publicOperations } from "./api-public.ts";
import { publicityOperations } from "./api-publicity.ts";
import { revisionOperations } from "./api-revisions.ts";
import { serviceOperations } from "./api-service.ts";
import { signatoryOperations } from "./api-signatory.ts";
import { uploadOperations } from "./api-uploads.ts";

/** Every operation of the API: what is served and what is documented are this one table. */
export const operations: readonly Operation[] = [
  ...actOperations,
  ...aspectOperations,
  ...commandOperations,
  ...uploadOperations,
  ...revisionOperations,
  ...previewOperations,
  ...publicityOperations,
  ...importOperations,
  ...signatoryOperations,
  ...decisionOperations,
  ...batchOperations,
  ...publicOperations,
  ...proofOperations,
  ...operatorOperations,
  ...serviceOperations,
  ...officeOperations,
];
