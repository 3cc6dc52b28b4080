import { exitCodes } from "./io.ts";

type Problem = { readonly text: string; readonly code: number };

/** What AWS answers to whoever has no right to ask, or shows papers that are not in order. */
const papers =
  /^(?:ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|TokenRefreshRequired)/;
const denied = /^(?:AccessDenied|Forbidden|NotAuthorized)/;
const absent = /^(?:ResourceNotFound|NoSuchBucket|NotFound)/;

const own = (it: string, en: string, code: number): Problem => ({ text: `AWS: ${it} / ${en}`, code });

/**
 * What is wrong between the operator and AWS: no fault of the program, and nothing to report. By names and messages, since
 * AWS's clients are loaded on demand. `undefined` for everything else.
 */
export function awsProblem(fault: unknown): Problem | undefined {
  if (!(fault instanceof Error)) return undefined;
  const { name, message } = fault;
  if (message === "Region is missing")
    return own("manca la regione: impostare AWS_REGION", "no region: set AWS_REGION", exitCodes.usage);
  if (name === "CredentialsProviderError" || papers.test(name))
    return own(
      `le credenziali mancano o non valgono (${message}): come per la riga di comando aws, per esempio AWS_PROFILE`,
      "credentials are missing or not valid: as for the aws command line, for instance AWS_PROFILE",
      exitCodes.usage,
    );
  if (!("$metadata" in fault)) return undefined;
  if (denied.test(name))
    return own(
      `le credenziali non danno il permesso (${message})`,
      "the credentials do not give the right",
      exitCodes.unreadable,
    );
  if (absent.test(name))
    return own(
      `la tabella, il deposito, il segreto o la chiave non c'è in questa regione e in questo account (${message})`,
      "the table, bucket, secret or key is not in this region and account",
      exitCodes.unreadable,
    );
  return undefined;
}
