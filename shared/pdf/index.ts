export { type CopyIngredients, compareCopy, compareTexts } from "./compare-texts.ts";
export { extractText, type TextLimits, UnreadablePdf } from "./extract-text.ts";
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
export type {
  AmendmentStamp,
  ApprovalStamp,
  AttachmentStamp,
  CopyStamps,
  EarlierCopyStamp,
  EffectStamp,
  SignatureStamp,
  VistoStamp,
} from "./stamps.ts";
export type { ExtractedText, TextComparison, TextDifference } from "./text-types.ts";
export { openRenderer } from "./typst-renderer.ts";
