import { decodeStream } from "./decode-stream.ts";
import type { PdfDocument } from "./document.ts";
import { safely } from "./safely.ts";
import { catalogOf } from "./signature-fields.ts";
import { entryOf, isArray, isDictionary, isReference, isStream, type PdfValue } from "./value.ts";

/** Validation data of a PDF (EN 319 142-1 §5.4.2): bytes as stored, none of them believed. */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** What is said to belong to one signature, by the upper-case hex SHA-1 of its /Contents. */
  readonly perSignature: ReadonlyMap<
    string,
    { readonly crls: number; readonly ocsps: number; readonly certificates: number }
  >;
}

/** More than any archived document carries. */
const maxStreams = 5000;

const kinds = { certificates: ["Certs", "Cert"], crls: ["CRLs", "CRL"], ocsps: ["OCSPs", "OCSP"] } as const;

/** The document security store of the newest revision, or null when the document has none. Unreadable entries are left out. */
export function validationDataOf(document: PdfDocument): ValidationData | null {
  const store = safely(() => document.resolve(entryOf(catalogOf(document), "DSS")), null);
  if (!isDictionary(store)) return null;
  const vris = safely(() => document.resolve(entryOf(store, "VRI")), null);
  const perSignature = isDictionary(vris)
    ? [...vris.entries].map(([key, value]) => [key, safely(() => document.resolve(value), null)] as const)
    : [];
  const seen = new Set<number>();
  const all = (kind: keyof typeof kinds) => [
    ...streams(document, entryOf(store, kinds[kind][0]), seen),
    ...perSignature.flatMap(([, value]) => streams(document, entryOf(value, kinds[kind][1]), seen)),
  ];
  const count = (value: PdfValue, kind: keyof typeof kinds) => {
    const list = safely(() => document.resolve(entryOf(value, kinds[kind][1])), null);
    return isArray(list) ? list.items.length : 0;
  };
  return {
    certificates: all("certificates"),
    crls: all("crls"),
    ocsps: all("ocsps"),
    perSignature: new Map(
      perSignature.map(([key, value]) => [
        key,
        { certificates: count(value, "certificates"), crls: count(value, "crls"), ocsps: count(value, "ocsps") },
      ]),
    ),
  };
}

function streams(document: PdfDocument, value: PdfValue, seen: Set<number>): Uint8Array[] {
  const list = safely(() => document.resolve(value), null);
  return (isArray(list) ? list.items : []).flatMap((item) => {
    if (isReference(item) && seen.has(item.number)) return [];
    if (isReference(item)) seen.add(item.number);
    if (seen.size > maxStreams) return [];
    const stream = safely(() => document.resolve(item), null);
    return isStream(stream) ? safely(() => [decodeStream(stream, document.resolve)], []) : [];
  });
}

const storeKeys: ReadonlySet<string> = new Set(["Type", "VRI", "Certs", "CRLs", "OCSPs"]);
const vriKeys: ReadonlySet<string> = new Set(["Type", "Cert", "CRL", "OCSP", "TU", "TS"]);

/** What stands in the store and is none of its data: the keys and objects that an attacker would hide behind its name. */
export function oddValidationObjects(document: PdfDocument, store: PdfValue): string[] {
  const value = safely(() => document.resolve(store), null);
  if (!isDictionary(value)) return ["DSS"];
  const odd = [...value.entries.keys()].filter((key) => !storeKeys.has(key)).map((key) => `/${key}`);
  for (const [key] of Object.values(kinds)) odd.push(...oddItems(document, entryOf(value, key), `/${key}`));
  const vris = safely(() => document.resolve(entryOf(value, "VRI")), null);
  for (const [name, each] of isDictionary(vris) ? vris.entries : []) {
    const vri = safely(() => document.resolve(each), null);
    if (name === "Type") continue;
    if (!isDictionary(vri)) odd.push(`/VRI /${name}`);
    else odd.push(...[...vri.entries.keys()].filter((key) => !vriKeys.has(key)).map((key) => `/VRI /${key}`));
    for (const [, key] of Object.values(kinds)) odd.push(...oddItems(document, entryOf(vri, key), `/VRI /${key}`));
  }
  return odd.slice(0, 20);
}

function oddItems(document: PdfDocument, value: PdfValue, name: string): string[] {
  const list = safely(() => document.resolve(value), null);
  if (list === null) return [];
  if (!isArray(list)) return [name];
  // A form, an image or content would bear a /Subtype or /Resources; certificates and answers are plain octets.
  return list.items.every((item) => {
    const stream = safely(() => document.resolve(item), null);
    return isStream(stream) && entryOf(stream, "Subtype") === null && entryOf(stream, "Resources") === null;
  })
    ? []
    : [name];
}
