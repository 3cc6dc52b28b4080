import { type ActData, sha256Of } from "../../shared/act/index.ts";
import type { CopyStamps, SignatureStamp } from "../../shared/pdf/index.ts";
import type { Report, SignatureReport } from "../../shared/signature/index.ts";

export type StampRefusal = { readonly code: string; readonly why: { readonly it: string; readonly en: string } };

export type StampSource = {
  readonly act: ActData;
  readonly report: Report;
  readonly fileName: string;
  /** Where the copy's readers check it; absent: with this program, against the original's impronta. */
  readonly portal?: string | undefined;
  readonly test: boolean;
};

/**
 * What a copy may say of an original that was read from a file: what the verifier found in it, and of approvals and
 * effect nothing, because no register was asked.
 */
export function stampsOf(source: StampSource): CopyStamps | StampRefusal {
  const { act, report, portal } = source;
  const { number, year, date } = act;
  if (number === undefined || year === undefined || date === undefined) return withoutNumber;
  const signatures = [...report.signatures, ...(report.content?.signatures ?? [])];
  const broken = signatures.find((one) => one.integrity !== "valid");
  if (broken) return notIntact(broken);
  const code = codeOf(report.sha256);
  return {
    number,
    year,
    date,
    approvals: [],
    signatures: signatures.filter((one) => one.kind !== "timestamp").map((one) => stampOf(one, act)),
    original: { fileName: source.fileName, sha256: report.sha256 },
    attachments: act.recordedAttachments.map(({ label, fingerprint }) => {
      const title = act.declaredAttachments.find((one) => one.label === label)?.title;
      return { label, fingerprint, verdict: "PENDING" as const, ...(title ? { title } : {}) };
    }),
    effect: spends(act) ? { state: "awaiting-visto" } : { state: "executive-on-adoption" },
    verification:
      portal === undefined
        ? { url: `urn:sha256:${report.sha256.toLowerCase()}`, address: "visto verify", code }
        : { url: `${portal}/${code}`, address: portal.replace(/^https?:\/\//, ""), code },
    test: source.test,
  };
}

const spends = (act: ActData): boolean => act.movements.length > 0 || (act.totals?.total ?? 0) > 0;

function stampOf(one: SignatureReport, act: ActData): SignatureStamp {
  const { signer, signingTime } = one;
  const { organ } = act;
  return {
    name: signer?.name ?? "—",
    role: `${organ.charAt(0)}${organ.slice(1).toLowerCase()}`,
    // A chain that no trusted list was asked about: never more than was checked.
    verdict: one.indication === "TOTAL_PASSED" && signer?.qualified === true ? "valid" : "intact",
    qualified: signer?.qualified ?? null,
    format: one.kind === "pades" ? "PAdES" : "CAdES",
    ...(signer?.fiscalCode ? { fiscalCode: signer.fiscalCode } : {}),
    ...(signer?.issuer ? { issuer: signer.issuer } : {}),
    ...(signingTime.claimed ? { claimedAt: signingTime.claimed } : {}),
    ...(signingTime.proved ? { provedAt: signingTime.proved } : {}),
  };
}

const withoutNumber: StampRefusal = {
  code: "NUMBER_MISSING",
  why: {
    it: "L'atto in JSON non ha numero, anno e data (number, year, date): una copia si fa dopo la numerazione.",
    en: "The act's JSON has no number, year and date: a copy is made after numbering.",
  },
};

const notIntact = (one: SignatureReport): StampRefusal => ({
  code: "SIGNATURE_NOT_INTACT",
  why: {
    it: `La firma di ${one.signer?.name ?? "ignoto"} non risulta integra: di questo file non si fa copia.`,
    en: `The signature of ${one.signer?.name ?? "somebody unknown"} is not intact: no copy is made of this file.`,
  },
});

/** Without letters and digits that people mistake for one another. */
const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

function codeOf(sha256: string): string {
  const digest = sha256Of(`verifica|${sha256}`);
  const text = Array.from(
    { length: 8 },
    (_, at) => letters[Number.parseInt(digest.slice(2 * at, 2 * at + 2), 16) % letters.length],
  ).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
