/** Ways to know a person besides the link that was mailed to them. */
export const factorKinds = ["otp", "totp", "passkey"] as const;
export type FactorKind = (typeof factorKinds)[number];

/** Where a person gets codes: never the address that links go to. */
export type SecondChannel = { readonly kind: "sms" | "email"; readonly address: string };

/** A code on its way to one person. It names no act and no person: whoever reads it over a shoulder learns nothing. */
export type CodeMessage = {
  readonly id: string;
  readonly to: SecondChannel;
  readonly subject: string;
  readonly text: string;
  readonly at: string;
};

/** Hands codes over on the second channel. Resolves when the provider has it. @throws when it may not have it. */
export interface Messenger {
  /** Channels that it reaches; a person with another one is offered no code. Absent: all of them. */
  readonly carries?: readonly SecondChannel["kind"][];
  send(message: CodeMessage): Promise<void>;
}

/** Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, as every app has them). */
export interface Totp {
  /** 160 random bits in base 32. */
  newSecret(): string;
  /** The `otpauth://` address that an app reads. */
  address(secret: string, label: string, issuer: string): string;
  /** The time step whose code this is, of the one that `at` is in and its two neighbours; `undefined` when of none. */
  step(secret: string, code: string, at: string): number | undefined;
}

/** What a passkey's page needs, and what is kept of a passkey. JSON as the WebAuthn recommendation has it. */
export type KeptPasskey = {
  readonly id: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
};
export interface Passkeys {
  enrolOptions(
    person: { readonly who: string; readonly label: string },
    known: readonly KeptPasskey[],
  ): Promise<PasskeyAsk>;
  /** The passkey of a right answer to `challenge`; `undefined` for any other. */
  enrolled(answer: unknown, challenge: string): Promise<KeptPasskey | undefined>;
  askOptions(known: readonly KeptPasskey[]): Promise<PasskeyAsk>;
  /** The passkey with its new counter, when the answer is its own to `challenge` and the person was verified. */
  answered(answer: unknown, challenge: string, known: readonly KeptPasskey[]): Promise<KeptPasskey | undefined>;
}
export type PasskeyAsk = { readonly challenge: string; readonly options: unknown };

/** What only the running product knows, beside its table: a copy of the table alone confirms nobody. */
export interface Keyed {
  /** HMAC-SHA256 of a text, hex. */
  mac(text: string): string;
  /** Encrypts a short text for the table; `about` is bound to it, so that it opens in no other place. */
  wrap(text: string, about: string): string;
  /** @throws when it was not wrapped with this key about this. */
  unwrap(wrapped: string, about: string): string;
}

/** The second factors that a body has. What is absent is not offered; a step that asks for what nobody has stays shut. */
export type Factors = {
  readonly keyed: Keyed;
  readonly messenger?: Messenger;
  readonly totp?: Totp;
  readonly passkeys?: Passkeys;
};
