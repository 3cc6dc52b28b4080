// Measures small envelopes in one warm process beside node-forge, pkijs and a bare SHA-256 of the file: processor time,
// every round asks each of them in turn, medians. Prints ratios and whether the goals are met, because the machine may
// be shared. Needs openssl, which makes the files anew in a temporary folder.
//
//   node bench/warm-p7m.ts
import { execFileSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { bareHash, type Contestant, nodeForge, ours, oursKnown, pkijs } from "./warm-peers.ts";

const kilobyte = 1024;
const rounds = { small: 61, large: 25 } as const;
const goals = { fasterThanPeers: 5, ofBareHash: 1.3 } as const;

interface Case {
  readonly name: string;
  readonly size: number;
  readonly key: "rsa" | "ec";
  readonly how: readonly string[];
}

const der = ["-outform", "DER"];
const ber = ["-outform", "DER", "-stream", "-indef"];
const pss = ["-keyopt", "rsa_padding_mode:pss"];
const cases: readonly Case[] = [
  { name: "100 KB RSA DER", size: 100 * kilobyte, key: "rsa", how: der },
  { name: "100 KB RSA BER", size: 100 * kilobyte, key: "rsa", how: ber },
  { name: "100 KB RSA-PSS DER", size: 100 * kilobyte, key: "rsa", how: [...pss, ...der] },
  { name: "100 KB P-256 DER", size: 100 * kilobyte, key: "ec", how: der },
  { name: "2 MB RSA DER", size: 2048 * kilobyte, key: "rsa", how: der },
  { name: "2 MB RSA BER", size: 2048 * kilobyte, key: "rsa", how: ber },
];

/** True when our own answers were right and every goal was met. */
export async function warm(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "visto-bench-warm-"));
  const at = (name: string): string => join(folder, name);
  try {
    makeSigners(at);
    let met = true;
    for (const one of cases) met = (await compare(one, at)) && met;
    return met;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compare(one: Case, at: (name: string) => string): Promise<boolean> {
  const bytes = makeFile(one, at);
  const known = oursKnown(bytes);
  const own = [ours, known];
  for (const mine of own) if ((await gate(mine, bytes)) !== null) throw new Error(`${one.name}: ${mine.name} is wrong`);
  const peers: Contestant[] = [];
  const left: string[] = [];
  for (const peer of [nodeForge, pkijs]) {
    const problem = await gate(peer, bytes);
    if (problem === null) peers.push(peer);
    else left.push(`${peer.name} ${problem}`);
  }
  const costs = await measure([...own, ...peers, bareHash], bytes);
  return tell(one, costs, left);
}

/** Right about the file, and not taken in by one whose content was changed. Null: both. */
async function gate({ verify }: Contestant, bytes: Uint8Array): Promise<string | null> {
  try {
    if (!(await verify(bytes))) return "does not verify it";
  } catch (error) {
    return `cannot (${error instanceof Error ? error.message.slice(0, 60) : String(error)})`;
  }
  const changed = Uint8Array.from(bytes);
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
  try {
    return (await verify(changed)) ? "accepts a changed content" : null;
  } catch {
    // Refusing by throwing is refusing.
    return null;
  }
}

/** Milliseconds of processor of each, the median of interleaved rounds. */
async function measure(all: readonly Contestant[], bytes: Uint8Array): Promise<ReadonlyMap<string, number>> {
  const batches = new Map<string, number>();
  // The engine compiles a path after some hundred calls, for us and for the peers alike.
  for (const one of all) {
    const before = process.cpuUsage();
    const enough = performance.now() + 1500;
    let calls = 0;
    while (performance.now() < enough && calls < 600) {
      await one.verify(bytes);
      calls++;
    }
    // Long enough that neither asking for the processor time nor what the one before left in the caches counts.
    batches.set(one.name, Math.max(1, Math.round(25 / (spentSince(before) / calls))));
  }
  const samples = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < (bytes.length > 1_000_000 ? rounds.large : rounds.small); round++) {
    for (const { name, verify } of all) {
      const batch = batches.get(name) ?? 1;
      const before = process.cpuUsage();
      for (let call = 0; call < batch; call++) await verify(bytes);
      samples.get(name)?.push(spentSince(before) / batch);
    }
  }
  return new Map([...samples].map(([name, times]) => [name, median(times)]));
}

function spentSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

function tell(one: Case, costs: ReadonlyMap<string, number>, left: readonly string[]): boolean {
  const cost = (name: string): number => costs.get(name) ?? Number.NaN;
  const mine = cost(ours.name);
  const hash = cost(bareHash.name);
  const known = cost("visto, impronta known");
  const peers = [nodeForge, pkijs].filter(({ name }) => costs.has(name));
  const times = [...costs].map(([name, value]) => `${name} ${value.toFixed(2)}`).join(", ");
  console.log(`${one.name}  [ms of processor: ${times}]`);
  for (const problem of left) console.log(`  ${problem}`);
  const large = one.size > kilobyte * kilobyte;
  const verdicts = peers.map(({ name }) => {
    const times = cost(name) / mine;
    // The goal over the peers is for small files; large ones are held against the hash.
    return goal(`${name} takes ${times.toFixed(1)} times ours`, large || times >= goals.fasterThanPeers, !large);
  });
  console.log(`  ${(mine / hash).toFixed(2)} of a bare hash with both improntas`);
  const ratio = known / hash;
  verdicts.push(
    goal(`${ratio.toFixed(2)} of a bare hash with the envelope's known`, !large || ratio <= goals.ofBareHash, large),
  );
  return verdicts.every(Boolean);
}

function goal(sentence: string, met: boolean, asked: boolean): boolean {
  console.log(`  ${sentence}${asked ? (met ? ": goal met" : ": GOAL NOT MET") : ""}`);
  return met;
}

function makeSigners(at: (name: string) => string): void {
  const subject = ["-subj", "/C=IT/O=PROVA TEST/CN=PROVA bench", "-days", "2", "-nodes"];
  const kinds = { rsa: ["-newkey", "rsa:2048"], ec: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"] };
  for (const [name, kind] of Object.entries(kinds)) {
    const made = ["-keyout", at(`${name}-key.pem`), "-out", at(`${name}.pem`)];
    execFileSync("openssl", ["req", "-x509", ...kind, ...made, ...subject], { stdio: "ignore" });
  }
}

function makeFile({ size, key, how }: Case, at: (name: string) => string): Uint8Array {
  writeFileSync(at("content"), randomFillSync(Buffer.alloc(size)));
  // With the signing certificate among the attributes, as every Italian .p7m has it.
  const by = ["-signer", at(`${key}.pem`), "-inkey", at(`${key}-key.pem`), "-md", "sha256", "-cades"];
  const files = ["-in", at("content"), "-out", at("signed.p7m")];
  execFileSync("openssl", ["cms", "-sign", ...by, "-binary", "-nodetach", ...how, ...files]);
  return new Uint8Array(readFileSync(at("signed.p7m")));
}

if (import.meta.main) process.exitCode = (await warm()) ? 0 : 1;
