import { SealError } from "../error.ts";
import { catalogOf, firstPageOf, type PdfDocument } from "./document.ts";
import type { NewObject } from "./incremental-update.ts";
import { readTextString, textString } from "./strings.ts";
import { fromOctets, octets, type Slice } from "./syntax.ts";
import { asInteger, asReference, entries, members, type Reference, withEntry, withMember } from "./values.ts";

/** SignaturesExist and AppendOnly (ISO 32000-1 table 219): a viewer must not rewrite the file. */
const signatureFlags = 3;

/** Objects changed so far, so that a second change of one builds on the first. */
type Changes = Map<number, { readonly reference: Reference; readonly value: Slice }>;

/**
 * The objects that add an invisible signature field to the first page, its value being `signature`.
 *
 * Of what exists only the form's /Fields and /SigFlags and the page's /Annots change, each in the smallest object that
 * holds it: whoever compares the revisions sees one signature and nothing else.
 *
 * @throws {SealError} `PDF_UNREADABLE`, `PDF_LOCKED`, `FIELD_NAME_TAKEN`
 */
export function signatureField(
  document: PdfDocument,
  signature: Reference,
  fieldName: string | undefined,
): NewObject[] {
  refuseWhenLocked(document);
  const page = firstPageOf(document);
  const field: Reference = { number: signature.number + 1, generation: 0 };
  const appearance: Reference = { number: signature.number + 2, generation: 0 };
  const newForm: Reference = { number: signature.number + 3, generation: 0 };
  const name = freeName(document, fieldName, signature.number);

  const changes: Changes = new Map();
  addToForm(document, changes, field, newForm);
  addToPage(document, changes, page, field);
  const widget = [
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${textString(name)} /V ${written(signature)}`,
    // Print and Locked; no Hidden, which PDF/A forbids. A box without area has nothing to tag (ISO 14289-1 §7.18.1).
    `/F 132 /Rect [0 0 0 0] /P ${written(page.reference)} /AP << /N ${written(appearance)} >> >>`,
  ].join(" ");
  return [
    { reference: field, body: fromOctets(widget) },
    { reference: appearance, body: fromOctets(emptyAppearance) },
    ...[...changes.values()].map(({ reference, value }) => ({
      reference,
      body: value.bytes.slice(value.start, value.end),
    })),
  ];
}

/** PDF/A-1 wants an appearance even where there is nothing to see (ISO 19005-1 §6.5.3). */
const emptyAppearance =
  "<< /Type /XObject /Subtype /Form /BBox [0 0 0 0] /Resources << >> /Length 0 >>\nstream\n\nendstream";

const written = ({ number, generation }: Reference): string => `${number} ${generation} R`;

function addToForm(document: PdfDocument, changes: Changes, field: Reference, newForm: Reference): void {
  const catalog = catalogOf(document);
  const form = entries(catalog.value).get("AcroForm");
  if (form === undefined) {
    const made = fromOctets(`<< /Fields [${written(field)}] /SigFlags ${signatureFlags} >>`);
    changes.set(newForm.number, { reference: newForm, value: { bytes: made, start: 0, end: made.length } });
    changes.set(catalog.reference.number, {
      ...catalog,
      value: withEntry(catalog.value, "AcroForm", written(newForm)),
    });
    return;
  }
  const current = document.resolve(form);
  const fields = entries(current).get("Fields");
  const added = appended(document, changes, fields, field);
  const withFields = added === undefined ? current : withEntry(current, "Fields", added);
  const flags = asInteger(entries(current).get("SigFlags")) ?? 0;
  const changed =
    (flags & signatureFlags) === signatureFlags
      ? withFields
      : withEntry(withFields, "SigFlags", `${flags | signatureFlags}`);
  if (changed === current) return;
  const reference = asReference(form);
  if (reference !== undefined) changes.set(reference.number, { reference, value: changed });
  else
    changes.set(catalog.reference.number, { ...catalog, value: withEntry(catalog.value, "AcroForm", octets(changed)) });
}

function addToPage(
  document: PdfDocument,
  changes: Changes,
  page: { readonly reference: Reference; readonly value: Slice },
  field: Reference,
): void {
  const added = appended(document, changes, entries(page.value).get("Annots"), field);
  if (added !== undefined)
    changes.set(page.reference.number, { ...page, value: withEntry(page.value, "Annots", added) });
}

/**
 * What to write for an array entry with one reference more: the array, or nothing when it is an object of its own,
 * which then is what changes.
 */
function appended(
  document: PdfDocument,
  changes: Changes,
  current: Slice | undefined,
  member: Reference,
): string | undefined {
  if (current === undefined || octets(current) === "null") return `[${written(member)}]`;
  const array = withMember(document.resolve(current), written(member));
  const reference = asReference(current);
  if (reference === undefined) return octets(array);
  changes.set(reference.number, { reference, value: array });
  return undefined;
}

/** A certification signature with P=1 allows no change at all (ISO 32000-1 §12.8.2.2). */
function refuseWhenLocked(document: PdfDocument): void {
  const at = (dictionary: Slice | undefined, key: string): Slice | undefined => {
    const value = dictionary === undefined ? undefined : entries(dictionary).get(key);
    return value === undefined ? undefined : document.resolve(value);
  };
  const certification = at(at(catalogOf(document).value, "Perms"), "DocMDP");
  const references = at(certification, "Reference");
  for (const reference of references === undefined ? [] : members(references)) {
    if (asInteger(at(at(document.resolve(reference), "TransformParams"), "P")) === 1) {
      throw new SealError(
        "PDF_LOCKED",
        "the PDF is certified and forbids every change: another signature would break it",
      );
    }
  }
}

/** Two fields of one name are one field with two values (§12.7.3.2). */
function freeName(document: PdfDocument, wanted: string | undefined, number: number): string {
  const taken = fieldNames(document);
  if (wanted !== undefined && taken.has(wanted)) {
    throw new SealError("FIELD_NAME_TAKEN", `the PDF already has a field called ${wanted}`);
  }
  let free = number;
  while (taken.has(`Firma${free}`)) free += 1;
  return wanted ?? `Firma${free}`;
}

function fieldNames(document: PdfDocument): Set<string> {
  const form = entries(catalogOf(document).value).get("AcroForm");
  const fields = form === undefined ? undefined : entries(document.resolve(form)).get("Fields");
  if (fields === undefined) return new Set();
  const names = members(document.resolve(fields)).flatMap((field) => {
    const name = entries(document.resolve(field)).get("T");
    return name === undefined ? [] : [readTextString(document.resolve(name))];
  });
  return new Set(names);
}
