/** One element: identifier octet, shortest length, content. For structures that are put together again to be checked. */
export function derElement(tag: number, content: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const header = content.length < 0x80 ? [content.length] : [0x80 | length.length, ...length];
  return joinDer([new Uint8Array([tag, ...header]), content]);
}

/** The parts one after the other. */
export function joinDer(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
