import { fromLatin1, textString } from "./octets.ts";

/** A file that travels inside the PDF (ISO 19005-3). */
export type AttachedFile = {
  /** ASCII, without a folder. */
  readonly name: string;
  /** E.g. "application/json". */
  readonly mediaType: string;
  /** What people read of it in a viewer's list. */
  readonly description: string;
  readonly bytes: Uint8Array;
};

export type AttachedObjects = {
  readonly objects: ReadonlyMap<number, Uint8Array>;
  /** What the catalog says of them. */
  readonly catalog: string;
};

/**
 * The objects of attached files, /AFRelationship /Data, numbered from `first`.
 *
 * They are not compressed: their bytes stand in the PDF as they are, can be found with any tool, and do not depend on a
 * version of zlib.
 */
export function attachedFiles(files: readonly AttachedFile[], first: number, date: string): AttachedObjects {
  const day = `(D:${date.replaceAll("-", "")}000000Z)`;
  const objects = new Map<number, Uint8Array>();
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const [index, file] of sorted.entries()) {
    const stream = first + 2 * index;
    objects.set(stream, embedded(file, day));
    objects.set(stream + 1, specification(file, stream));
  }
  const references = sorted.map((_, index) => `${first + 2 * index + 1} 0 R`);
  const names = sorted.map((file, index) => `${textString(file.name)} ${references[index]}`);
  const catalog =
    files.length === 0
      ? ""
      : `/AF [${references.join(" ")}] /Names << /EmbeddedFiles << /Names [${names.join(" ")}] >> >>`;
  return { objects, catalog };
}

function embedded({ bytes, mediaType }: AttachedFile, day: string): Uint8Array {
  const subtype = mediaType.replaceAll(/[^A-Za-z0-9.+-]/g, (one) => `#${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const parameters = `/Params << /Size ${bytes.length} /CreationDate ${day} /ModDate ${day} >>`;
  const head = fromLatin1(
    `<< /Type /EmbeddedFile /Subtype /${subtype} ${parameters} /Length ${bytes.length} >>\nstream\n`,
  );
  const end = fromLatin1("\nendstream");
  const whole = new Uint8Array(head.length + bytes.length + end.length);
  whole.set(head);
  whole.set(bytes, head.length);
  whole.set(end, head.length + bytes.length);
  return whole;
}

function specification({ name, description }: AttachedFile, stream: number): Uint8Array {
  const title = textString(name);
  return fromLatin1(
    [
      `<< /Type /Filespec /F ${title} /UF ${title} /Desc ${textString(description)} /AFRelationship /Data`,
      `/EF << /F ${stream} 0 R /UF ${stream} 0 R >> >>`,
    ].join(" "),
  );
}
