import { type Check, failed, noted, type Outcome, passed, undecided } from "./outcome.ts";

/** Does the manifest that a container's signature is over name the files as they are (EN 319 162-1 §4.4.3)? */
export const containerManifestMatches: Check = ({ container }) => {
  if (container === undefined) return passed;
  const { manifest, detail } = container;
  if (manifest === "differs") return failed("ASIC_FILE_CHANGED", "HASH_FAILURE", detail);
  if (manifest === "missing-file") return undecided("ASIC_FILE_MISSING", "SIGNED_DATA_NOT_FOUND", detail);
  if (manifest === "ambiguous") return undecided("ASIC_MANIFEST_AMBIGUOUS", "FORMAT_FAILURE", detail);
  if (manifest === "unsupported") return undecided("ASIC_DIGEST_UNKNOWN", "CRYPTO_CONSTRAINTS_FAILURE", detail);
  return passed;
};

/** Is everything in the container signed by somebody, and is it the kind of container it says it is? */
export const containerIsSignedWhole: Check = ({ container }) => {
  if (container === undefined) return passed;
  const found: Outcome[] = [];
  if (container.unsigned.length > 0) {
    found.push(undecided("ASIC_FILE_NOT_SIGNED", "FORMAT_FAILURE", container.unsigned.slice(0, 5).join(", ")));
  }
  if (container.mimetype === "wrong") found.push(undecided("ASIC_MIMETYPE_WRONG", "FORMAT_FAILURE"));
  else if (container.mimetype !== "as-required") found.push(noted("ASIC_MIMETYPE_FORM"));
  return found;
};
