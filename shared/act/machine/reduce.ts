import type { ActEvent, ActItem, Command } from "./command.ts";
import { type ActHead, headSchema } from "./head.ts";
import { recordOpening, withoutPastOpenings } from "./record-opening.ts";
import { openUpload, recordVerdict, swapAttachments } from "./reduce-attachments.ts";
import { decide } from "./reduce-decide.ts";
import { acknowledgeFindings, completeDraft, createDraft, saveRevision, withdraw } from "./reduce-draft.ts";
import { amend, declareAmendment, openVisto, prepareVisto, recordVisto } from "./reduce-effect.ts";
import { correctAddress, reassign, remindStep, stepExpired } from "./reduce-people.ts";
import { extendAlbo, forget, prepareOmissis, publish, recordOmissis, takeDown } from "./reduce-publicity.ts";
import { assignNumber, recordCopy, recordSealFailure } from "./reduce-register.ts";
import { openApproval, requestLinks, submit } from "./reduce-route.ts";
import { openSignedUpload, recordSignature, recordTimestampFailure } from "./reduce-signature.ts";
import { correct, recall } from "./reduce-take-back.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { routeItems } from "./route-items.ts";
import { isAllowed } from "./states.ts";

/** What a transition changes: the new head, the items beside it, and what happened. All of it is one write. */
export type Reduced = {
  readonly head: ActHead;
  readonly items: readonly ActItem[];
  readonly events: readonly ActEvent[];
};

export type Reduction = ({ readonly ok: true } & Reduced) | { readonly ok: false; readonly refusal: Refusal };

export type Change = {
  readonly next: Record<string, unknown>;
  readonly items?: readonly ActItem[];
  readonly events: readonly ActEvent[];
};
export type Outcome = Change | Refusal;

const isRefusal = (outcome: Outcome): outcome is Refusal => "whoCanFix" in outcome;

/**
 * The one function that says yes or why not.
 *
 * Pure: the same head, command and instant give the same answer. The caller stores `head` (conditional on the version
 * it read), `items` and `events` in one transaction, or nothing. `ver` grows by one, `auditSeq` and `auditHead` are
 * the caller's to fill, because the chain is made where it is stored.
 *
 * @param now ISO instant, UTC.
 * @throws a fault when the new head would not be a valid one: that is an error of this module, never of a person.
 */
export function reduce(head: ActHead | undefined, command: Command, now: string): Reduction {
  const from = head?.state ?? "—";
  if (!isAllowed(command.type, from))
    return { ok: false, refusal: refusal("STATE_DOES_NOT_ALLOW", { state: from, command: command.type }) };
  const outcome = head === undefined ? start(command, now) : step(head, command, now);
  if (isRefusal(outcome)) return { ok: false, refusal: outcome };
  const whole = headSchema.parse({ ...outcome.next, ver: (head?.ver ?? 0) + 1, updatedAt: now });
  const next = withoutPastOpenings(whole);
  const items = [...(outcome.items ?? []), ...routeItems(head, next)];
  return { ok: true, head: next, items, events: outcome.events };
}

function start(command: Command, now: string): Outcome {
  if (command.type !== "createDraft") throw new Error(`no act to ${command.type}`);
  return createDraft(command, now);
}

function step(head: ActHead, command: Command, now: string): Outcome {
  switch (command.type) {
    case "createDraft":
      throw new Error("the act exists already");
    case "saveRevision":
      return saveRevision(head, command, now);
    case "completeDraft":
      return completeDraft(head, command);
    case "acknowledgeFindings":
      return acknowledgeFindings(head, command, now);
    case "openUpload":
      return openUpload(head, command);
    case "recordVerdict":
      return recordVerdict(head, command);
    case "swapAttachments":
      return swapAttachments(head, command);
    case "submit":
      return submit(head, command, now);
    case "openApproval":
      return openApproval(head, command, now);
    case "decide":
      return decide(head, command, now);
    case "requestLinks":
      return requestLinks(head, command);
    case "recordOpening":
      return recordOpening(head, command);
    case "reassign":
      return reassign(head, command, now);
    case "correctAddress":
      return correctAddress(head, command);
    case "stepExpired":
      return stepExpired(head, command, now);
    case "remindStep":
      return remindStep(head, command, now);
    case "correct":
      return correct(head, command, now);
    case "openVisto":
      return openVisto(head, command, now);
    case "prepareVisto":
      return prepareVisto(head, command, now);
    case "recordVisto":
      return recordVisto(head, command, now);
    case "amend":
      return amend(head, command, now);
    case "declareAmendment":
      return declareAmendment(head, command, now);
    case "recall":
      return recall(head, command, now);
    case "openSignedUpload":
      return openSignedUpload(head, command);
    case "recordSignature":
      return recordSignature(head, command, now);
    case "recordTimestampFailure":
      return recordTimestampFailure(head, command, now);
    case "assignNumber":
      return assignNumber(head, command, now);
    case "recordCopy":
      return recordCopy(head, command);
    case "recordSealFailure":
      return recordSealFailure(head, command, now);
    case "prepareOmissis":
      return prepareOmissis(head, command, now);
    case "recordOmissis":
      return recordOmissis(head, command);
    case "publish":
      return publish(head, command);
    case "extendAlbo":
      return extendAlbo(head, command);
    case "takeDown":
      return takeDown(head, command, now);
    case "forget":
      return forget(head, command, now);
    case "withdraw":
      return withdraw(head, command, now);
  }
}
