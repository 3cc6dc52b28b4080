import {
  type BatchAnswer,
  newEntryIn,
  type StreamEvent,
  type StreamRecord,
  type Timestamps,
} from "../../shared/workflow/index.ts";
import { type FeedWorld, feedLog, lookForEntries, type PublicLog, stampLog } from "../../shared/workflow/log.ts";

type Deps = Omit<FeedWorld, "log"> & {
  /** The log with its key: asked for with each batch, so that a key that does not answer is told as a fault of the batch. */
  readonly log: () => Promise<PublicLog>;
  /** Who stamps the log's root once a day, where the body chose an authority. */
  readonly authority?: () => Promise<Timestamps | undefined>;
  readonly told: (fault: unknown, about: string) => void;
};

/** What wakes it besides the stream: the clock at night, or whoever runs the product, who may ask for all acts. */
export type LookEvent = { readonly clock: string } | { readonly look: "all" };

/**
 * DynamoDB stream, some minutes' audit entries at a time: brings them to the public log as one batch. Whose they are is
 * all that is believed of them; which entries the log has, the log itself knows, so that repetition and any order do no
 * harm. A batch that could not be taken comes again, whole.
 */
export const handle =
  (deps: Deps) =>
  async (event: StreamEvent | LookEvent): Promise<BatchAnswer> => {
    if ("Records" in event) return fed(deps, event);
    const found = await lookForEntries({ ...deps, log: await deps.log() }, { all: "look" in event });
    if (found > 0) deps.journal?.tell("LOG_ENTRIES_FOUND", { count: found });
    const timestamps = await deps.authority?.();
    if (timestamps) await stampLog({ ...deps, timestamps });
    return { batchItemFailures: [] };
  };

async function fed(deps: Deps, { Records }: StreamEvent): Promise<BatchAnswer> {
  const entries = Records.map(newEntryIn).filter((entry) => entry !== undefined);
  if (entries.length === 0) return { batchItemFailures: [] };
  try {
    await feedLog(
      { ...deps, log: await deps.log() },
      entries.map(({ actId }) => actId),
    );
    return { batchItemFailures: [] };
  } catch (fault) {
    deps.told(fault, "log");
    // The log itself cannot say it now: while the key does not answer the number must grow.
    const oldest = Math.min(...entries.map(({ at }) => Date.parse(at)).filter(Number.isFinite));
    if (Number.isFinite(oldest))
      deps.journal?.measure("LogBehindSeconds", Math.round((Date.parse(deps.clock()) - oldest) / 1000));
    return { batchItemFailures: [{ itemIdentifier: sequenceOf(Records[0]) }] };
  }
}

/** @throws for a record that is none of the stream's: only from the stream can a batch come again */
function sequenceOf(record: StreamRecord | undefined): string {
  const sequence = record?.dynamodb?.SequenceNumber;
  if (sequence === undefined) throw new Error("a record without a sequence number");
  return sequence;
}
