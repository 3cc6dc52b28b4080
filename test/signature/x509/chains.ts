import { integer } from "../../../shared/seal/der/write.ts";
import { readCrl } from "../../../shared/signature/revocation/crl.ts";
import {
  type ValidationInput,
  validateCertificate,
} from "../../../shared/signature/revocation/validate-certificate.ts";
import { readCertificate } from "../../../shared/signature/x509/certificate.ts";
import { anyPath, type PathParameters } from "../../../shared/signature/x509/process-path.ts";
import { type CertificatePlan, certificate, extensions, name, usageBit } from "../../support/x509-builder.ts";

export const at = Date.parse("2025-07-01T00:00:00Z");
export const rootName = name("PROVA", "Radice");
export const caName = name("PROVA", "Autorita");
export const subName = name("PROVA", "Sotto");
export const endName = name("PROVA", "Adele Prova");
export const signs = extensions.usage(usageBit.keyCertSign, usageBit.cRLSign);

export const root = certificate({
  subject: rootName,
  issuer: rootName,
  key: "root",
  signedBy: "root",
  extensions: [extensions.authority(), signs],
});

export type Change = Partial<CertificatePlan>;

export const caPlan: CertificatePlan = {
  subject: caName,
  issuer: rootName,
  key: "ca",
  signedBy: "root",
  serial: integer(2),
  extensions: [extensions.authority(), signs],
};
export const endPlan: CertificatePlan = {
  subject: endName,
  issuer: caName,
  key: "end",
  signedBy: "ca",
  serial: integer(3),
};

export const ca = (change: Change = {}) => certificate({ ...caPlan, ...change });
export const caWith = (...more: Uint8Array[]) => ca({ extensions: [extensions.authority(), signs, ...more] });
export const end = (change: Change = {}) => certificate({ ...endPlan, ...change });
export const endWith = (...more: Uint8Array[]) => end({ extensions: more });
/** An authority below `ca`, and a certificate of its own below that. */
export const sub = (change: Change = {}) =>
  certificate({ ...caPlan, subject: subName, issuer: caName, key: "sub", signedBy: "ca", ...change });
export const subWith = (...more: Uint8Array[]) => sub({ extensions: [extensions.authority(), signs, ...more] });
export const endOfSub = (...more: Uint8Array[]) => end({ issuer: subName, signedBy: "sub", extensions: more });

export interface Question extends Partial<ValidationInput> {
  readonly lists?: readonly Uint8Array[];
}

export function validate(chain: readonly Uint8Array[], { lists, ...more }: Question = {}): string {
  const [first, ...rest] = chain.map((bytes) => readCertificate(bytes));
  if (first === undefined) throw new Error("no certificate");
  const answer = validateCertificate(first, {
    anchors: [readCertificate(root)],
    certificates: rest,
    crls: (lists ?? []).map((list) => readCrl(list)),
    at,
    revocation: lists !== undefined,
    ...more,
  });
  return answer.ok ? "valid" : answer.code;
}

export const asking = (change: Partial<PathParameters>): Question => ({ parameters: { ...anyPath, ...change } });
