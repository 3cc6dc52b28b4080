import { type Report, type VerifyOptions, verifyBytes } from "../../../shared/signature/index.ts";
import { authority, type Holder, issue, stamping } from "../../support/pki.ts";

/** The authority that the made files are judged against, and people under it. */
export const root: Holder = issue({ name: "PROVA - Autorita di test", extensions: authority });
export const bruno: Holder = issue({ name: "Bruno Esempio", issuer: root });
export const carla: Holder = issue({ name: "Carla Modello", issuer: root });
export const stamper: Holder = issue({ name: "PROVA - Marche temporali", issuer: root, extensions: stamping() });

export const content: Uint8Array = new TextEncoder().encode(
  "Determinazione di prova n. 2/2025, Comune di Borgo Sereno\n",
);

export const judged = (bytes: Uint8Array, options: Partial<VerifyOptions> = {}): Report =>
  verifyBytes(bytes, { anchors: [root.der], at: new Date("2025-07-01T00:00:00Z"), ...options });

/** `verdict integrity sub-indication` and the codes that decide, of the first signature. */
export function answer(bytes: Uint8Array, options: Partial<VerifyOptions> = {}): string {
  const report = judged(bytes, options);
  const [first] = report.signatures;
  if (first === undefined) return `${report.verdict} ${report.error?.code ?? "-"}`;
  const codes = first.reasons.filter(({ level }) => level !== "note").map(({ code }) => code);
  return [report.verdict, first.integrity, first.subIndication ?? "-", ...codes].join(" ");
}

export const notes = (bytes: Uint8Array): string[] =>
  judged(bytes).signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code));
