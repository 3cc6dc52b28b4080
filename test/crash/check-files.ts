import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Head, StoredRef } from "./shapes.ts";
import { type Item, type Mail, type StoredObject, sha256 } from "./stores.ts";

/** Whatever an item names in the object store is there, in that version, with that digest and length. */
export function* checkReferences(items: readonly Item[], objects: readonly StoredObject[]): Generator<string> {
  const known = new Map(objects.map((one) => [`${one.key} ${one.version}`, one]));
  for (const item of items)
    for (const ref of refsIn(item)) {
      const object = known.get(`${ref.key} ${ref.version}`);
      if (object?.sha256 !== ref.sha256 || object.length !== ref.length)
        yield `objects: ${item.sk} names ${ref.key}, which is ${object ? "another" : "not there"}`;
    }
}

function* refsIn(value: unknown): Generator<StoredRef> {
  if (typeof value !== "object" || value === null) return;
  const { key, version, sha256: digest, length } = value as Record<string, unknown>;
  if (
    typeof key === "string" &&
    typeof version === "string" &&
    typeof digest === "string" &&
    typeof length === "number"
  )
    yield { key, version, sha256: digest, length };
  for (const part of Object.values(value)) yield* refsIn(part);
}

/** Every published file can be found by its digest. */
export function* checkPublicDigests(items: readonly Item[], head: Head): Generator<string> {
  const found = new Set(
    items.filter((item) => /#PFP#/.test(item.pk)).map((item) => `${item["name"]} ${item["sha256"]}`),
  );
  const files = [
    ["originale", head.signed.sha256],
    ["copia", head.copy.sha256],
    ...head.slots.map((slot) => [`allegato-${slot.label}`, slot.file.sha256]),
  ];
  for (const [name, digest] of files)
    if (!found.has(`${name} ${digest}`)) yield `portal: ${name} is not found by its digest`;
}

const auditFile = z.object({ register: z.object({ number: z.int() }), history: z.array(z.unknown()) });
const actFile = z.object({ number: z.int(), year: z.int() });

/** What the demo leaves: original, copy, attachments, act, audit and mails, each the one that the stores hold. */
export function* checkOut(out: string, head: Head, mails: readonly Mail[]): Generator<string> {
  const digestOf = (name: string) => (existsSync(join(out, name)) ? sha256(readFileSync(join(out, name))) : "nothing");
  if (digestOf("original.pdf") !== head.signed.sha256) yield "out: original.pdf is not the original in the register";
  if (digestOf("copy.pdf") !== head.copy.sha256) yield "out: copy.pdf is not the sealed copy";
  const names = (folder: string) => (existsSync(join(out, folder)) ? readdirSync(join(out, folder)) : []);
  for (const slot of head.slots) {
    const mine = names("attachments").filter((name) => name.startsWith(`${slot.label}-`));
    const digest = mine.map((name) => digestOf(join("attachments", name))).join();
    if (slot.state !== "VERIFIED" || slot.recorded !== slot.file.sha256 || digest !== slot.recorded)
      yield `out: attachment ${slot.label} is ${slot.state}, ${mine.length} files`;
  }
  const missing = mails.filter((mail) => !names("mail").includes(`${mail.id}.txt`));
  if (missing.length > 0) yield `out: ${missing.length} mails are missing`;
  yield* parsed(out, "act.json", actFile, (act) => act.number === 2706 && act.year === 2025);
  yield* parsed(
    out,
    "audit.json",
    auditFile,
    (audit) => audit.history.length === head.auditSeq && audit.register.number === 2706,
  );
}

function* parsed<T>(out: string, name: string, shape: z.ZodType<T>, agrees: (value: T) => boolean): Generator<string> {
  try {
    if (!agrees(shape.parse(JSON.parse(readFileSync(join(out, name), "utf8")))))
      yield `out: ${name} says something else`;
  } catch {
    // Missing, cut off or of another shape: all the same a file that cannot be used.
    yield `out: ${name} cannot be read`;
  }
}
