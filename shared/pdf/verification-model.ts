import { formatDay, formatInstant, maskFiscalCode } from "./italian-format.ts";
import {
  amendmentNames,
  approvalNote,
  copyNature,
  copyReplaces,
  effectAwaitingVisto,
  effectOnAdoption,
  omissisNature,
  signatureIntact,
  signatureValid,
  timeClaimed,
  timeProved,
  verdictNames,
  vistoFavourable,
  vistoRefused,
} from "./sentences.ts";
import type {
  AmendmentStamp,
  ApprovalStamp,
  AttachmentStamp,
  CopyStamps,
  EarlierCopyStamp,
  EffectStamp,
  SignatureStamp,
  VistoStamp,
} from "./stamps.ts";

/** One line of the closing page. `mono` is for digests and codes. */
export type VerificationLine = { readonly text: string; readonly style: "strong" | "plain" | "mono" | "note" };
export type VerificationItem = readonly VerificationLine[];
export type VerificationSection = { readonly title: string; readonly items: readonly VerificationItem[] };

/** The page "Verifica e approvazioni", in reading order: the comparison of texts relies on that order. */
export type VerificationModel = {
  readonly title: string;
  readonly sections: readonly VerificationSection[];
  readonly qr: { readonly alt: string; readonly lines: readonly VerificationLine[] };
};

const strong = (text: string): VerificationLine => ({ text, style: "strong" });
const plain = (text: string): VerificationLine => ({ text, style: "plain" });
const mono = (text: string): VerificationLine => ({ text, style: "mono" });
const note = (text: string): VerificationLine => ({ text, style: "note" });

export function verificationModel(stamps: CopyStamps, number: { number: string; date: string }): VerificationModel {
  const revision = stamps.revision ?? 1;
  return {
    title: "Verifica e approvazioni",
    qr: {
      alt: `Codice QR che apre la pagina di verifica ${stamps.verification.address}, codice ${stamps.verification.code}`,
      lines: [
        strong(`Determinazione n. ${number.number} del ${number.date}`),
        plain(`${stamps.omissis ? "Testo con omissis" : "Copia informatica"}, revisione ${revision}`),
        plain(`Verifica: ${stamps.verification.address}`),
        strong(`codice ${stamps.verification.code}`),
        ...(stamps.controlWords ? [plain(`Parole di controllo: ${stamps.controlWords.join(" · ")}`)] : []),
        note(stamps.omissis ? omissisNature : copyNature),
      ],
    },
    sections: [
      {
        title: "ORIGINALE FIRMATO",
        items: [[strong(stamps.original.fileName), plain("impronta SHA-256"), mono(stamps.original.sha256)]],
      },
      { title: "FIRME VERIFICATE", items: listed(stamps.signatures.map(signatureLines), "Nessuna firma verificata.") },
      {
        title: "APPROVAZIONI REGISTRATE",
        items: [
          ...listed(stamps.approvals.map(approvalLines), "Nessuna approvazione registrata."),
          ...(stamps.approvals.length > 0 ? [[note(approvalNote)]] : []),
        ],
      },
      { title: "EFFICACIA", items: [effectLines(stamps.effect, stamps.visto)] },
      ...optional("VISTO CONTABILE", stamps.visto ? [vistoLines(stamps.visto)] : []),
      ...optional("ATTI SUCCESSIVI", (stamps.amendedBy ?? []).map(amendmentLines)),
      { title: "ALLEGATI E IMPRONTE", items: listed(stamps.attachments.map(attachmentLines), "Nessun allegato.") },
      ...optional("REVISIONI PRECEDENTI", earlierLines(stamps.earlierCopies ?? [])),
    ],
  };
}

const optional = (title: string, items: readonly VerificationItem[]) => (items.length > 0 ? [{ title, items }] : []);

const listed = (items: readonly VerificationItem[], empty: string) => (items.length > 0 ? items : [[plain(empty)]]);

function signatureLines(signature: SignatureStamp): VerificationItem {
  const qualified = { true: "certificato qualificato", false: "certificato non qualificato" };
  const certificate = [
    signature.qualified === null ? "qualifica del certificato non accertata" : qualified[`${signature.qualified}`],
    signature.issuer ? `emesso da ${signature.issuer}` : "",
    signature.fiscalCode ? `codice fiscale ${maskFiscalCode(signature.fiscalCode)}` : "",
  ];
  return [
    strong(`${signature.name}, ${signature.role}`),
    plain(`${signature.verdict === "valid" ? signatureValid : signatureIntact} Formato ${signature.format}.`),
    plain(`${capital(certificate.filter(Boolean).join("; "))}.`),
    ...timeLines(signature),
  ];
}

/** A proved time is printed as a fact; a claimed one always with the sentence that it is only claimed. */
function timeLines(signature: SignatureStamp): VerificationItem {
  if (signature.provedAt) return [plain(`${formatInstant(signature.provedAt)} (ora italiana). ${timeProved}`)];
  if (signature.claimedAt) return [plain(`${formatInstant(signature.claimedAt)} (ora italiana). ${timeClaimed}`)];
  return [plain("Ora della firma non disponibile.")];
}

function approvalLines(approval: ApprovalStamp): VerificationItem {
  const substitute = approval.onBehalfOf ? `, in sostituzione di ${approval.onBehalfOf}` : "";
  return [
    strong(`${approval.name}, ${approval.role}${substitute}`),
    plain(`Approvazione registrata il ${formatInstant(approval.at)} (ora italiana).`),
  ];
}

function attachmentLines(attachment: AttachmentStamp): VerificationItem {
  const title = attachment.title ? ` – ${attachment.title}` : "";
  if (!attachment.fingerprint)
    return [strong(`Allegato ${attachment.label}${title}`), plain("impronta non registrata nell'atto")];
  return [
    strong(`Allegato ${attachment.label}${title}`),
    mono(attachment.fingerprint),
    plain(`SHA-256: ${verdictNames[attachment.verdict]}.`),
  ];
}

function effectLines(effect: EffectStamp, visto: VistoStamp | undefined): VerificationItem {
  switch (effect.state) {
    case "executive-on-adoption":
      return [plain(effectOnAdoption)];
    case "awaiting-visto":
      return [plain(effectAwaitingVisto)];
    case "executive":
      if (visto) return [plain(`L'atto è esecutivo dal ${formatDay(effect.from)}.`)];
      return [
        plain(`${vistoFavourable} L'atto è esecutivo dal ${formatDay(effect.from)}.`),
        plain(`Visto di ${effect.vistoBy}.`),
        ...commitmentLines(effect.commitments),
      ];
    case "visto-refused":
      if (visto) return [plain("L'atto non è esecutivo.")];
      return [plain(`Visto di regolarità contabile: NEGATO. Motivo: ${effect.reason}. L'atto non è esecutivo.`)];
  }
}

/** The statement is a file of its own, so its fingerprint is printed beside what it says. */
function vistoLines(visto: VistoStamp): VerificationItem {
  const favourable = visto.outcome === "FAVOURABLE";
  return [
    strong(`${visto.by}, ${visto.role}`),
    plain(favourable ? vistoFavourable : vistoRefused),
    ...(visto.reason ? [plain(`Motivo: ${visto.reason}`)] : []),
    ...commitmentLines(visto.commitments),
    plain(`Registrato il ${formatInstant(visto.at)} (ora italiana).`),
    ...(visto.signature ? signatureLines(visto.signature).slice(1) : []),
    plain(`File ${visto.file.fileName}, impronta SHA-256`),
    mono(visto.file.sha256),
  ];
}

const commitmentLines = (numbers: readonly string[] | undefined): VerificationItem =>
  numbers?.length ? [plain(`Impegni: ${numbers.join(", ")}.`)] : [];

/** "ATTO RETTIFICATO con determinazione n. 12/2026 del 10/01/2026", without a full stop. */
export function amendmentSentence({ kind, number, year, date }: AmendmentStamp): string {
  return `ATTO ${amendmentNames[kind]} con determinazione n. ${number}/${year} del ${formatDay(date)}`;
}

function amendmentLines(amendment: AmendmentStamp): VerificationItem {
  return [strong(`${amendmentSentence(amendment)}.`), ...(amendment.note ? [plain(amendment.note)] : [])];
}

function earlierLines(copies: readonly EarlierCopyStamp[]): readonly VerificationItem[] {
  const lines = copies.map((copy) => [
    plain(`Revisione ${copy.revision} del ${formatInstant(copy.at)} (ora italiana), impronta SHA-256`),
    mono(copy.sha256),
  ]);
  return copies.length > 0 ? [...lines, [note(copyReplaces)]] : [];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Every word of the closing page in the order in which it is drawn; empty for a page without stamps. */
export function verificationText(model: {
  readonly copy: { readonly verification: VerificationModel } | null;
}): string {
  if (!model.copy) return "";
  const { title, qr, sections } = model.copy.verification;
  const words = (lines: readonly VerificationLine[]) => lines.map((line) => line.text);
  const said = sections.flatMap((section) => [section.title, ...section.items.flatMap(words)]);
  return [title, ...words(qr.lines), ...said].join("\n");
}
