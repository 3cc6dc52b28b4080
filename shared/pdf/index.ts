export type {
  Arms,
  EngineParts,
  FontFile,
  PageSetup,
  PdfRefusal,
  Rendered,
  Renderer,
  RenderOutcome,
} from "./renderer.ts";
export type { ApprovalStamp, AttachmentStamp, CopyStamps, EffectStamp, SignatureStamp } from "./stamps.ts";
export type { ExtractedText, TextComparison, TextDifference } from "./text-types.ts";
