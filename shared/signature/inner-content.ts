import { unwrapText } from "./cms/text-envelope.ts";
import { MalformedError } from "./error.ts";
import { detectFormat } from "./format.ts";
import { readEnvelope } from "./gather/envelope.ts";
import { maxLevels } from "./gather/prepare.ts";

/**
 * The document inside a `.p7m`, however many envelopes there are around it; the bytes themselves where there are none.
 *
 * Says nothing of the signatures: that is {@link verifyBytes}. Null where an envelope is broken, carries no content, or
 * hides in more than ten others.
 */
export function innerContent(bytes: Uint8Array): { readonly content: Uint8Array; readonly envelopes: number } | null {
  let content = bytes;
  for (let envelopes = 0; envelopes <= maxLevels; envelopes++) {
    if (detectFormat(content) !== "p7m") return { content, envelopes };
    const inner = contentIn(content);
    if (inner === null) return null;
    content = inner;
  }
  return null;
}

function contentIn(bytes: Uint8Array): Uint8Array | null {
  try {
    return readEnvelope(unwrapText(bytes).bytes).signedData.content;
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
