import {
  type BatchAnswer,
  eachMessage,
  notDelivered,
  type QueueEvent,
  recordBounce,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof recordBounce>[0] & { readonly told: (fault: unknown, about: string) => void };

/** A bounce can be quicker than our own note that the mail was sent; after this long the mail is not one of ours. */
const noteMs = 600_000;

/** SES's bounces, through EventBridge and a queue: the act shows from then on who was not reached. */
export const handle = (deps: Deps): ((event: QueueEvent) => Promise<BatchAnswer>) =>
  eachMessage(async (body) => {
    const gone = notDelivered(body);
    if (!gone || (await recordBounce(deps, gone))) return true;
    return Date.parse(deps.clock()) - Date.parse(gone.at) > noteMs;
  }, deps.told);
