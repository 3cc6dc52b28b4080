/** The instant now, as the workflow may know it: ISO 8601, UTC, milliseconds. In demo mode it can be moved forward. */
export type Clock = () => string;

/** A new id that sorts by time and that nobody can guess the neighbours of. */
export type NewId = () => string;

/** Bytes that nobody can predict. */
export type RandomBytes = (length: number) => Uint8Array;

/** A message to one person. No act, no codice fiscale and no personal data beyond the name (design: domain.md §5). */
export type Message = {
  /** Of this attempt: a repeated attempt is another message with a fresh link. */
  readonly id: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  /** The same words for readers that show HTML. */
  readonly html?: string | undefined;
  readonly at: string;
  /** What it is about, for the spool and the mailbox page. */
  readonly about: { readonly actId: string; readonly kind: string };
};

/** Under this name a provider keeps the message's id and gives it back with what became of the mail. */
export const messageTag = "visto-message";

/**
 * The provider will never take this message: no such address, or a message it does not want. Trying again changes
 * nothing; an address can be corrected. `status` is short and holds no address.
 */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
  readonly status: string;
  constructor(status: string) {
    super(status);
    this.status = status;
  }
}

/**
 * Hands a message over. Resolves when the spool or the provider has it for good.
 * @throws {MailRefused} when it never will, and whatever else when it may not have it.
 */
export interface Mail {
  send(message: Message): Promise<void>;
}

/** Passwords at rest. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Whether it is the one that was hashed. `undefined` (no such account) is `false`, after the time of a real check. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}
