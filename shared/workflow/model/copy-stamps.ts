import { type NumberedHead, type PublishedHead, type SealedHead, sha256Of } from "../../act/index.ts";
import type { CopyStamps } from "../../pdf/index.ts";
import type { BodySettings } from "../world.ts";

type Numbered = NumberedHead | SealedHead | PublishedHead;

/** What the copy says beyond the act's own text, from what is recorded about the act. */
export function copyStamps(settings: BodySettings, head: Numbered): CopyStamps {
  const { registration, signed } = head;
  const code = verificationCode(registration.slotHash);
  const approvals = head.route
    .filter((step) => step.kind === "approval")
    .flatMap((step) =>
      step.assignments.flatMap((one) =>
        one.state === "APPROVED" && one.at ? [{ name: one.name, role: step.role, at: one.at }] : [],
      ),
    );
  const role = head.route.find((step) => step.kind === "signature")?.role ?? "";
  return {
    number: registration.number,
    year: registration.year,
    date: registration.date,
    approvals,
    signatures: [
      {
        name: signed.signer.name,
        role,
        ...(signed.signer.fiscalCode ? { fiscalCode: signed.signer.fiscalCode } : {}),
        // A chain to anchors that were handed in is not yet a trusted list: the copy never says more than was checked.
        verdict: "intact",
        qualified: null,
        issuer: signed.signer.issuer,
        format: signed.kind === "pades" ? "PAdES" : "CAdES",
        ...(signed.time.claimed ? { claimedAt: signed.time.claimed } : {}),
        ...(signed.time.proved ? { provedAt: signed.time.proved } : {}),
      },
    ],
    original: { fileName: originalName(head), sha256: signed.sha256 },
    attachments: head.slots.map((slot) => ({
      label: slot.label,
      title: slot.title,
      ...(slot.recorded ? { fingerprint: slot.recorded } : {}),
      verdict: slot.verdict?.code ?? "PENDING",
    })),
    effect: head.effect === "PENDING_VISTO" ? { state: "awaiting-visto" } : { state: "executive-on-adoption" },
    verification: {
      url: `${settings.baseUrl}/verifica/${code}`,
      address: `${settings.baseUrl.replace(/^https?:\/\//, "")}/verifica`,
      code,
    },
    revision: 1,
    test: settings.test,
  };
}

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
