export type ItemLimitCode =
  | "ITEM_TOO_LARGE"
  | "TOO_MANY_ACTIONS"
  | "TRANSACTION_TOO_LARGE"
  | "SAME_ITEM_TWICE"
  | "NO_ACTION"
  | "BAD_KEY"
  | "BAD_VALUE"
  | "BAD_UPDATE"
  | "BAD_CONDITION"
  | "BAD_QUERY"
  | "BAD_CURSOR"
  | "BAD_TOKEN"
  | "TOKEN_REUSED";

/** A fault of the caller: the request could never be served, however often it is repeated. Nothing was written. */
export class ItemLimitError extends Error {
  override readonly name = "ItemLimitError";
  readonly code: ItemLimitCode;
  constructor(code: ItemLimitCode, message: string) {
    super(message);
    this.code = code;
  }
}
