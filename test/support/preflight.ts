import { spawnSync } from "node:child_process";

// PDFBox Preflight, the one PDF/A validator that Debian packages: it judges part 1 level B (libpdfbox2-java).
const jars = ["pdfbox2", "preflight", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"];

/** What Preflight says of a file, one line a complaint; empty when it is a valid PDF/A-1b. Throws when it does not run. */
export function preflight(path: string): readonly string[] {
  const classes = jars.map((jar) => `/usr/share/java/${jar}.jar`).join(":");
  const { status, stdout, stderr, error } = spawnSync(
    "java",
    ["-XX:TieredStopAtLevel=1", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b", path],
    { encoding: "utf8" },
  );
  if (error) throw error;
  const said = stdout + stderr;
  if (status === 0 && said.includes("is a valid PDF/A-1b file")) return [];
  if (!said.includes("is not a valid PDF/A-1b file")) throw new Error(`Preflight did not run: ${said.slice(0, 2000)}`);
  const lines = said.split("\n").filter((line) => /^\d+(\.\d+)* : /.test(line));
  return lines.map((line) => line.replace(/ on page \d+$/, ""));
}

/** The complaints without repetitions and without object numbers, sorted. */
export const kinds = (complaints: readonly string[]): readonly string[] =>
  [...new Set(complaints.map((line) => line.replace(/COSObject\{\d+, \d+\}/, "COSObject")))].sort();

/** The only complaint about a file that claims another part and is otherwise as part 1 wants it. */
export const otherPart = "7.11.2 : Error on MetaData, part must be 1";

/** The file with the claim of part 1 level B in its place: the same length, so that nothing moves. */
export function claimingPart1(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  const changed = text
    .replace(/<pdfaid:part>[23]</, "<pdfaid:part>1<")
    .replace("<pdfaid:conformance>A<", "<pdfaid:conformance>B<");
  return Buffer.from(changed, "latin1");
}
