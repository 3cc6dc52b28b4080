import type { ActData } from "../../shared/act/act-data.ts";
import type { CopyStamps, PageSetup, RenderOutcome } from "../../shared/pdf/index.ts";

export type Order =
  /** Answered when the engine is loaded. */
  | { readonly kind: "warm-up" }
  | { readonly kind: "original"; readonly act: ActData; readonly setup: PageSetup }
  | { readonly kind: "copy"; readonly act: ActData; readonly stamps: CopyStamps; readonly setup: PageSetup }
  | {
      readonly kind: "over";
      readonly original: Uint8Array;
      readonly act: ActData;
      readonly stamps: CopyStamps;
      readonly setup: PageSetup;
    };

export type Answer =
  | { readonly done: true; readonly outcome: RenderOutcome }
  | { readonly done: true; readonly outcome: null }
  | { readonly done: false; readonly message: string };
