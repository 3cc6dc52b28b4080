// Rewrites DER as BER in the ways that X.690 allows, so that readers of BER can be tried with more than one encoder's habits.

/** A source of numbers from 0 to below `below`, the same for the same seed. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

type Pick = (below: number) => number;

function header(bytes: Uint8Array, at: number): { next: number; end: number } {
  const first = bytes[at + 1] ?? 0;
  if (first < 0x80) return { next: at + 2, end: at + 2 + first };
  let length = 0;
  const count = first & 0x7f;
  for (let octet = 0; octet < count; octet++) length = length * 256 + (bytes[at + 2 + octet] ?? 0);
  return { next: at + 2 + count, end: at + 2 + count + length };
}

function lengthOctets(length: number, pick: Pick): number[] {
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const padding = pick(4) === 0 ? new Array<number>(pick(3) + 1).fill(0) : [];
  if (length < 0x80 && padding.length === 0 && pick(2) === 0) return [length];
  const all = [...padding, ...(octets.length === 0 ? [0] : octets)];
  return [0x80 | all.length, ...all];
}

function wrap(tag: number, content: Uint8Array, pick: Pick): Uint8Array {
  if ((tag & 0x20) !== 0 && pick(2) === 0) return Uint8Array.from([tag, 0x80, ...content, 0, 0]);
  return Uint8Array.from([tag, ...lengthOctets(content.length, pick), ...content]);
}

/** The octets as a constructed OCTET STRING of random pieces, some of them constructed again. */
function inPieces(octets: Uint8Array, pick: Pick, depth: number): Uint8Array {
  const parts: number[] = [];
  for (let at = 0; at < octets.length || parts.length === 0; ) {
    const piece = octets.subarray(at, at + 1 + pick(40));
    at += Math.max(1, piece.length);
    const nested = depth < 3 && pick(5) === 0;
    parts.push(...(nested ? inPieces(piece, pick, depth + 1) : wrap(0x04, piece, pick)));
  }
  return wrap(0x24, Uint8Array.from(parts), pick);
}

/**
 * A CMS SignedData re-encoded at random. What is hashed as it is stored (certificates, signed attributes) keeps its
 * octets; everything around it changes its lengths, and the content becomes pieces.
 */
export function reencoded(der: Uint8Array, seed: number): Uint8Array {
  const pick = numbers(seed);
  return rewrite(der, 0, pick, []);
}

/** `path` counts places from the outside: certificates are [1,0,3..], signed attributes stand inside signer infos. */
function rewrite(der: Uint8Array, at: number, pick: Pick, path: readonly number[]): Uint8Array {
  const tag = der[at] ?? 0;
  const { next, end } = header(der, at);
  const isContent = path.length === 5 && path[2] === 2 && path[3] === 1;
  if (isContent && tag === 0x04) {
    return pick(4) === 0 ? wrap(0x04, der.subarray(next, end), pick) : inPieces(der.subarray(next, end), pick, 0);
  }
  const deep = path.length >= 3 && (path[2] ?? 0) >= 3;
  if ((tag & 0x20) === 0 || deep) return der.slice(at, end);
  const parts: number[] = [];
  let place = 0;
  for (let child = next; child < end; place++) {
    parts.push(...rewrite(der, child, pick, [...path, place]));
    child = header(der, child).end;
  }
  return wrap(tag, Uint8Array.from(parts), pick);
}
