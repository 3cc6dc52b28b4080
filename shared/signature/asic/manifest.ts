import { type DigestName, digest } from "../algorithms/digests.ts";
import { MalformedError } from "../error.ts";
import { sameBytes } from "../text.ts";
import { digestOfUri } from "../xml/algorithms.ts";
import { attribute, bytesOf, child, childrenNamed, isNamed, ns } from "../xml/element.ts";
import { parseXml, rootOf } from "../xml/parse-xml.ts";

/** What an ASiCManifest says: which file signs it, and the digests of what is signed (EN 319 162-1 §4.4.3 and annex A.4). */
export interface Manifest {
  readonly signatureFile: string;
  readonly references: readonly {
    readonly name: string;
    readonly digest: DigestName | null;
    readonly value: Uint8Array;
  }[];
}

const mostReferences = 2000;

/** Reads an ASiCManifest or ASiCArchiveManifest. @throws {MalformedError} `ASIC_MALFORMED`, `XML_…` */
export function readManifest(bytes: Uint8Array): Manifest {
  const root = rootOf(parseXml(bytes));
  if (!isNamed(root, ns.asic, "ASiCManifest")) throw malformed("not an ASiCManifest");
  const [signature, second] = childrenNamed(root, ns.asic, "SigReference");
  if (signature === undefined || second !== undefined) throw malformed("SigReference");
  const references = childrenNamed(root, ns.asic, "DataObjectReference");
  if (references.length === 0 || references.length > mostReferences) throw malformed(`${references.length} references`);
  return {
    signatureFile: entryName(attribute(signature, "URI") ?? ""),
    references: references.map((reference) => {
      const method = child(reference, ns.ds, "DigestMethod");
      return {
        name: entryName(attribute(reference, "URI") ?? ""),
        digest: method === null ? null : digestOfUri(attribute(method, "Algorithm") ?? ""),
        value: bytesOf(child(reference, ns.ds, "DigestValue")),
      };
    }),
  };
}

export type ManifestAnswer = "matches" | "differs" | "missing-file" | "unsupported";

/** Holds the digests of a manifest against the files of the container; the first that does not match is named. */
export function checkManifest(
  manifest: Manifest,
  file: (name: string) => Uint8Array | null,
): { readonly answer: ManifestAnswer; readonly name: string } {
  for (const { name, digest: algorithm, value } of manifest.references) {
    const bytes = file(name);
    if (bytes === null) return { answer: "missing-file", name };
    if (algorithm === null) return { answer: "unsupported", name };
    if (!sameBytes(digest(algorithm, bytes), value)) return { answer: "differs", name };
  }
  return { answer: "matches", name: "" };
}

/** The entry that a URI of a container names: relative to its root, percent-decoded. */
export function entryName(uri: string): string {
  const plain = uri.replace(/^\.?\//, "");
  try {
    return decodeURIComponent(plain);
  } catch {
    // A per cent sign that escapes nothing: file names are written so by some tools.
    return plain;
  }
}

const malformed = (what: string) => new MalformedError("ASIC_MALFORMED", what, 0);
