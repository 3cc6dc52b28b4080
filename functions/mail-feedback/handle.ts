import {
  type BatchAnswer,
  eachMessage,
  isComplaint,
  type Journal,
  notDelivered,
  type QueueEvent,
  recordBounce,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof recordBounce>[0] & { readonly journal?: Journal | undefined } & {
  readonly told: (fault: unknown, about: string) => void;
};

/** A bounce can be quicker than our own note that the mail was sent; after this long the mail is not one of ours. */
const noteMs = 600_000;

/** SES's bounces, through EventBridge and a queue: the act shows from then on who was not reached. */
export const handle = (deps: Deps): ((event: QueueEvent) => Promise<BatchAnswer>) =>
  eachMessage(async (body) => {
    const gone = notDelivered(body);
    if (!gone) return heard(deps, body);
    if (await recordBounce(deps, gone)) {
      deps.journal?.tell("MAIL_RETURNED", { message: gone.message });
      deps.journal?.measure("MailBounces", 1);
      return true;
    }
    return Date.parse(deps.clock()) - Date.parse(gone.at) > noteMs;
  }, deps.told);

/** Of what needs no note on an act: a complaint is counted, a delay is not. */
function heard({ journal }: Deps, body: unknown): true {
  if (!isComplaint(body)) return true;
  journal?.tell("MAIL_UNWANTED", {});
  journal?.measure("MailComplaints", 1);
  return true;
}
