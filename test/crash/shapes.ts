// The shapes that the checks read, as the items hold them; everything else in an item is passed over.
import * as z from "zod";

const stored = z.object({ key: z.string(), version: z.string(), sha256: z.string(), length: z.int() });
export type StoredRef = z.infer<typeof stored>;

const step = z.object({
  n: z.int(),
  kind: z.enum(["approval", "opinion", "signature", "visto"]),
  state: z.string(),
  assignments: z.array(z.object({ who: z.string(), email: z.string(), state: z.string() })),
});

export const headShape = z.object({
  actId: z.string(),
  state: z.string(),
  rev: z.int(),
  auditSeq: z.int(),
  auditHead: z.string(),
  manifestDigest: z.string(),
  route: z.array(step),
  slots: z.array(
    z.object({
      label: z.string(),
      state: z.string(),
      recorded: z.string(),
      file: stored,
      upload: z.unknown().optional(),
    }),
  ),
  signedUpload: z.unknown().optional(),
  signed: stored,
  copy: stored,
  registration: z.object({ register: z.string(), year: z.int(), number: z.int(), slotHash: z.string() }),
});
export type Head = z.infer<typeof headShape>;

export const slotShape = z.object({
  register: z.string(),
  year: z.int(),
  number: z.int(),
  date: z.string(),
  actId: z.string(),
  manifestDigest: z.string(),
  original: z.string(),
  prev: z.string(),
  hash: z.string(),
});
export type RegisterSlot = z.infer<typeof slotShape>;

export const counterShape = z.object({ last: z.int(), opened: z.int(), headHash: z.string(), state: z.string() });

export const auditShape = z.object({
  seq: z.int(),
  commit: z.string(),
  prev: z.string(),
  hash: z.string(),
  id: z.string(),
  type: z.string(),
  gsi5pk: z.string().optional(),
  told: z.object({
    salt: z.string(),
    event: z.object({ type: z.string(), data: z.looseObject({ step: z.int().optional() }) }).loose(),
  }),
});

export const decisionShape = z.object({
  rev: z.int(),
  step: z.int(),
  who: z.string(),
  choice: z.string(),
  manifestDigest: z.string(),
});
export const assignmentShape = z.object({
  rev: z.int(),
  step: z.int(),
  who: z.string(),
  state: z.string(),
  link: z.string().optional(),
});
export const linkShape = z.object({
  state: z.string(),
  actId: z.string(),
  rev: z.int(),
  step: z.int(),
  who: z.string(),
});
