// Reads the European and Italian trusted lists that lie beside the repository and prints what is made of each: whose
// signature, which services, and what the issuers of Italian certificates were in the course of time. Exits non-zero
// when a list that other verifiers find valid is refused, when a broken one is believed, or when the history is wrong.
//
//   node test/conformance/trust.ts [../shared] [--services]
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTrustedLists, type TrustStore } from "../../shared/signature/index.ts";
import { eidasStart, isGranted, statusAt, type TrustService } from "../../shared/signature/trust/index.ts";

interface Row {
  readonly name: string;
  readonly territory: string;
  readonly sequence: number;
  readonly services: number;
  readonly granted: number;
  readonly isValid: boolean;
  readonly issued: string;
}

const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const table = join(root, "trust/lists.tsv");
const listing = process.argv.includes("--services");
let problems = 0;

if (existsSync(table)) run(rows());
else console.log(`${table} is not here: nothing to do.`);

function rows(): Row[] {
  const [head = "", ...lines] = readFileSync(table, "utf8").trimEnd().split("\n");
  const names = head.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    return {
      name: cell("name"),
      territory: cell("territory"),
      sequence: Number(cell("seq")),
      services: Number(cell("services")),
      granted: Number(cell("CAQC_granted")),
      isValid: cell("xmlsec1") === "valid",
      issued: cell("issued"),
    };
  });
}

function bytesOf({ name }: Row): Uint8Array {
  return readFileSync(join(root, "trust", name));
}

function run(all: readonly Row[]): void {
  console.log(
    "list                  seq  signature                     signer                   services  CA/QC granted  ms",
  );
  for (const row of all) report(row, all);
  const italian = all.filter(({ territory, isValid }) => territory === "IT" && isValid);
  for (const row of italian) history(row, all);
  rollback(italian, all);
  // Each list, the history of each Italian one, and the rollback.
  const asked = all.length + italian.length + 1;
  console.log(`trusted lists: ${asked - problems} passed, ${problems} failed`);
  if (problems > 0) process.exitCode = 1;
}

/** A list with the list of the lists that was current when it was issued. */
function storeOf(row: Row, all: readonly Row[]): TrustStore {
  const parents = all.filter(({ territory, isValid }) => territory === "EU" && isValid);
  const distance = (parent: Row) => Math.abs(Date.parse(parent.issued) - Date.parse(row.issued));
  const [nearest] = parents.sort((a, b) => distance(a) - distance(b));
  const files = nearest === undefined || nearest.name === row.name ? [row] : [nearest, row];
  return readTrustedLists((row.territory === "EU" ? [row] : files).map(bytesOf));
}

function report(row: Row, all: readonly Row[]): void {
  const started = process.hrtime.bigint();
  const store = storeOf(row, all);
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  const accepted = store.lists.find(
    ({ territory, sequence }) => territory === row.territory && sequence === row.sequence,
  );
  const refusal = store.refused[0];
  const granted = store.services.filter(
    ({ history: [now] }) => now?.type === "CA/QC" && now.status === "granted",
  ).length;
  const counts =
    row.territory === "EU" || !row.isValid || (store.services.length === row.services && granted === row.granted);
  const fine = (accepted !== undefined) === row.isValid && counts;
  if (!fine) problems++;
  const signer = row.territory === "EU" ? "named by its own pointers" : "named by the LOTL";
  const cells = [
    row.name.padEnd(22),
    String(row.sequence).padEnd(5),
    (accepted === undefined ? `refused ${refusal?.problem ?? ""}` : "verified").padEnd(30),
    (accepted === undefined ? "-" : signer).padEnd(26),
    `${store.services.length}/${row.services}`.padEnd(10),
    `${granted}/${row.granted}`.padEnd(15),
    milliseconds.toFixed(0),
    fine ? "" : "  NOT AS EXPECTED",
  ];
  console.log(cells.join(""));
}

/** Before the Regulation a service was supervised or accredited, since then it is granted or withdrawn. */
function history(row: Row, all: readonly Row[]): void {
  const { services } = storeOf(row, all);
  const moments = ["2012-01-01", "2016-06-30T21:59:59Z", "2016-06-30T22:00:00Z", "2020-01-01", row.issued];
  const issuing = services.filter((service) => service.history.some(({ type }) => type === "CA/QC"));
  console.log(`\n${row.name}: ${issuing.length} services that issue qualified certificates, by status at`);
  for (const moment of moments) {
    const counts = new Map<string, number>();
    for (const service of issuing) {
      const status = statusAt(service, Date.parse(moment))?.status ?? "not listed yet";
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    console.log(`  ${moment.padEnd(22)} ${[...counts].map(([status, count]) => `${status} ${count}`).join(", ")}`);
  }
  const switched = issuing.filter((service) => isGrantedAcross(service)).length;
  console.log(`  relied on before and since ${new Date(eidasStart).toISOString()}: ${switched}`);
  if (switched === 0) problems++;
  if (listing) for (const service of issuing) console.log(`    ${line(service)}`);
}

function isGrantedAcross(service: TrustService): boolean {
  const before = statusAt(service, eidasStart - 1);
  const since = statusAt(service, eidasStart);
  return before !== null && since !== null && isGranted(before, eidasStart - 1) && isGranted(since, eidasStart);
}

function line({ provider, name, history: statuses }: TrustService): string {
  const course = statuses.map(({ status, from }) => `${status} ${new Date(from).toISOString()}`);
  return `${provider} | ${name} | ${course.join(" < ")}`;
}

function rollback(italian: readonly Row[], all: readonly Row[]): void {
  const [older, newer] = [...italian].sort((a, b) => a.sequence - b.sequence);
  const parent = all.find(({ territory, isValid }) => territory === "EU" && isValid);
  if (older === undefined || newer === undefined || parent === undefined) return;
  const { refused } = readTrustedLists([parent, older].map(bytesOf), { previous: { IT: newer.sequence } });
  const isRefused = refused.some(({ problem }) => problem === "LIST_SEQUENCE_ROLLBACK");
  console.log(
    `\nIT ${older.sequence} after IT ${newer.sequence}: ${isRefused ? "refused as a rollback" : "NOT REFUSED"}`,
  );
  if (!isRefused) problems++;
}
