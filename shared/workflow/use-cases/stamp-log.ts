import { romeDay, sha256Of } from "../../act/index.ts";
import { digestBytes, readCheckpoint } from "../../register/log/index.ts";
import { keys } from "../model/keys.ts";
import { readStamp } from "../model/log-stamp.ts";
import { readTree } from "../model/log-tree.ts";
import type { World } from "../world.ts";
import { logObject } from "./publish-log.ts";
import { readCheckpointText } from "./read-log.ts";

type StampWorld = Pick<World, "settings" | "items" | "objects" | "clock" | "timestamps" | "journal">;

const stampPath = (size: number): string => `timestamp/${size}.tsr`;

/**
 * Asks a timestamp over the log's last checkpoint, once a day of Rome and only where the log has grown: it proves that
 * this root, and every entry before it, was there at that time. It is over the checkpoint's bytes as they are served, and
 * is kept beside it as a TimeStampResp (RFC 3161). Answers the size that was stamped; `undefined` where nothing is due or
 * nobody is asked.
 *
 * Not promised: that the token's signature holds and that its authority is trusted; whoever relies on it verifies that.
 * @throws when there is no token, or one over other bytes: asking again is all that stands in for it
 */
export async function stampLog(world: StampWorld): Promise<number | undefined> {
  const { timestamps, items, settings, journal } = world;
  const tree = timestamps && (await readTree(items, settings.tenant));
  const text = tree && (await readCheckpointText(world, tree.number));
  const size = text === undefined ? undefined : readCheckpoint(text)?.size;
  if (!timestamps || !tree || text === undefined || size === undefined) return undefined;
  const { number } = tree;
  const day = romeDay(world.clock());
  const last = await readStamp(items, settings.tenant);
  if (last && (last.day === day || (last.number === number && last.size === size))) return undefined;
  const imprint = digestBytes(sha256Of(new TextEncoder().encode(text)));
  const token = await timestamps.stamp(imprint).catch((fault) => {
    journal?.measure("TimestampFaults", 1);
    throw fault;
  });
  // What reads tokens is needed once a day, and by nobody who only serves them.
  const { grantedResponse, tokenIsOver } = await import("../../seal/timestamp-response.ts");
  if (!tokenIsOver(token, imprint)) throw new Error(`the timestamp of the log at ${size} is over other bytes`);
  await keepStamp(world, number, size, grantedResponse(token));
  await items.transact([{ put: { ...keys.logStamp(settings.tenant), day, number, size } }]);
  return size;
}

/** Two that ask at once each get a token: whichever is stored first is as good as the other. */
async function keepStamp({ objects }: StampWorld, number: number, size: number, response: Uint8Array): Promise<void> {
  const place = { ...logObject(number, stampPath(size)), type: "application/timestamp-reply" };
  const sha256 = sha256Of(response);
  const made = await objects.create({ ...place, sha256, length: response.length }, response);
  if (!made.ok) throw new Error(`the store says that ${place.key} is not what was sent: ${made.code}`);
}
