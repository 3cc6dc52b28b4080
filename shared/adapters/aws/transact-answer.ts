import {
  type CancellationReason,
  ConditionalCheckFailedException,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import { ItemLimitError } from "../../workflow/ports/item-limits.ts";
import type { ActionOutcome, Transacted } from "../../workflow/ports/items.ts";
import { toItem } from "./attribute-value.ts";

function outcomeOf(reason: CancellationReason): ActionOutcome {
  if (reason.Code !== "ConditionalCheckFailed") return { reason: "none" };
  return { reason: "condition", item: reason.Item === undefined ? undefined : toItem(reason.Item) };
}

/** DynamoDB says these two only in words, and only once it has seen the stored item. */
function limitIn(message: string): ItemLimitError | undefined {
  if (/item size.*exceeded/i.test(message)) return new ItemLimitError("ITEM_TOO_LARGE", message);
  if (/incorrect (data|operand) type/i.test(message)) return new ItemLimitError("BAD_UPDATE", message);
  return undefined;
}

/**
 * What a refused transaction means. A conflict is not a false condition: nothing is known to be false, and a caller
 * that reported it as a duplicate would refuse what it never looked at. Throttling is neither, and is thrown.
 */
function cancelled(fault: TransactionCanceledException): Transacted {
  const reasons = fault.CancellationReasons ?? [];
  const codes = new Set(reasons.map((reason) => reason.Code));
  if (codes.has("ConditionalCheckFailed")) return { ok: false, reason: "condition", actions: reasons.map(outcomeOf) };
  for (const reason of reasons) {
    const limit = reason.Code === "ValidationError" ? limitIn(reason.Message ?? "") : undefined;
    if (limit !== undefined) throw limit;
  }
  codes.delete("None");
  if (codes.size === 1 && codes.has("TransactionConflict")) return { ok: false, reason: "conflict" };
  throw fault;
}

/**
 * The answer that a fault of `TransactWriteItems`, or of a write that stands alone, stands for.
 * @throws `ItemLimitError` for what could never be stored, and the fault itself when it says nothing about the items.
 */
export function answerOf(fault: unknown): Transacted {
  if (fault instanceof TransactionCanceledException) return cancelled(fault);
  if (fault instanceof ConditionalCheckFailedException) {
    const item = fault.Item === undefined ? undefined : toItem(fault.Item);
    return { ok: false, reason: "condition", actions: [{ reason: "condition", item }] };
  }
  // A write that stands alone met a transaction on its item.
  if (fault instanceof TransactionConflictException) return { ok: false, reason: "conflict" };
  // The first call with this token is still under way: its outcome is not known yet.
  if (fault instanceof TransactionInProgressException) return { ok: false, reason: "conflict" };
  if (fault instanceof IdempotentParameterMismatchException)
    throw new ItemLimitError("TOKEN_REUSED", "the token was used for another transaction");
  if (fault instanceof Error && fault.name === "ValidationException") throw limitIn(fault.message) ?? fault;
  throw fault;
}
