import { type ActData, type ActHead, actDataSchema, type PublishedHead, type Slot } from "../../act/index.ts";
import type { Objects } from "../ports/objects.ts";
import { jsonOf } from "./objects-of-act.ts";
import { readActData } from "./stored-data.ts";

/** What may be shown of a published act: the head as lists and pages may print it, and the data of its rendition. */
export type PublishedView = { readonly head: PublishedHead; readonly data: ActData };

/**
 * The published rendition. For one with omissis every word comes from the redacted data, the titles of attachments too:
 * nothing downstream has to remember that something was taken out.
 */
export async function publishedView(objects: Objects, head: PublishedHead): Promise<PublishedView> {
  if (head.publication.rendition === "integrale") return { head, data: await readActData(objects, head) };
  if (!head.omissis?.file) throw new Error(`act ${head.actId}: published with omissis, and there is no such text`);
  const data = await omissisData(objects, head.omissis);
  return { head: redactedHead(head, data), data };
}

/** Whether the public may be shown the act now: what was withdrawn waits for its text with omissis. */
export const isShowable = (head: PublishedHead): boolean =>
  !head.publication.transparency.forgottenAt &&
  (head.publication.rendition === "integrale" || head.omissis?.file !== undefined);

export const omissisData = async (objects: Objects, omissis: NonNullable<ActHead["omissis"]>): Promise<ActData> =>
  actDataSchema.parse(await jsonOf(objects, omissis.data));

/** The head with the words of the redacted data in the place of its own. */
export function redactedHead<H extends ActHead>(head: H, data: ActData): H {
  const titles = new Map(data.declaredAttachments.map(({ label, title }) => [label, title]));
  const slots = head.slots.map((slot): Slot => ({ ...slot, title: titles.get(slot.label) ?? "[omissis]" }));
  return { ...head, subject: data.subject, slots };
}
