import { messagesIn } from "./messages/messages.ts";
import type { Lang } from "./views.ts";

/**
 * The reason of a decision as one text: the kind that was chosen from the list, then the explanation. An unknown kind
 * counts as none. Nothing chosen and nothing written is the empty text.
 */
export function reasonText(lang: Lang, kind: string, explanation: string): string {
  const known = Object.entries(messagesIn(lang).signatory.reasons).find(([key]) => key === kind)?.[1];
  return [known, explanation.trim()].filter(Boolean).join(": ");
}
