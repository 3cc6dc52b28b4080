export * from "./check-proof.ts";
export * from "./checkpoint.ts";
export { decimal, digestBytes, fromBase64, hexOf, toBase64 } from "./encoding.ts";
export * from "./hash.ts";
export * from "./note.ts";
export * from "./proof-file.ts";
export * from "./proofs.ts";
export * from "./tiles.ts";
export * from "./year.ts";
