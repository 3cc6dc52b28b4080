import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type VerifyOptions, verifyBytes } from "../../shared/signature/index.ts";
import { type Known, learn, nothingKnown } from "./known.ts";
import { mutate } from "./mutate.ts";
import { randomOf } from "./random.ts";

const fixtures = fileURLToPath(new URL("../fixtures/signatures/", import.meta.url));
/** Larger seeds cost more than they teach; one case in twenty takes any seed. */
const usualSize = 150_000;
const largest = 8_000_000;

export interface Seeds {
  readonly paths: readonly string[];
  readonly small: readonly string[];
  readonly options: VerifyOptions;
}

export interface Case {
  readonly bytes: Uint8Array;
  readonly seed: string;
  readonly donor: string;
}

/** Our own signed files, and those of `folder` when one is given. */
export function findSeeds(folder: string | null): Seeds {
  const own = filesIn(fixtures).filter((path) => /\.(?:pdf|p7m|p7s|asice|asics|xml|tst|tsr|tsd)$/.test(path));
  const paths = [...own, ...(folder === null ? [] : filesIn(folder))];
  const small = paths.filter((path) => statSync(path).size <= usualSize);
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(fixtures, name)));
  const options: VerifyOptions = {
    anchors: [read("ca.pem"), read("edca.pem")],
    at: new Date("2025-07-01T00:00:00Z"),
  };
  return { paths, small, options };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= largest)
    .sort();
}

/** The case of a run: the same seeds, seed number and index give the same bytes. */
export function makeCase(seeds: Seeds, seed: number, index: number): Case {
  const random = randomOf(seed, index);
  const from = random.chance(0.05) ? seeds.paths : seeds.small;
  const path = from[random.int(from.length)] ?? "";
  const donor = seeds.small[random.int(seeds.small.length)] ?? "";
  return { bytes: mutate(readSeed(path), readSeed(donor), random), seed: path, donor };
}

const kept = new Map<string, Uint8Array>();
function readSeed(path: string): Uint8Array {
  const bytes = kept.get(path) ?? new Uint8Array(readFileSync(path));
  if (bytes.length <= usualSize) kept.set(path, bytes);
  return bytes;
}

export function learnSeeds({ paths, options }: Seeds): Known {
  const known = nothingKnown();
  for (const path of paths) {
    const bytes = readSeed(path);
    learn(known, bytes, verifyBytes(bytes, options));
  }
  return known;
}
