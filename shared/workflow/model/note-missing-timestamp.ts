import type { ChangeWorld } from "../world.ts";
import { changeAct } from "./change-act.ts";
import type { TimestampMissing } from "./stamp-original.ts";

const minute = 60_000;

/** After the first failure a minute, then twice as long each time, at most an hour: an authority that is down stays so. */
const waitAfter = (attempts: number): number => minute * Math.min(60, 2 ** (attempts - 1));

/** Tells whoever runs the product that an authority gave nothing usable. */
export function timestampMissed({ journal }: Pick<ChangeWorld, "journal">, act: string, code: string): void {
  journal?.tell("TIMESTAMP_MISSING", { act, code });
  journal?.measure("TimestampFaults", 1);
}

/** Says on the act why its signed file is not accepted yet, and when the authority is asked again. */
export async function noteMissingTimestamp(
  world: ChangeWorld,
  actId: string,
  slotId: string,
  { code, message }: TimestampMissing,
): Promise<void> {
  timestampMissed(world, actId, code);
  await changeAct(world, actId, (head, now) => {
    if (head.state !== "APPROVED" || head.signedUpload?.slotId !== slotId) return { done: true };
    const attempts = (head.timestampMissing?.attempts ?? 0) + 1;
    const retryAt = new Date(Date.parse(now) + waitAfter(attempts)).toISOString();
    return {
      command: { type: "recordTimestampFailure", slotId, code, message: message.slice(0, 500), retryAt },
    };
  });
}
