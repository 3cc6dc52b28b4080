export { type LogStamp, readStamp } from "./model/log-stamp.ts";
export { type LogMarks, readTree } from "./model/log-tree.ts";
export type * from "./ports/public-log.ts";
export { endLog } from "./use-cases/end-log.ts";
export { extendLog, LogKeyChanged, type LogWorld, originOf } from "./use-cases/extend-log.ts";
export { type FeedWorld, feedLog, lookForEntries } from "./use-cases/feed-log.ts";
export { type LogFeed, openLogFeed } from "./use-cases/log-feed.ts";
export {
  findLogFile,
  findLogTile,
  proofOf,
  readCheckpointText,
  readLogKey,
  readProof,
} from "./use-cases/read-log.ts";
export { readRegisterYear } from "./use-cases/read-year.ts";
export { stampLog } from "./use-cases/stamp-log.ts";
