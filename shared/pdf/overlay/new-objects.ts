import { deflateSync } from "node:zlib";
import { fromOctets, octets, type Slice } from "../../seal/pdf/syntax.ts";
import { entries } from "../../seal/pdf/values.ts";

/** A new object of generation 0. */
export type NewPart = { readonly number: number; readonly body: Uint8Array };

/** A stream, compressed where that is shorter. `entries` are those beside /Length and /Filter. */
export function streamBody(more: string, data: Uint8Array): Uint8Array {
  const packed = data.length > 128 ? deflateSync(data) : data;
  const shorter = packed.length < data.length;
  const stored = shorter ? packed : data;
  const filter = shorter ? "/Filter /FlateDecode " : "";
  const head = fromOctets(`<< ${more} ${filter}/Length ${stored.length} >>\nstream\n`);
  const tail = fromOctets("\nendstream");
  const body = new Uint8Array(head.length + stored.length + tail.length);
  body.set(head);
  body.set(stored, head.length);
  body.set(tail, head.length + stored.length);
  return body;
}

/** The dictionary with entries replaced or added; every other byte of it stays. */
export function withEntries(
  dictionary: Slice,
  changes: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, Slice> = entries(dictionary),
): string {
  const { bytes } = dictionary;
  const replaced = [...changes.keys()]
    .flatMap((key) => {
      const value = known.get(key);
      return value === undefined ? [] : [{ value, text: changes.get(key) ?? "" }];
    })
    .sort((a, b) => a.value.start - b.value.start);
  let text = "";
  let at = dictionary.start;
  for (const { value, text: replacement } of replaced) {
    text += `${octets({ bytes, start: at, end: value.start })} ${replacement} `;
    at = value.end;
  }
  const added = [...changes].flatMap(([key, value]) => (known.has(key) ? [] : [`/${key} ${value}`]));
  text += octets({ bytes, start: at, end: dictionary.end - 2 });
  return `${text}${added.length > 0 ? ` ${added.join(" ")} ` : ""}>>`;
}

export const sliceOf = (text: string): Slice => {
  const bytes = fromOctets(text);
  return { bytes, start: 0, end: bytes.length };
};
