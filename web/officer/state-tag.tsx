import { type ActHead, stateLabels } from "../../shared/act/index.ts";
import type { Lang } from "../views.ts";

const tones: Readonly<Record<ActHead["state"], string>> = {
  DRAFT: "neutral",
  ATTACHMENTS_PENDING: "info",
  READY: "info",
  BLOCKED: "danger",
  IN_APPROVAL: "info",
  APPROVED: "info",
  SIGNED: "info",
  NUMBERED: "info",
  SEALED: "info",
  PUBLISHED: "success",
  UNPUBLISHED: "success",
  ARCHIVED: "neutral",
  RETURNED: "warning",
  REJECTED: "danger",
  WITHDRAWN: "neutral",
};

/** The state of adoption, in words and colour. */
export function StateTag({ state, lang }: { state: ActHead["state"]; lang: Lang }) {
  return <span class={`tag tag-${tones[state]}`}>{stateLabels[state][lang]}</span>;
}
