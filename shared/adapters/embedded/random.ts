import { randomBytes } from "node:crypto";

/** 32 bytes (256 bits) that nobody can guess, from the operating system. For tokens, salts and secrets. */
export function random32(): Uint8Array {
  return new Uint8Array(randomBytes(32));
}
