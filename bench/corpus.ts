// Measures the verifier beside pdfsig and openssl over the same signed files in one run, and prints ratios: the machine
// may be shared, so milliseconds say little. Processor time is the measure; the start of their processes, measured by
// asking each for its version, is reported apart. Needs pdfsig, openssl, GNU time, and the corpus beside the repository.
//
//   npm run bench:signature -- ../shared
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { verifyBytes } from "../shared/signature/index.ts";

interface Peer {
  readonly name: "pdfsig" | "openssl";
  readonly command: readonly string[];
}
interface Row {
  readonly path: string;
  readonly format: string;
  readonly content: string | null;
  /** Null: neither of the two reads this format, so it is left out of the comparison of sums. */
  readonly peer: Peer | null;
}
const root = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "../shared";
const table = join(root, "corpus/corpus.tsv");
const passes = 5;

if (process.argv.includes("--warm")) console.log(JSON.stringify(ours(rows())));
else if (existsSync(table)) compare(rows());
else console.log(`${table} is not here: nothing to do.`);

function rows(): Row[] {
  const [head = "", ...lines] = readFileSync(table, "utf8").trimEnd().split("\n");
  const names = head.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    const path = join(root, "corpus", cell("name"));
    const content = cell("content") === "" ? null : join(root, "corpus", cell("content"));
    return { path, format: cell("format"), content, peer: peerFor(path, cell("format"), content) };
  });
}

function peerFor(path: string, format: string, content: string | null): Peer | null {
  if (format === "PDF") return { name: "pdfsig", command: ["pdfsig", "-nocert", path] };
  if (format !== "CMS" && format !== "TST") return null;
  const first = readFileSync(path)[0];
  const form = first === 0x30 ? "DER" : "PEM";
  const detached = content === null ? [] : ["-content", content];
  const cms = ["openssl", "cms", "-verify", "-noverify", "-binary", "-inform", form, "-in", path, ...detached];
  return { name: "openssl", command: [...cms, "-out", "/dev/null"] };
}

interface Ours {
  /** Milliseconds of processor a file, once warm. */
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
  /** Milliseconds of processor of the first pass, cold, over the files that a peer reads. */
  readonly firstPass: number;
  /** And of a later one. */
  readonly warmPass: number;
}

/** In this process: every file once, then again and again; of a file the cheapest later pass counts. */
function ours(all: readonly Row[]): Ours {
  const files = all.map(({ path, content, peer }) => ({
    bytes: new Uint8Array(readFileSync(path)),
    detached: content !== null && existsSync(content) ? new Uint8Array(readFileSync(content)) : null,
    compared: peer !== null,
  }));
  const spent = files.map((): number[] => []);
  for (let pass = 0; pass <= passes; pass++) {
    for (const [index, { bytes, detached }] of files.entries()) {
      const before = process.cpuUsage();
      const given = detached === null ? {} : { detachedContent: detached };
      verifyBytes(bytes, { anchors: [], at: new Date("2026-01-01T00:00:00Z"), ...given });
      const { user, system } = process.cpuUsage(before);
      spent[index]?.push((user + system) / 1000);
    }
  }
  const warm = spent.map(([, ...later]) => Math.min(...later));
  const sorted = warm.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const sum = (list: readonly number[]) => list.reduce((a, b, index) => a + (files[index]?.compared ? b : 0), 0);
  return {
    median: at(0.5),
    p95: at(0.95),
    longest: sorted.at(-1) ?? Number.NaN,
    firstPass: sum(spent.map(([cold = 0]) => cold)),
    warmPass: sum(warm),
  };
}

function compare(all: readonly Row[]): void {
  const home = mkdtempSync(join(tmpdir(), "visto-bench-"));
  try {
    const of = (name: Peer["name"], version: readonly string[]): Sum => {
      const commands = all.flatMap(({ peer }) => (peer?.name === name ? [peer.command] : []));
      return {
        files: commands.length,
        cpu: cost(commands, home),
        start: cost(
          commands.map(() => version),
          home,
        ),
      };
    };
    const peers = { pdfsig: of("pdfsig", ["pdfsig", "-v"]), openssl: of("openssl", ["openssl", "version"]) };
    const node =
      cost(
        Array.from({ length: 10 }, () => [process.execPath, "-e", "0"]),
        home,
      ) / 10;
    // A process of its own, that has done nothing else.
    const warm = [import.meta.filename, root, "--warm"];
    print(JSON.parse(execFileSync(process.execPath, warm, { encoding: "utf8" })), peers, node);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Milliseconds of processor over all files, and over as many processes that only start. */
interface Sum {
  readonly files: number;
  readonly cpu: number;
  readonly start: number;
}

function print(own: Ours, peers: Record<Peer["name"], Sum>, node: number): void {
  const total = Object.values(peers).reduce((sum, { cpu }) => sum + cpu, 0);
  const started = Object.values(peers).reduce((sum, { start }) => sum + start, 0);
  const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
  const ratio = (mine: number, theirs: number) => `${(mine / theirs).toFixed(2)} of theirs`;
  const { median, p95, longest, firstPass, warmPass } = own;
  console.log(`warm, in process, processor a file: median ${ms(median)}, p95 ${ms(p95)}, longest ${ms(longest)}`);
  for (const [name, { files, cpu, start }] of Object.entries(peers)) {
    console.log(`${name}: ${ms(cpu)} of processor over ${files} files, of which ${ms(start)} to start`);
  }
  console.log(`one process of ours over the same files: first pass ${ms(firstPass)}, warm ${ms(warmPass)}`);
  console.log(`(Node starts in ${ms(node)})`);
  console.log(`first pass: ${ratio(firstPass, total)}; with Node's start ${ratio(firstPass + node, total)}`);
  console.log(`warm pass:  ${ratio(warmPass, total)}; without their starts ${ratio(warmPass, total - started)}`);
}

/** Milliseconds of processor of all the commands, one after the other in one shell: GNU time tells only hundredths. */
function cost(commands: readonly (readonly string[])[], home: string): number {
  const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  const script = join(home, "commands.sh");
  writeFileSync(script, commands.map((words) => `${words.map(quoted).join(" ")} >/dev/null 2>&1\n`).join(""));
  const env = { ...process.env, HOME: home };
  const timed = spawnSync("/usr/bin/time", ["-f", "%U %S", "sh", script], { encoding: "utf8", env });
  const [user = Number.NaN, system = Number.NaN] = (timed.stderr.trimEnd().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  if (Number.isNaN(user + system)) throw new Error(timed.stderr);
  return (user + system) * 1000;
}
