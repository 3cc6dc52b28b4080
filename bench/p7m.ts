// Measures large files side by side with openssl in one run, and prints ratios: the machine may be shared, so seconds say
// little. Needs openssl and GNU time; makes its files in a temporary folder and removes them.
//
//   node bench/p7m.ts [--sizes 200,1024] [--rounds 3]
import { execFileSync, spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCli } from "../cli/bundle.ts";
import { warm } from "./warm-p7m.ts";

type Cost = { readonly cpu: number; readonly wall: number; readonly rss: number };

const visto = fileURLToPath(new URL("../cli/visto.js", import.meta.url));
const option = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback);
};
const rounds = Number(option("--rounds", "3"));
const sizes = option("--sizes", "200,1024").split(",").map(Number);
const folder = mkdtempSync(join(tmpdir(), "visto-bench-"));
const at = (name: string): string => join(folder, name);

try {
  // As `npm ci` leaves it, whatever was edited since.
  await bundleCli(fileURLToPath(new URL("..", import.meta.url)));
  makeSigner();
  for (const megabytes of sizes) compareSize(megabytes);
  await warm();
} finally {
  rmSync(folder, { recursive: true });
}

function makeSigner(): void {
  const subject = ["-subj", "/C=IT/O=PROVA TEST/CN=PROVA bench"];
  const made = ["-keyout", at("key.pem"), "-out", at("cert.pem"), "-days", "2", "-nodes", ...subject];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", ...made], { stdio: "ignore" });
}

function compareSize(megabytes: number): void {
  writeContent(at("content"), megabytes);
  const by = ["-signer", at("cert.pem"), "-inkey", at("key.pem"), "-md", "sha256", "-binary", "-in", at("content")];
  execFileSync("openssl", ["cms", "-sign", ...by, "-outform", "DER", "-out", at("detached")]);
  const nodetach = ["-nodetach", "-stream", "-indef"];
  execFileSync("openssl", ["cms", "-sign", ...nodetach, ...by, "-outform", "DER", "-out", at("ber.p7m")]);
  attach(at("detached"), at("content"), at("der.p7m"));
  const digest = row(
    `fingerprint ${megabytes} MB`,
    ["openssl", "dgst", "-sha256", at("content")],
    ["fingerprint", at("content")],
  );
  console.log(digest);
  for (const encoding of ["der", "ber"]) {
    const file = at(`${encoding}.p7m`);
    const cms = ["openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-in", file, "-out", "/dev/null"];
    console.log(row(`verify ${encoding.toUpperCase()} ${megabytes} MB`, cms, ["verify", file, "--json"]));
    const bare = cost(["openssl", "dgst", "-sha256", file]);
    console.log(`  (a bare openssl dgst of it: CPU ${bare.cpu.toFixed(2)} s)`);
    rmSync(file);
  }
}

/** Interleaved, the cheapest of each: the noise of a shared machine only ever adds. */
function row(name: string, theirs: readonly string[], ours: readonly string[]): string {
  const costs = Array.from({ length: rounds }, () => [cost(theirs), cost([process.execPath, visto, ...ours])] as const);
  const best = (which: 0 | 1): Cost => ({
    cpu: Math.min(...costs.map((pair) => pair[which].cpu)),
    wall: Math.min(...costs.map((pair) => pair[which].wall)),
    rss: Math.min(...costs.map((pair) => pair[which].rss)),
  });
  const [a, b] = [best(0), best(1)];
  const ratio = (x: number, y: number) => (y / x).toFixed(2);
  const memory = `memory ${Math.round(b.rss)} MB against ${Math.round(a.rss)}`;
  return `${name}: CPU ${ratio(a.cpu, b.cpu)} of openssl, wall ${ratio(a.wall, b.wall)}, ${memory}  [${b.cpu.toFixed(2)} s / ${a.cpu.toFixed(2)} s]`;
}

function cost(command: readonly string[]): Cost {
  const timed = spawnSync("/usr/bin/time", ["-f", "%U %S %e %M", ...command], { maxBuffer: 1e9 });
  const line = timed.stderr.toString().trimEnd().split("\n").at(-1) ?? "";
  const [user = Number.NaN, system = Number.NaN, wall = Number.NaN, kilobytes = Number.NaN] = line
    .split(" ")
    .map(Number);
  if (Number.isNaN(user + kilobytes)) throw new Error(`${command.join(" ")}: ${timed.stderr.toString()}`);
  return { cpu: user + system, wall, rss: kilobytes / 1024 };
}

function writeContent(path: string, megabytes: number): void {
  const block = randomFillSync(Buffer.alloc(1024 * 1024));
  const file = openSync(path, "w");
  for (let written = 0; written < megabytes; written++) {
    block.writeUInt32BE(written, 0);
    writeSync(file, block);
  }
  closeSync(file);
}

/** Puts the content into a detached signature as DER, which openssl can only do with all of it in memory. */
function attach(detached: string, content: string, out: string): void {
  const der = readFileSync(detached);
  const size = contentSize(content);
  const info = elements(der, bodyOf(der, 0));
  const signedData = elements(der, bodyOf(der, bodyOf(der, info[1] ?? 0)));
  const [version = 0, , encapsulated = 0, rest = 0] = signedData;
  const type = der.subarray(bodyOf(der, encapsulated), rest);
  const inner = header(0x04, size);
  const explicit = header(0xa0, inner.length + size);
  const body = type.length + explicit.length + inner.length + size;
  const encap = header(0x30, body);
  const before = der.subarray(version, encapsulated);
  const after = der.subarray(rest);
  const sequence = header(0x30, before.length + encap.length + body + after.length);
  const total = sequence.length + before.length + encap.length + body + after.length;
  const wrapper = header(0xa0, total);
  const oid = der.subarray(info[0] ?? 0, info[1] ?? 0);
  const outer = header(0x30, oid.length + wrapper.length + total);
  const head = Buffer.concat([outer, oid, wrapper, sequence, before, encap, type, explicit, inner]);
  writeFileSync(out, head);
  const file = openSync(out, "a");
  const source = openSync(content, "r");
  const block = Buffer.alloc(1024 * 1024);
  for (let count = readSync(source, block); count > 0; count = readSync(source, block))
    writeSync(file, block, 0, count);
  writeSync(file, after);
  closeSync(source);
  closeSync(file);
}

function contentSize(path: string): number {
  return Number(execFileSync("wc", ["-c", path]).toString().trim().split(" ")[0]);
}

function bodyOf(der: Buffer, at: number): number {
  const first = der[at + 1] ?? 0;
  return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
}

function endOf(der: Buffer, at: number): number {
  const first = der[at + 1] ?? 0;
  const length = first < 0x80 ? first : der.readUIntBE(at + 2, first & 0x7f);
  return bodyOf(der, at) + length;
}

/** Offsets of the elements from `at` on. */
function elements(der: Buffer, at: number): number[] {
  const found: number[] = [];
  for (let next = at; next < der.length; next = endOf(der, next)) found.push(next);
  return found;
}

function header(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.from([tag, length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([tag, 0x80 | octets.length, ...octets]);
}
