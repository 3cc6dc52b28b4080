import type { Receipt } from "../../shared/workflow/index.ts";

/** Who races for one signature step: its signatory thrice (a signed file and two open pages), and the proponent. */
export const contestants = ["sign", "reject", "delegate", "edit"] as const;
export type Contestant = (typeof contestants)[number];

/** Ours, or what the peers do: read, check, and then write whatever became of it since. */
export type Pattern = "conditional" | "peers";

export type StoreAddress =
  | { readonly kind: "sqlite"; readonly file: string }
  | { readonly kind: "dynamo"; readonly endpoint: string; readonly table: string };

/** One race, as every contestant is told of it. */
export type Task = {
  readonly run: number;
  readonly pattern: Pattern;
  readonly actId: string;
  readonly slotId: string;
  readonly seenDigest: string;
  /** A page of the personal link that is open in each of two browsers. */
  readonly sessions: Readonly<Record<"reject" | "delegate", { readonly secret: string; readonly csrf: string }>>;
  /** How long each waits before it begins, ms. */
  readonly delays: Readonly<Record<Contestant, number>>;
};

/** What a contestant was told: `done`, the code of a refusal, or the fault. */
export type Told = {
  readonly run: number;
  readonly told: "done" | "refused" | "fault";
  readonly code: string;
  readonly receipt?: Receipt | undefined;
};
