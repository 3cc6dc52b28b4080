export { type CopyIngredients, compareCopy, compareTexts } from "./compare-texts.ts";
export { extractLines } from "./extract-lines.ts";
export { extractText, type TextLimits, UnreadablePdf, whyUnreadable } from "./extract-text.ts";
export type { AttachedFile } from "./finish/attached-files.ts";
export { maskFiscalCode } from "./italian-format.ts";
export type { ByteSource } from "./overlay/byte-source.ts";
export { checkStampable } from "./overlay/check-stampable.ts";
export {
  type Overlay,
  type OverlayOutcome,
  type OverlayStamps,
  openStamper,
  type Stamper,
} from "./overlay/lay-over.ts";
export type { OverlayCode, OverlayRefusal } from "./overlay/refusals.ts";
export { largestPicture, type Picture, type PictureProblem, readPicture } from "./picture.ts";
export { attachedFilesIn } from "./read-attached.ts";
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
