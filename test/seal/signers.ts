import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { keySigner, type SignerPort, testCertificate } from "../../shared/seal/index.ts";

/** A committed file of test/fixtures/seal; its README says where it comes from. */
export const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/seal/${name}`, import.meta.url)));

const validity = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2045-01-01T00:00:00Z") };

const rsaKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return createPrivateKey(privateKey.export({ format: "pem", type: "pkcs8" }));
};

// An RSA key takes long to make: one authority for all signers of a test file.
const root = rsaKey();
const rootCertificate = await testCertificate(
  {
    ...validity,
    subject: [["commonName", "CA DI PROVA"]],
    publicKey: createPublicKey(root),
    keyUsage: ["keyCertSign"],
    authority: true,
  },
  { ownKey: root },
);

/** A new signer under the authority of this file. */
export async function aSigner(kind: "rsa" | "P-256" | "P-384" | "P-521" = "P-256", commonName = "Adele Prova") {
  const key = kind === "rsa" ? rsaKey() : generateKeyPairSync("ec", { namedCurve: kind }).privateKey;
  const certificate = await testCertificate(
    {
      ...validity,
      subject: [
        ["country", "IT"],
        ["commonName", commonName],
      ],
      publicKey: createPublicKey(key),
      keyUsage: ["nonRepudiation"],
      authority: false,
    },
    keySigner(root, rootCertificate),
  );
  return { signer: keySigner(key, certificate, [rootCertificate]) satisfies SignerPort, key, rootCertificate };
}
