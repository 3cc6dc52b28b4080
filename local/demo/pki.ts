import type { SignerPort } from "../../shared/seal/index.ts";

/** A fictitious signatory of the demo or of a test. */
export type TestPerson = {
  readonly name: string;
  readonly surname: string;
  readonly givenName: string;
  readonly fiscalCode: string;
};

export type TestPkiOptions = {
  /** Folder of the PKI; made when missing. */
  readonly dir: string;
  readonly people: readonly TestPerson[];
  readonly bodyName: string;
  readonly now: Date;
  /** How long certificates made now last after `now`; they all begin on 2020-01-01. */
  readonly daysValid?: number;
};

export type TestPki = {
  /** The TEST certification authority's certificate, DER: the one trust anchor. */
  readonly caCertificate: Uint8Array;
  /** The body's seal. */
  readonly sealSigner: SignerPort;
  /** A signatory's key. @throws {Error} when nobody has that codice fiscale. */
  signerFor(fiscalCode: string): SignerPort;
};

/**
 * Opens the TEST public key infrastructure of the demo, making what is missing.
 *
 * @throws {Error} when a file there cannot be read as what its name says.
 */
export async function openTestPki(_options: TestPkiOptions): Promise<TestPki> {
  throw new Error("not built yet");
}
