import { messagesIn } from "./messages/messages.ts";
import type { Lang } from "./views.ts";

/** The machine's least for a reason; the list's words do not stand in for the person's own. */
const leastOwnWords = 10;

/**
 * The reason of a decision as one text: the kind that was chosen from the list, then the explanation. An unknown kind
 * counts as none, and an explanation that is too short stays alone, so that the machine refuses it.
 */
export function reasonText(lang: Lang, kind: string, explanation: string): string {
  const known = Object.entries(messagesIn(lang).signatory.reasons).find(([key]) => key === kind)?.[1];
  const own = explanation.trim();
  return known && own.length >= leastOwnWords ? `${known}: ${own}` : own;
}
