import {
  type Amendment,
  type Assignment,
  controlWords,
  copyRevision,
  type NumberedHead,
  type PublishedHead,
  type SealedHead,
  type SignedDocument,
  sha256Of,
  signedFiles,
  type Visto,
} from "../../act/index.ts";
import type { CopyStamps } from "../../pdf/index.ts";
import type { BodySettings } from "../world.ts";

type Numbered = NumberedHead | SealedHead | PublishedHead;

/** What the copy says beyond the act's own text, from what is recorded about the act. */
export function copyStamps(settings: BodySettings, head: Numbered): CopyStamps {
  const { registration, signed } = head;
  const code = verificationCode(registration.slotHash);
  const role = head.route.find((step) => step.kind === "signature")?.role ?? "";
  const visto = head.visti?.at(-1);
  const earlier = earlierCopies(head);
  return {
    number: registration.number,
    year: registration.year,
    date: registration.date,
    approvals: approvalStamps(head),
    signatures: signedFiles(head).map((file) => signatureStamp(file, file.role ?? role)),
    original: { fileName: originalName(head), sha256: signed.sha256 },
    attachments: head.slots.map((slot) => ({
      label: slot.label,
      title: slot.title,
      ...(slot.recorded ? { fingerprint: slot.recorded } : {}),
      verdict: slot.verdict?.code ?? "PENDING",
    })),
    effect: effectStamp(head),
    ...(visto ? { visto: vistoStamp(head, visto) } : {}),
    ...(head.amendedBy?.length ? { amendedBy: head.amendedBy.map(amendmentStamp) } : {}),
    ...(earlier.length > 0 ? { earlierCopies: earlier } : {}),
    verification: {
      url: `${settings.baseUrl}/verifica/${code}`,
      address: `${settings.baseUrl.replace(/^https?:\/\//, "")}/verifica`,
      code,
    },
    ...(head.manifestDigest ? { controlWords: controlWords(head.manifestDigest) } : {}),
    revision: copyRevision(head),
    test: settings.test,
  };
}

/** Who approved or gave an opinion; a substitute with the name of whoever's place they took. */
function approvalStamps(head: Numbered): CopyStamps["approvals"] {
  return head.route.flatMap((step) =>
    step.assignments.flatMap((one) => {
      if ((one.state !== "APPROVED" && one.state !== "OPINION") || !one.at) return [];
      const role = one.opinion ? `${step.role} – ${opinionNames[one.opinion]}` : step.role;
      return [{ name: one.name, role, at: one.at, ...(one.onBehalfOf ? { onBehalfOf: onBehalf(one) } : {}) }];
    }),
  );
}

const opinionNames = {
  FAVOURABLE: "parere favorevole",
  WITH_REMARKS: "parere con rilievi",
  UNFAVOURABLE: "parere contrario",
} as const;

const onBehalf = (one: Assignment) =>
  `${one.onBehalfOf?.name}${one.formula ? ` – ${one.formula}` : ""}${one.decree ? ` (${one.decree})` : ""}`;

function signatureStamp(file: SignedDocument | Visto, role: string): CopyStamps["signatures"][number] {
  const { signer, time, kind, onBehalfOf } = file;
  const instead = onBehalfOf
    ? `, per ${onBehalfOf.name}${onBehalfOf.formula ? ` – ${onBehalfOf.formula}` : ""}${onBehalfOf.decree ? ` (${onBehalfOf.decree})` : ""}`
    : "";
  return {
    name: signer.name,
    role: `${role}${instead}`,
    ...(signer.fiscalCode ? { fiscalCode: signer.fiscalCode } : {}),
    // A chain to anchors that were handed in is not yet a trusted list: the copy never says more than was checked.
    verdict: "intact",
    qualified: null,
    issuer: signer.issuer,
    format: kind === "pades" ? "PAdES" : "CAdES",
    ...(time.claimed ? { claimedAt: time.claimed } : {}),
    ...(time.proved ? { provedAt: time.proved } : {}),
  };
}

function effectStamp(head: Numbered): CopyStamps["effect"] {
  const visto = head.visti?.at(-1);
  if (head.effect === "PENDING_VISTO") return { state: "awaiting-visto" };
  if (!visto) return { state: "executive-on-adoption" };
  if (head.effect === "VISTO_REFUSED") return { state: "visto-refused", reason: visto.reason };
  return { state: "executive", from: visto.date, vistoBy: visto.signer.name, commitments: visto.commitments };
}

function vistoStamp(head: Numbered, visto: Visto): NonNullable<CopyStamps["visto"]> {
  const { number, year } = head.registration;
  const role = visto.role ?? "";
  return {
    outcome: visto.outcome === "REFUSED" ? "REFUSED" : "FAVOURABLE",
    by: visto.signer.name,
    role: visto.outcome === "WITH_REMARKS" ? `${role}, con rilievi: ${visto.reason}` : role,
    at: visto.at,
    file: { fileName: vistoName({ number, year }, visto), sha256: visto.sha256 },
    signature: signatureStamp(visto, role),
    commitments: visto.commitments,
    ...(visto.outcome === "REFUSED" ? { reason: visto.reason } : {}),
  };
}

/** The signed statement's name, as it is served. */
export const vistoName = ({ number, year }: { number: number; year: number }, visto: Pick<Visto, "kind">): string =>
  `visto-${number}-${year}${visto.kind === "cades" ? ".txt.p7m" : ".pdf"}`;

const amendmentStamp = ({ how, number, year, date, reason }: Amendment) => ({
  kind: how,
  number,
  year,
  date,
  note: reason,
});

const earlierCopies = (head: Numbered): NonNullable<CopyStamps["earlierCopies"]> => {
  const all = [...(head.earlierCopies ?? []), ...(head.copy ? [head.copy] : [])];
  const made = copyRevision(head);
  return all
    .map(({ revision = 1, sha256, at }) => ({ revision, sha256, at }))
    .filter(({ revision }) => revision < made);
};

/** The signed file's name, as it is served: never the uploader's. */
export function originalName(head: Numbered): string {
  const { number, year } = head.registration;
  return `determinazione-${number}-${year}-originale.pdf${head.signed.kind === "cades" ? ".p7m" : ""}`;
}

/** Without letters and digits that people mistake for one another. */
const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Eight characters from the register slot's hash, in two groups: a name for the act, never a credential. */
function verificationCode(slotHash: string): string {
  const digest = sha256Of(`verifica|${slotHash}`);
  const text = Array.from(
    { length: 8 },
    (_, at) => letters[Number.parseInt(digest.slice(2 * at, 2 * at + 2), 16) % letters.length],
  ).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
