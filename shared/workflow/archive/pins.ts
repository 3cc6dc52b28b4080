import type { Item, Value } from "../ports/items.ts";
import type { Bucket } from "../ports/objects.ts";

/**
 * A store numbers the versions of its objects itself, so an archive names a version by what it holds:
 * `vault:<SHA-256>`. In the store that it is restored into, the version that holds it takes its place.
 */
export type Pin = { readonly bucket: Bucket; readonly sha256: string };

const pinPattern = /^(intake|vault|portal):([0-9A-F]{64})$/;

export const pinText = ({ bucket, sha256 }: Pin): string => `${bucket}:${sha256}`;

export function readPin(text: string): Pin | undefined {
  const [, bucket, sha256] = pinPattern.exec(text) ?? [];
  return bucket && sha256 ? { bucket: bucket as Bucket, sha256 } : undefined;
}

/** A reference to an object anywhere in an item: whatever has a key and a version, and a digest where one is told. */
export type Named = { readonly key: string; readonly version: string; readonly sha256: string | undefined };

/**
 * The item with every named version replaced by what `replace` says, `undefined` to leave it. What an event told is
 * left alone: the audit chain commits to it to the letter.
 */
export async function withVersions(
  item: Item,
  replace: (named: Named) => string | undefined | Promise<string | undefined>,
): Promise<Item> {
  if (item.sk.startsWith("PII#")) return item;
  return (await replaced(item, replace)) as Item;
}

async function replaced(
  value: Value,
  replace: (named: Named) => string | undefined | Promise<string | undefined>,
): Promise<Value> {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return Promise.all(value.map((part) => replaced(part, replace)));
  const parts: { [name: string]: Value } = {};
  for (const [name, part] of Object.entries(value))
    parts[name] = name === "told" ? part : await replaced(part, replace);
  const { key, version, sha256 } = value;
  if (typeof key !== "string" || typeof version !== "string") return parts;
  const other = await replace({ key, version, sha256: typeof sha256 === "string" ? sha256 : undefined });
  return other === undefined ? parts : { ...parts, version: other };
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
