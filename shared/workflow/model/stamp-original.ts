import type { SignedDocument } from "../../act/index.ts";
import { tokenIsOver } from "../../seal/index.ts";
import { gather, type SignatureReport } from "../../signature/index.ts";
import type { World } from "../world.ts";
import { keepVerdict, type VerdictWorld } from "./keep-verdict.ts";
import { keep } from "./objects-of-act.ts";
import { trustOf } from "./trust-of.ts";

export type StampedOriginal = {
  readonly timestamp: NonNullable<SignedDocument["timestamp"]>;
  /** The time that the token proves, ISO 8601 UTC. */
  readonly time: string;
};

type StampWorld = VerdictWorld & Pick<World, "anchors" | "trust" | "timestamps">;

/** `TSA_NO_TOKEN`: the authority gave none. The others: it gave one that is over other bytes, or that does not hold. */
export type TimestampProblemCode = "TSA_NO_TOKEN" | "TOKEN_OVER_OTHER_BYTES" | "TOKEN_NOT_ACCEPTED";

/** No timestamp yet: about our means, never about the document. Whoever asked tries again. */
export class TimestampMissing extends Error {
  override readonly name = "TimestampMissing";
  readonly code: TimestampProblemCode;
  constructor(code: TimestampProblemCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** An original and its bytes; fewer bytes than its length when it was too large to be kept in memory. */
type Original = {
  readonly file: { readonly sha256: string; readonly length: number };
  readonly bytes: Uint8Array;
};

/**
 * Asks a timestamp over a signed original, judges it, and stores it with its report and the answers that this stands on.
 * Undefined where no authority is set.
 *
 * @throws {TimestampMissing} when there is no token or the verifier does not pass it: that stops the transition, and
 * the clock of this machine never stands in for it
 */
export async function stampOriginal(
  world: StampWorld,
  actId: string,
  { file, bytes }: Original,
): Promise<StampedOriginal | undefined> {
  if (!world.timestamps) return undefined;
  const imprint = octetsOf(file.sha256);
  const token = await world.timestamps.stamp(imprint).catch((cause: unknown) => {
    throw new TimestampMissing("TSA_NO_TOKEN", cause instanceof Error ? cause.message : String(cause), { cause });
  });
  // Compared by its digest, because an original that is too large for memory is not there to be hashed again.
  if (!tokenIsOver(token, imprint))
    throw new TimestampMissing("TOKEN_OVER_OTHER_BYTES", `timestamp of ${file.sha256}: the token is over other bytes`);
  const sources = {
    ...(await trustOf(world)),
    ...(bytes.length === file.length ? { detachedContent: bytes } : {}),
  };
  const facts = gather(token, sources);
  const stampedAt = facts.signatures[0]?.timestamp?.time ?? null;
  const { report, storedReport } = await keepVerdict(world, facts, sources, actId, (now) => latest(now, stampedAt));
  const [verdict] = report.signatures;
  if (report.signatures.length !== 1 || verdict?.kind !== "timestamp" || verdict.indication !== "TOTAL_PASSED")
    throw new TimestampMissing(
      "TOKEN_NOT_ACCEPTED",
      `timestamp of ${file.sha256}: the verifier does not pass the token${because(verdict)}`,
    );
  if (stampedAt === null)
    throw new TimestampMissing("TOKEN_NOT_ACCEPTED", `timestamp of ${file.sha256}: the token names no time`);
  const stored = await keep(world.objects, `acts/${actId}/timestamps`, token, "application/timestamp-token", ".tst");
  return { timestamp: { ...stored, report: storedReport }, time: new Date(stampedAt).toISOString() };
}

/** How far the authority's clock may be ahead of ours. */
const clocksDiffer = 60_000;

/** A token made a moment ago by a clock that is a little ahead is not of the future. */
function latest(now: Date, stampedAt: number | null): Date {
  const ahead = stampedAt === null ? 0 : stampedAt - now.getTime();
  return stampedAt !== null && ahead > 0 && ahead <= clocksDiffer ? new Date(stampedAt) : now;
}

function because(verdict: SignatureReport | undefined): string {
  const codes = (verdict?.reasons ?? []).filter(({ level }) => level !== "note").map(({ code }) => code);
  return codes.length === 0 ? "" : ` (${codes.join(", ")})`;
}

const octetsOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
