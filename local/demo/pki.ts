import { generateKeyPair, X509Certificate } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  makePkcs12,
  readPkcs12,
  SealError,
  type SignerPort,
  type TestName,
  testCertificate,
} from "../../shared/seal/index.ts";
import { putFile, readIfThere, removeStaleTemporaries } from "./durable-file.ts";

/** Every PKCS#12 made here opens with it. It protects nothing: the keys are worth nothing. */
export const testPassword = "prova";

/** A fictitious signatory of the demo or of a test. `name` is the whole name, as the act prints it. */
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
  /** How long certificates made now last after `now`, twenty years by default; they all begin on 2020-01-01. */
  readonly daysValid?: number;
};

export type TestPki = {
  /** The TEST certification authority's certificate, DER: the one trust anchor. */
  readonly caCertificate: Uint8Array;
  /** The body's seal. */
  readonly sealSigner: SignerPort;
  /** A signatory's key. @throws {Error} when nobody in `people` has that codice fiscale. */
  signerFor(fiscalCode: string): SignerPort;
};

type Identity = {
  /** File name without its extension. */
  readonly file: string;
  readonly subject: TestName;
  readonly keyUsage: readonly ("digitalSignature" | "nonRepudiation" | "keyCertSign" | "crlSign")[];
};

const worthless = "CERTIFICATO DI PROVA - NESSUN VALORE LEGALE";

const authority: Identity = {
  file: "ca",
  subject: [
    ["country", "IT"],
    ["organization", "Visto - TEST"],
    ["commonName", "CA DI PROVA - NESSUN VALORE LEGALE"],
  ],
  keyUsage: ["keyCertSign", "crlSign"],
};

/**
 * Opens the TEST public key infrastructure of the demo, making what is missing.
 *
 * Key and certificate of an identity are one file, put in place whole: after a kill an identity is there or not. One
 * that another authority issued, that expired by `now` or that cannot be read is made anew; the authority never is,
 * because what it issued would stop being trusted.
 *
 * Files: `ca`, `seal` and `signatory-CODICEFISCALE`, each as `.p12` (password `prova`) and its certificate as `.pem`.
 *
 * @throws {Error} when the authority's own file cannot be read, or a codice fiscale is not one.
 */
export async function openTestPki({ dir, people, bodyName, now, daysValid = 7305 }: TestPkiOptions): Promise<TestPki> {
  // Before anything is written: a name that is refused must leave nothing half made.
  const signatories = people.map(signatory);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await removeStaleTemporaries(dir);
  const notAfter = new Date(now.getTime() + daysValid * 86_400_000);
  const shelf = { dir, now, notAfter };
  const ca = await openAuthority(shelf);
  const open = (identity: Identity) => openIssued(shelf, ca, identity);
  const [sealSigner, ...signers] = await Promise.all([open(seal(bodyName)), ...signatories.map(open)]);
  const byFiscalCode = new Map(people.map(({ fiscalCode }, index) => [fiscalCode, signers[index]]));
  return {
    caCertificate: ca.certificate,
    sealSigner,
    signerFor(fiscalCode) {
      const signer = byFiscalCode.get(fiscalCode);
      if (signer === undefined) throw new Error(`the TEST PKI has nobody with codice fiscale ${fiscalCode}`);
      return signer;
    },
  };
}

function seal(bodyName: string): Identity {
  return {
    file: "seal",
    subject: [
      ["country", "IT"],
      ["organization", bodyName],
      ["organizationalUnit", worthless],
      ["commonName", "SIGILLO DI PROVA"],
    ],
    keyUsage: ["digitalSignature", "nonRepudiation"],
  };
}

function signatory({ name, surname, givenName, fiscalCode }: TestPerson): Identity {
  if (!/^[A-Z0-9]{16}$/.test(fiscalCode)) throw new Error(`not a codice fiscale: ${JSON.stringify(fiscalCode)}`);
  return {
    file: `signatory-${fiscalCode}`,
    subject: [
      ["country", "IT"],
      ["organization", worthless],
      ["surname", surname],
      ["givenName", givenName],
      // ETSI EN 319 412-1 §5.1.3: TIN, country, the national tax code.
      ["serialNumber", `TINIT-${fiscalCode}`],
      ["commonName", name],
    ],
    keyUsage: ["nonRepudiation"],
  };
}

type Shelf = { readonly dir: string; readonly now: Date; readonly notAfter: Date };

async function openAuthority({ dir, now, notAfter }: Shelf): Promise<SignerPort> {
  const path = join(dir, `${authority.file}.p12`);
  if ((await readIfThere(path)) === undefined) {
    await putFile(path, await makeIdentity(authority, { notAfter }), { keepExisting: true });
  }
  const signer = readPkcs12(await readWhole(path), testPassword);
  if (isExpired(signer, now)) throw new Error(`the TEST authority in ${path} expired: remove the folder to begin anew`);
  await putPem(dir, authority, signer);
  return signer;
}

async function openIssued({ dir, now, notAfter }: Shelf, ca: SignerPort, identity: Identity): Promise<SignerPort> {
  const path = join(dir, `${identity.file}.p12`);
  const isGood = async (bytes: Uint8Array | undefined) => {
    const signer = bytes === undefined ? undefined : readable(bytes);
    if (signer === undefined || isExpired(signer, now)) return undefined;
    return (await isIssuedFor(identity, signer, ca)) ? signer : undefined;
  };
  const before = await readIfThere(path);
  let signer = await isGood(before);
  if (signer === undefined) {
    const bytes = await makeIdentity(identity, { notAfter, ca });
    await putFile(path, bytes, { keepExisting: before === undefined });
    signer = await isGood(await readWhole(path));
  }
  if (signer === undefined) throw new Error(`${path} was changed by somebody else while it was being made`);
  await putPem(dir, identity, signer);
  return signer;
}

async function makeIdentity(identity: Identity, { notAfter, ca }: { notAfter: Date; ca?: SignerPort }) {
  // 2048 bits are accepted until the end of 2028 (ETSI TS 119 312), and a first start should take seconds.
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const request = { ...certified(identity, notAfter, ca), publicKey };
  const certificate = await testCertificate(request, ca ?? { ownKey: privateKey });
  const chain = ca === undefined ? [] : [ca.certificate];
  return makePkcs12(privateKey, [certificate, ...chain], testPassword, identity.file);
}

const certified = ({ subject, keyUsage }: Identity, notAfter: Date, ca: SignerPort | undefined) => ({
  subject,
  keyUsage,
  notBefore: new Date("2020-01-01T00:00:00Z"),
  notAfter,
  authority: ca === undefined,
});

/** The certificate that this authority would issue now to the same key for the same time: the bytes must be those. */
async function isIssuedFor(identity: Identity, signer: SignerPort, ca: SignerPort): Promise<boolean> {
  const { publicKey, validTo } = new X509Certificate(signer.certificate);
  const expected = await testCertificate({ ...certified(identity, new Date(validTo), ca), publicKey }, ca);
  return Buffer.from(expected).equals(signer.certificate);
}

function readable(bytes: Uint8Array): SignerPort | undefined {
  try {
    return readPkcs12(bytes, testPassword);
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

const isExpired = ({ certificate }: SignerPort, now: Date): boolean =>
  new Date(new X509Certificate(certificate).validTo) <= now;

async function putPem(dir: string, { file }: Identity, { certificate }: SignerPort): Promise<void> {
  const path = join(dir, `${file}.pem`);
  const pem = Buffer.from(new X509Certificate(certificate).toString());
  const there = await readIfThere(path);
  if (there === undefined || !pem.equals(there)) await putFile(path, pem, { keepExisting: false });
}

async function readWhole(path: string): Promise<Uint8Array> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) throw new Error(`${path} was removed while it was being read`);
  return bytes;
}
