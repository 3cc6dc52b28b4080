import { type ActHead, type PersonalDatum, personalData } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { loadHead } from "../model/commit.ts";
import { keepJson } from "../model/objects-of-act.ts";
import { findPerson } from "../model/people.ts";
import { omissisData } from "../model/published-data.ts";
import { type RedactableText, redactableTexts, redactedData } from "../model/redact.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import { readActData, withFingerprints } from "../model/stored-data.ts";
import type { ChangeWorld, World } from "../world.ts";

type OmissisWorld = ChangeWorld & Pick<World, "objects">;

/** The texts of an act beside what the last omissis made of them. */
export type OmissisDraft = {
  readonly head: ActHead;
  readonly texts: readonly (RedactableText & { readonly redacted: string })[];
  /** What in the redacted words still looks like somebody's data. */
  readonly found: readonly PersonalDatum[];
  /** The same of other words, before they are sent. */
  readonly foundIn: (
    texts: readonly { readonly place: string; readonly redacted: string }[],
  ) => readonly PersonalDatum[];
};

/** What an officer works on. An act with a PDF of others as its text has words only where its data hold them. */
export async function readOmissis(world: OmissisWorld, actId: string): Promise<Answer<OmissisDraft>> {
  const head = await loadHead(world.items, world.settings.tenant, actId);
  if (!head) return refuse(no("ACT_NOT_FOUND"));
  const data = await readActData(world.objects, head);
  const redacted = head.omissis ? await omissisData(world.objects, head.omissis) : data;
  const now = new Map(redactableTexts(redacted).map(({ place, text }) => [place, text]));
  const texts = redactableTexts(data).map((one) => ({ ...one, redacted: now.get(one.place) ?? one.text }));
  const foundIn: OmissisDraft["foundIn"] = (all) =>
    personalData(redactedData(data, new Map(all.map((one) => [one.place, one.redacted]))));
  return answer({ head, texts, found: personalData(redacted), foundIn });
}

export type OmissisRequest = {
  readonly actId: string;
  readonly by: string;
  /** By place; a place that is not there keeps its words. */
  readonly texts: ReadonlyMap<string, string>;
  /** Why these words and no others: kept with the act. */
  readonly reason: string;
  /** Whoever decides has seen what still looks like personal data, and leaves it. */
  readonly confirmed: boolean;
};

/**
 * Takes the words that are published in the place of the whole text. They are rendered anew by the next event, as a PDF
 * of their own: nothing that was taken out is in its bytes.
 */
export async function prepareOmissis(world: OmissisWorld, request: OmissisRequest): Promise<Answer<ActHead>> {
  const { actId, by } = request;
  const head = await loadHead(world.items, world.settings.tenant, actId);
  if (!head) return refuse(no("ACT_NOT_FOUND"));
  const whole = withFingerprints(await readActData(world.objects, head), head);
  const sections = Object.values(whole.sections ?? {});
  if (sections.every((blocks) => blocks.length === 0)) return refuse(no("OMISSIS_NO_TEXT"));
  const data = redactedData(whole, request.texts);
  if (redactableTexts(data).every(({ place, text }, at) => text === redactableTexts(whole)[at]?.text && place))
    return refuse(no("OMISSIS_NOTHING_TAKEN"));
  const found = personalData(data);
  if (found.length > 0 && !request.confirmed)
    return refuse(
      no("OMISSIS_STILL_PERSONAL", { found: found.map(({ shown, where }) => `${shown} (${where.it})`).join("; ") }),
    );
  const stored = await keepJson(world.objects, `acts/${actId}/omissis`, data);
  const person = await findPerson(world.items, world.settings.tenant, by);
  const isPublisher = person?.roles.includes("publisher") ?? false;
  const { subject } = data;
  const changed = await changeAct(world, actId, () => ({
    command: { type: "prepareOmissis", by, isPublisher, data: stored, subject, reason: request.reason },
  }));
  return changed.ok ? answer(changed.value.head) : changed;
}
