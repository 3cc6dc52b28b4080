/** One element of a DER value: its tag octet, and where it and its content begin and end. */
export type Element = { readonly tag: number; readonly start: number; readonly content: number; readonly end: number };

/**
 * Reads the element that starts at `at`, definite lengths only.
 *
 * For certificates of our own side, which we are about to sign with: documents of others are read by
 * `shared/signature`, whose reader is the strict and bounded one.
 *
 * @returns `undefined` when the bytes end before the element does, or its length is not DER.
 */
export function readElement(bytes: Uint8Array, at: number): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || count > 4) return undefined;
  let length = first < 0x80 ? first : 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const content = at + 2 + count;
  const end = content + length;
  return end <= bytes.length ? { tag, start: at, content, end } : undefined;
}

/** The elements inside a constructed one; `undefined` when they do not fill it exactly. */
export function readMembers(bytes: Uint8Array, outer: Element): Element[] | undefined {
  const members: Element[] = [];
  for (let at = outer.content; at < outer.end; ) {
    const member = readElement(bytes, at);
    if (member === undefined || member.end > outer.end) return undefined;
    members.push(member);
    at = member.end;
  }
  return members;
}
