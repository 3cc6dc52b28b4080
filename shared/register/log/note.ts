import { createHash, createPublicKey, verify } from "node:crypto";
import { fromBase64, toBase64 } from "./encoding.ts";

/** A key that signed notes are checked with (C2SP signed-note): its name, its id and the 32 bytes of Ed25519. */
export type NoteKey = { readonly name: string; readonly id: string; readonly publicKey: Uint8Array };

const ed25519 = 1;
const utf8 = new TextEncoder();
/** The AlgorithmIdentifier and headers before the 32 bytes of an Ed25519 key (RFC 8410 §4). */
const spkiHead = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** Whether a text can name a key: neither empty nor with a space, a plus or a control character. */
export const isKeyName = (name: string): boolean => /^[^\s+\p{Cc}\p{Z}]{1,255}$/u.test(name);

/** The key as it checks notes. Its id: the first four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ key). @throws for a bad name */
export function noteKey(name: string, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name) || publicKey.length !== 32) throw new Error(`${JSON.stringify(name)} cannot name a log's key`);
  const digest = createHash("sha256")
    .update(`${name}\n`)
    .update(Uint8Array.of(ed25519))
    .update(publicKey)
    .digest("hex");
  return { name, id: digest.slice(0, 8), publicKey };
}

/** The verifier's line `name+id+base64`: what whoever checks must have from somewhere they trust. */
export const verifierLine = ({ name, id, publicKey }: NoteKey): string =>
  `${name}+${id}+${toBase64(Uint8Array.of(ed25519, ...publicKey))}`;

/** Reads a verifier's line; `undefined` when it is none, is of another algorithm, or its id is not its own. */
export function readVerifierLine(line: string): NoteKey | undefined {
  const [, name = "", id, base64 = ""] = /^([^+]{1,255})\+([0-9a-f]{8})\+(\S{1,200})$/.exec(line.trim()) ?? [];
  const bytes = fromBase64(base64);
  if (!isKeyName(name) || bytes?.length !== 33 || bytes[0] !== ed25519) return undefined;
  const key = noteKey(name, bytes.slice(1));
  return key.id === id ? key : undefined;
}

export type NoteSignature = { readonly name: string; readonly id: string; readonly signature: Uint8Array };
export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** The signature line of a key; the signature is over the whole text with its last line feed. */
export const signatureLine = (key: Pick<NoteKey, "name" | "id">, signature: Uint8Array): string => {
  const id = Uint8Array.from({ length: 4 }, (_, at) => Number.parseInt(key.id.slice(2 * at, 2 * at + 2), 16));
  return `— ${key.name} ${toBase64(Uint8Array.of(...id, ...signature))}\n`;
};

/** Largest note that is read, in characters, and most signatures in one: a checkpoint has some 300 and one or a few. */
const mostText = 100_000;
const mostSignatures = 100;

/** Splits a note into text and signatures; `undefined` when it is none. Nothing is verified yet. */
export function readNote(note: string): Note | undefined {
  if (note.length > mostText || !note.isWellFormed() || /[^\P{Cc}\n]/u.test(note) || !note.endsWith("\n"))
    return undefined;
  const end = note.lastIndexOf("\n\n");
  if (end < 1) return undefined;
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > mostSignatures) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name = "", base64 = ""] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(base64);
    if (!isKeyName(name) || !bytes || bytes.length < 5) return undefined;
    const id = Array.from(bytes.slice(0, 4), (octet) => octet.toString(16).padStart(2, "0")).join("");
    signatures.push({ name, id, signature: bytes.slice(4) });
  }
  return { text: note.slice(0, end + 1), signatures };
}

/**
 * What a note's signatures say of a key: `holds`, `fails` (one in its name and with its id is not over this text; then
 * the whole note is refused), or `absent`. Signatures of unknown keys are passed over, as the format demands.
 */
export function checkNote(note: Note, key: NoteKey): "holds" | "fails" | "absent" {
  const own = note.signatures.filter(({ name, id }) => name === key.name && id === key.id);
  if (own.length === 0) return "absent";
  const publicKey = createPublicKey({
    key: Uint8Array.of(...spkiHead, ...key.publicKey),
    format: "der",
    type: "spki",
  });
  const text = utf8.encode(note.text);
  const holds = ({ signature }: NoteSignature) => signature.length === 64 && verify(null, text, publicKey, signature);
  return own.every(holds) ? "holds" : "fails";
}

/** The 32 bytes of the key in a SubjectPublicKeyInfo of Ed25519, as KMS answers it. @throws for any other key */
export function rawEd25519(spki: Uint8Array): Uint8Array {
  if (spki.length !== 44 || !spkiHead.every((octet, at) => octet === spki[at]))
    throw new Error("the log's key is no Ed25519 key");
  return spki.slice(12);
}
