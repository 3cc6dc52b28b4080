import type { Facts } from "./facts.ts";
import { defaultMaxBytes, prepare, type Sources } from "./gather/prepare.ts";
import { judge } from "./judge/judge.ts";
import { asciiAt, wholeFile } from "./pdf/file-bytes.ts";
import { defaultPolicy } from "./policy.ts";
import type { Report } from "./report.ts";
import type { VerifyOptions } from "./verify-bytes.ts";
import { type ByteSource, type ReadingCost, readExactly, SourceFault, streamExactly } from "./windows/byte-source.ts";
import { defaultLimits, type WindowLimits } from "./windows/window-reader.ts";

/** A PDF up to this size is read once and kept as a whole: fewer reads for the many that are small. */
const smallPdf = 8 * 1024 * 1024;

export interface SourceOptions {
  /** Told once, with what was read. */
  readonly onCost?: (cost: ReadingCost) => void;
  /** Larger PDFs are read in windows; 8 MB when absent. */
  readonly wholeUpTo?: number;
  readonly limits?: Partial<WindowLimits>;
}

/**
 * Verifies a file of any size from a source that can be read anywhere, in memory that does not grow with it: a PDF in
 * windows and one pass, a `.p7m` in one pass. The report is the one that `verifyBytes` gives.
 *
 * One pass serves the impronta and every signature; a signature in another algorithm than SHA-256, or with its gap far
 * from its end, costs more hashing, a signature that only an earlier revision shows another pass. A PDF whose structure
 * lies in more places than are kept at hand is read as a whole up to `maxBytes` (256 MB when absent); above, what
 * depends on the rest is `undetermined` / `PDF_TOO_SCATTERED`. In windows a signature without signed attributes under a
 * key other than RSA cannot be checked, and the report says so. Formats other than PDF and `.p7m` are held up to
 * `maxBytes`.
 *
 * Never throws because of the bytes.
 *
 * @throws {SourceFault} when the source is not one fixed file; the source's own faults; {MalformedError} when an anchor
 * is no certificate
 */
export async function verifySource(source: ByteSource, options: VerifyOptions & SourceOptions): Promise<Report> {
  const facts = await gatherSource(source, options);
  return judge(facts, options.policy ?? defaultPolicy, options.at, options.language ?? "it");
}

/** The facts of {@link verifySource} without a judgement. */
export async function gatherSource(source: ByteSource, sources: Sources & SourceOptions): Promise<Facts> {
  const { length } = source;
  if (!Number.isSafeInteger(length) || length < 0) throw new SourceFault("SOURCE_LENGTH", String(length));
  const { onCost = () => undefined, wholeUpTo = smallPdf, limits = {}, ...rest } = sources;
  if (length <= wholeUpTo || !(await isPdf(source))) return inOnePass(source, rest, onCost);
  const { trust } = prepare(rest);
  const { gatherPdf } = await import("./windows/gather-pdf.ts");
  const { facts, cost, scattered } = await gatherPdf(source, rest.fileName ?? "", trust, {
    ...defaultLimits,
    ...limits,
  });
  if (!scattered || length > (rest.maxBytes ?? defaultMaxBytes)) {
    onCost(cost);
    return facts;
  }
  const whole = await asOneArray(source);
  onCost({ ...cost, streamed: cost.streamed + length, hashed: cost.hashed + length });
  const { gather } = await import("./gather/gather.ts");
  return gather(whole, rest);
}

const header = "%PDF-";

async function isPdf(source: ByteSource): Promise<boolean> {
  const head = await readExactly(source, 0, Math.min(source.length, header.length));
  return asciiAt(wholeFile(head), header, 0);
}

/** Readers of other formats are loaded when there is something for them to read: a large PDF needs none of them. */
async function inOnePass(source: ByteSource, sources: Sources, onCost: (cost: ReadingCost) => void): Promise<Facts> {
  const { levelReader } = await import("./stream/level-reader.ts");
  const reader = levelReader(prepare(sources), 1);
  for await (const chunk of streamExactly(source)) reader.push(chunk);
  const { facts } = reader.end();
  onCost({ picked: 0, reads: 0, streamed: source.length, hashed: source.length });
  return facts;
}

async function asOneArray(source: ByteSource): Promise<Uint8Array> {
  const whole = new Uint8Array(source.length);
  let at = 0;
  for await (const chunk of streamExactly(source)) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
