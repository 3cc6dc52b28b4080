import { X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { openKmsKey } from "../../shared/adapters/aws/kms-key.ts";
import { keepSealCertificates, readSealCertificates } from "../../shared/adapters/aws/sealed-secret.ts";
import {
  certificateRequest,
  checkSealCertificates,
  type SealCertificates,
  SealError,
  type SealSubject,
} from "../../shared/seal/index.ts";
import { exitCodes, type Io, type Language } from "../io.ts";
import { printable } from "../printable.ts";
import { derOf } from "../trust-folder.ts";
import { importText, problemText, requestText, statusText } from "./seal-texts.ts";

type Common = { readonly json: boolean; readonly lang: Language };
export type RequestArguments = Common & {
  readonly key: string;
  readonly country: string;
  readonly organization: string;
  readonly organizationId: string;
  readonly name: string;
  readonly out: string;
};
export type ImportSealArguments = Common & {
  readonly file: string;
  readonly key: string;
  readonly secret: string;
  readonly dryRun: boolean;
};
/** Where KMS and Secrets Manager are, and the time: those of whoever asks, unless a test says otherwise. */
export type SealWorld = {
  readonly kms?: NonNullable<Parameters<typeof openKmsKey>[0]["client"]>;
  readonly secrets?: NonNullable<Parameters<typeof readSealCertificates>[1]>;
  readonly now?: () => Date;
};

/**
 * `visto seal request`: a certificate request for the key in KMS, which signs it. Writes PEM into a new file. Exit 1 when
 * the key is none that seals, 66 when the file is there already or cannot be written.
 */
export async function requestCommand(args: RequestArguments, io: Io, world: SealWorld = {}): Promise<number> {
  const key = await opened(args, io, world);
  if (!key) return exitCodes.refused;
  const { country, organization, organizationId, name: commonName } = args;
  const subject: SealSubject = { country, organization, organizationId, commonName };
  const der = await certificateRequest(subject, key);
  try {
    // A request that was sent to the authority is not replaced by another one.
    await writeFile(args.out, pem("CERTIFICATE REQUEST", der), { flag: "wx" });
  } catch (fault) {
    io.err(
      `${problemText(args.lang, { code: "OUT", about: args.out, found: (fault as NodeJS.ErrnoException).code ?? "" })}\n`,
    );
    return exitCodes.unreadable;
  }
  const said = { out: args.out, key: key.arn, subject };
  io.out(args.json ? `${JSON.stringify(said, null, 2)}\n` : requestText(args.lang, said));
  return exitCodes.done;
}

/**
 * `visto seal import FILE`: looks at the certificate that came (PEM with its issuers, or one DER) and keeps it beside the
 * name of its key. Nothing is kept unless all of it holds. Exit 1 with every problem otherwise, 66 for a file that
 * cannot be read.
 */
export async function importSealCommand(args: ImportSealArguments, io: Io, world: SealWorld = {}): Promise<number> {
  const given = await io.readFile(args.file).then(derOf, () => undefined);
  if (!given) {
    io.err(`${problemText(args.lang, { code: "FILE", about: args.file, found: "" })}\n`);
    return exitCodes.unreadable;
  }
  const key = await opened(args, io, world);
  if (!key) return exitCodes.refused;
  const now = (world.now ?? (() => new Date()))();
  const checked = checkSealCertificates(given, key.publicKey, now);
  if (!checked.ok) {
    if (args.json) io.out(`${JSON.stringify({ ok: false, problems: checked.problems }, null, 2)}\n`);
    else for (const problem of checked.problems) io.err(`${printable(problemText(args.lang, problem))}\n`);
    return exitCodes.refused;
  }
  const { certificate, chain } = checked.value;
  if (!args.dryRun)
    await keepSealCertificates(
      args.secret,
      { certificate, chain, keyId: key.arn },
      ...(world.secrets ? [world.secrets] : []),
    );
  const said = { ...facts(checked.value, now), key: key.arn, kept: !args.dryRun, secret: args.secret };
  io.out(args.json ? `${JSON.stringify(said, null, 2)}\n` : printable(importText(args.lang, said)));
  return exitCodes.done;
}

/** `visto seal status`: whose certificate seals, with which key, and for how long. Exit 1 when it has ended. */
export async function sealStatusCommand(
  args: Common & { readonly secret: string },
  io: Io,
  world: SealWorld = {},
): Promise<number> {
  const kept = await readSealCertificates(args.secret, ...(world.secrets ? [world.secrets] : []));
  const { subject, issuer, validFrom, validTo } = new X509Certificate(kept.certificate);
  const now = (world.now ?? (() => new Date()))();
  const said = {
    ...{ subject: oneLine(subject), issuer: oneLine(issuer), key: kept.keyId ?? null, issuers: kept.chain.length },
    ...{
      from: new Date(validFrom).toISOString(),
      until: new Date(validTo).toISOString(),
      daysLeft: daysTo(validTo, now),
    },
  };
  io.out(args.json ? `${JSON.stringify(said, null, 2)}\n` : printable(statusText(args.lang, said)));
  return said.daysLeft < 0 ? exitCodes.refused : exitCodes.done;
}

const daysTo = (until: string, now: Date) => Math.floor((Date.parse(until) - now.getTime()) / 86_400_000);
const oneLine = (name: string) => name.split("\n").join(", ");

const facts = (seal: SealCertificates, now: Date) => ({
  ...{ ok: true, subject: seal.subject, issuer: seal.issuer, issuers: seal.chain.length, leftOut: seal.leftOut },
  ...{ from: seal.from, until: seal.until, daysLeft: daysTo(seal.until, now), selfSigned: seal.selfSigned },
});

async function opened({ key, lang }: Common & { readonly key: string }, io: Io, { kms }: SealWorld) {
  try {
    return await openKmsKey({ keyId: key, ...(kms ? { client: kms } : {}) });
  } catch (fault) {
    const isMissing = fault instanceof Error && fault.name === "NotFoundException";
    if (!(fault instanceof SealError) && !isMissing) throw fault;
    io.err(`${problemText(lang, { code: isMissing ? "KEY_MISSING" : "KEY", about: key, found: "" })}\n`);
    return undefined;
  }
}

const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString("base64")
    .replaceAll(/.{1,64}/g, "$&\n")}-----END ${label}-----\n`;
