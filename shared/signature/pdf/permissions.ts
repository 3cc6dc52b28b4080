import type { PdfDocument } from "./document.ts";
import { pdfText, type SignatureField, signatureFields } from "./signature-fields.ts";
import { entryOf, isArray, isName, isString, nameOf, type PdfValue } from "./value.ts";

/** 1 nothing, 2 form filling and signatures, 3 annotations too (ISO 32000-2 table 257). */
export type DocMdpLevel = 1 | 2 | 3;

/** What the signatures of a revision let later revisions do. */
export interface Permissions {
  /** The strictest level that a certification or a field lock states; null when only approvals stand here. */
  readonly docMdp: DocMdpLevel | null;
  /** A FieldMDP transform or a lock names fields: the signer has said which may still be filled, and which not. */
  readonly namesFields: boolean;
  /** The field, by its fully qualified name, may not change any more. */
  readonly isLocked: (name: string) => boolean;
}

interface Lock {
  readonly action: "all" | "include" | "exclude";
  readonly fields: readonly string[];
}

/** The permissions that hold after the last signature of this document. @throws {MalformedError} */
export function permissionsOf(document: PdfDocument): Permissions {
  const signed = signatureFields(document).filter((field) => field.signed);
  const levels = signed.flatMap((field) => levelsOf(document, field));
  const locks = signed.flatMap((field) => locksOf(document, field));
  return {
    docMdp: levels.length === 0 ? null : (Math.min(...levels) as DocMdpLevel),
    namesFields: locks.length > 0,
    isLocked: (name) => locks.some((lock) => covers(lock, name)),
  };
}

/** The level of a certification signature (§12.8.2.2), 2 when /P is absent or no level; null for an approval. */
export function docMdpOf(document: PdfDocument, signature: PdfValue): DocMdpLevel | null {
  const parameters = transforms(document, signature, "DocMDP")[0];
  return parameters === undefined ? null : levelIn(document.resolve(entryOf(parameters, "P")));
}

/** The level that a signature field's lock states (ISO 32000-2 table 236, /P), or null. */
export function lockLevelOf(document: PdfDocument, field: PdfValue): DocMdpLevel | null {
  const level = document.resolve(entryOf(document.resolve(entryOf(field, "Lock")), "P"));
  return level === null ? null : levelIn(level);
}

function levelsOf(document: PdfDocument, field: SignatureField): DocMdpLevel[] {
  const found = [docMdpOf(document, field.signature), lockLevelOf(document, field.dictionary)];
  return found.filter((level): level is DocMdpLevel => level !== null);
}

/** A level outside the standard is read as its default: that never allows more than the standard does. */
function levelIn(value: PdfValue): DocMdpLevel {
  return value === 1 || value === 3 ? value : 2;
}

function locksOf(document: PdfDocument, field: SignatureField): Lock[] {
  const own = document.resolve(entryOf(field.dictionary, "Lock"));
  const named = [...transforms(document, field.signature, "FieldMDP"), own];
  return named.flatMap((value) => lockIn(document, value));
}

function lockIn(document: PdfDocument, value: PdfValue): Lock[] {
  const action = nameOf(document.resolve(entryOf(value, "Action")));
  if (action === null) return [];
  const list = document.resolve(entryOf(value, "Fields"));
  const fields = (isArray(list) ? list.items : []).flatMap((item) => {
    const name = document.resolve(item);
    return isString(name) ? [pdfText(name)] : [];
  });
  // An action that the standard does not know locks everything: the signer wanted a lock.
  return [{ action: action === "Include" ? "include" : action === "Exclude" ? "exclude" : "all", fields }];
}

function covers({ action, fields }: Lock, name: string): boolean {
  const named = fields.some((field) => name === field || name.startsWith(`${field}.`));
  return action === "all" || (action === "include") === named;
}

function transforms(document: PdfDocument, signature: PdfValue, method: string): PdfValue[] {
  const references = document.resolve(entryOf(signature, "Reference"));
  return (isArray(references) ? references.items : []).flatMap((item) => {
    const reference = document.resolve(item);
    if (!isName(document.resolve(entryOf(reference, "TransformMethod")), method)) return [];
    return [document.resolve(entryOf(reference, "TransformParams"))];
  });
}
