import type { Report, SignatureReport } from "../../shared/signature/index.ts";
import bars from "./bars.json" with { type: "json" };
import type { Outcome, Row } from "./corpus.ts";

export interface Judged {
  readonly row: Row;
  readonly bytes: Uint8Array;
  readonly outcome: Outcome;
  readonly report: Report | null;
}

export interface Bar {
  readonly name: string;
  readonly measured: string;
  readonly bar: number;
  readonly holds: boolean;
  /** Those that fall short. */
  readonly files: readonly string[];
}

/** What the corpus must show, each against its number in bars.json. */
export function corpusBars(judged: readonly Judged[]): Bar[] {
  const of = (test: (one: Judged) => boolean) => judged.filter(test);
  const gold = of(({ row }) => row.gold === "gold");
  const attacks = of(({ row }) => row.expected.startsWith("attack"));
  const { corpus } = bars;
  return [
    share("gold: the integrity that others find", gold, agrees, corpus.goldIntegrityPercent),
    none(
      "bad files and attacks accepted",
      judged,
      ({ outcome }) => outcome === "wrong accept",
      corpus.badFilesAccepted,
    ),
    none("false alarms on gold files with no later changes", gold.filter(isUntouched), alarms, corpus.falseAlarms),
    share("disputed: the value of DSS and BC, with a reason", of(isDisputed), explainedAgrees, corpus.disputedPercent),
    share("published attacks told, with a reason", attacks, isExplicit, corpus.attacksExplicitPercent),
    share(
      "later revisions as iText allows them or not",
      gold.filter(hasRevisions),
      revisionsAgree,
      corpus.revisionsPercent,
    ),
    none("exceptions", judged, ({ outcome }) => outcome === "exception", corpus.exceptions),
  ];
}

function share(name: string, all: readonly Judged[], good: (one: Judged) => boolean, bar: number): Bar {
  const short = all.filter((one) => !good(one));
  const percent = all.length === 0 ? 0 : (100 * (all.length - short.length)) / all.length;
  const measured = `${all.length - short.length} of ${all.length}`;
  return { name, measured, bar, holds: percent >= bar, files: short.map(line) };
}

function none(name: string, all: readonly Judged[], bad: (one: Judged) => boolean, bar: number): Bar {
  const found = all.filter(bad);
  return {
    name,
    measured: `${found.length} of ${all.length}`,
    bar,
    holds: found.length <= bar,
    files: found.map(line),
  };
}

const agrees = ({ outcome }: Judged): boolean => outcome === "agrees";
const isDisputed = ({ row }: Judged): boolean => row.gold === "disputed";
const hasRevisions = ({ row }: Judged): boolean => row.revisions !== "";
const signaturesOf = ({ report }: Judged): readonly SignatureReport[] => report?.signatures ?? [];
const isChanged = ({ laterChanges }: SignatureReport): boolean =>
  laterChanges === "suspicious" || laterChanges === "forbidden";
const deciding = ({ reasons }: SignatureReport) => reasons.filter(({ level }) => level !== "note");

/** Gold-valid, and no byte follows what the last signature covers; told from the bytes and not by the verifier. */
function isUntouched({ row, bytes }: Judged): boolean {
  if (row.expected !== "valid" || row.revisions !== "") return false;
  if (row.format !== "PDF") return true;
  const ends = [
    ...Buffer.from(bytes)
      .toString("latin1")
      .matchAll(/\/ByteRange\s*\[\s*\d+\s+\d+\s+(\d+)\s+(\d+)/g),
  ];
  const last = Math.max(...ends.map(([, from, length]) => Number(from) + Number(length)));
  return /^[\s\0]*$/.test(Buffer.from(bytes.subarray(last)).toString("latin1"));
}

function alarms(one: Judged): boolean {
  return signaturesOf(one).some(
    (signature) => isChanged(signature) || signature.indication === "TOTAL_FAILED" || signature.integrity !== "valid",
  );
}

function explainedAgrees(one: Judged): boolean {
  const disagreements = one.report?.disagreements ?? [];
  return agrees(one) && (disagreements.length > 0 || signaturesOf(one).some(({ reasons }) => reasons.length > 0));
}

/** Never by an exception, an error or silence: one of the signatures has a reason of its own, other than trust. */
function isExplicit(one: Judged): boolean {
  const told = signaturesOf(one)
    .flatMap(deciding)
    .filter(({ code }) => code !== "TRUST_NOT_AVAILABLE");
  return agrees(one) && one.report?.error === null && told.length > 0;
}

function revisionsAgree(one: Judged): boolean {
  const refused = signaturesOf(one).some((signature) => isChanged(signature) || signature.integrity !== "valid");
  return refused === one.row.revisions.includes("NOT allowed");
}

const line = ({ row, report, outcome }: Judged): string =>
  `${outcome}\t${row.name}\texpected ${row.expected} ${row.revisions}\t${report === null ? "" : summaryOf(report)}\t${row.path}`;

export function summaryOf(report: Report): string {
  const each = report.signatures.map((signature) => {
    const { integrity, coverage, laterChanges } = signature;
    const codes = deciding(signature).map(({ code }) => code);
    return `${integrity}/${coverage ?? "-"}/${laterChanges ?? "-"}[${codes.join(" ")}]`;
  });
  return `${report.verdict} ${each.join(" ")} ${report.error === null ? "" : `${report.error.code} ${report.error.message}`}`;
}
