import { randomBytes, timingSafeEqual } from "node:crypto";
import { argon2id } from "hash-wasm";

/** OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane. */
const current = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

/** Longer input is refused before it is hashed, so that a login form is no way to keep the process busy. */
const mostBytes = 1024;

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/;

/** Compared as people see it: the same password typed on another keyboard may come in another Unicode form (RFC 8265). */
function prepared(password: string): Uint8Array | undefined {
  const bytes = new TextEncoder().encode(password.normalize("NFKC"));
  return bytes.length >= 1 && bytes.length <= mostBytes ? bytes : undefined;
}

/**
 * The Argon2id hash of a password in PHC form (`$argon2id$v=19$m=…`), with a salt of its own.
 * @throws {RangeError} for an empty password or one of more than 1,024 bytes.
 */
export async function hashPassword(password: string): Promise<string> {
  const bytes = prepared(password);
  if (bytes === undefined) throw new RangeError(`a password has 1 to ${mostBytes} bytes`);
  return argon2id({ password: bytes, salt: randomBytes(16), outputType: "encoded", ...current });
}

type Hashed = {
  readonly memorySize: number;
  readonly iterations: number;
  readonly parallelism: number;
  readonly hashLength: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
};

// Nobody's hash: checking an unknown account must take as long as checking a known one.
const nobody: Hashed = { ...current, salt: new Uint8Array(16), hash: new Uint8Array(current.hashLength) };

function parse(stored: string): Hashed | undefined {
  const [, m, t, p, salt, hash] = phc.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  return {
    hashLength: current.hashLength,
    memorySize: Number(m),
    iterations: Number(t),
    parallelism: Number(p),
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

/**
 * Whether the password is the one that was hashed. Give `undefined` when there is no such account: the answer is no,
 * after the time that a real check takes. The comparison takes the same time wherever the hashes differ.
 * Not promised: any limit on the number of tries.
 * @throws a fault when what is stored is not a hash of ours.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const expected = stored === undefined ? nobody : parse(stored);
  if (expected === undefined) throw new Error("the stored password hash is not one of ours");
  const bytes = prepared(password);
  if (bytes === undefined) return false;
  const { hash, ...parameters } = expected;
  const found = await argon2id({ ...parameters, password: bytes, outputType: "binary" });
  return timingSafeEqual(found, hash) && stored !== undefined;
}
