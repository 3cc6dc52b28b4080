import * as z from "zod";
import { messageTag } from "../ports/world.ts";

const mail = z.object({ tags: z.record(z.string(), z.array(z.string())).optional() });
const recipient = z.object({ status: z.string().optional(), action: z.string().optional() });

/** What SES tells of a mail that it took, as EventBridge brings it. The rest (addresses, headers) is never looked at. */
const feedback = z.discriminatedUnion("eventType", [
  z.object({
    eventType: z.literal("Bounce"),
    mail,
    bounce: z.object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: z.array(recipient),
    }),
  }),
  z.object({
    eventType: z.literal("Complaint"),
    mail,
    complaint: z.object({ complaintFeedbackType: z.string().optional() }),
  }),
  z.object({ eventType: z.literal("Reject"), mail, reject: z.object({ reason: z.string().optional() }) }),
  z.object({ eventType: z.literal("DeliveryDelay"), mail, deliveryDelay: z.object({ delayType: z.string() }) }),
]);

/** A mail that did not arrive, by the id that we gave it. `status` is short and names nobody; `at` is when SES said so. */
export type NotDelivered = { readonly message: string; readonly status: string; readonly at: string };

/** Whether somebody called a mail of ours unwanted. @throws as {@link notDelivered} does */
export const isComplaint = (event: unknown): boolean =>
  z.object({ detail: feedback }).parse(event).detail.eventType === "Complaint";

/**
 * The mail that did not arrive: SES tells of a bounce only once it has stopped trying, also of a mailbox that was full.
 * Nothing when it still tries (a delay), when the mail is not one of ours, or when it did arrive and somebody called it
 * unwanted: SES then sends no more to that address, and the next mail bounces.
 *
 * @throws for a shape that is none of these: somebody must look, and the dead letters keep it
 */
export function notDelivered(event: unknown): NotDelivered | undefined {
  const { detail, time: at } = z
    .object({ source: z.literal("aws.ses"), time: z.iso.datetime(), detail: feedback })
    .parse(event);
  const message = detail.mail.tags?.[messageTag]?.[0];
  if (message === undefined) return undefined;
  switch (detail.eventType) {
    case "Bounce": {
      const { bounceType, bounceSubType, bouncedRecipients } = detail.bounce;
      const code = bouncedRecipients
        .map(({ status }) => status)
        .find((status) => /^\d\.\d{1,3}\.\d{1,3}$/.test(status ?? ""));
      return { message, at, status: code ?? `${bounceType} ${bounceSubType ?? ""}`.trim() };
    }
    case "Reject":
      // SES took it and did not send it, because it found malware in it.
      return { message, at, status: "Reject" };
    case "Complaint":
    case "DeliveryDelay":
      return undefined;
  }
}
