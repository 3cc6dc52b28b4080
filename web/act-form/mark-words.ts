/** A piece of a text, and whether the other text does not have it. */
export type Marked = { readonly text: string; readonly changed: boolean };

/** Above this many pieces on a side only the lines are compared: the table of all pairs would be too large. */
const mostPieces = 1200;

const joined = (pieces: readonly Marked[]): Marked[] => {
  const runs: { text: string; changed: boolean }[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.changed === piece.changed) last.text += piece.text;
    else runs.push({ ...piece });
  }
  return runs;
};

/**
 * What two texts share and what they do not, word by word: the longest common subsequence between what they begin and
 * end with alike. Texts of thousands of words are compared line by line.
 */
export function markWords(before: string, after: string): { readonly before: Marked[]; readonly after: Marked[] } {
  const words = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];
  const lines = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const byWord = [words(before), words(after)] as const;
  const [old, now] = Math.max(byWord[0].length, byWord[1].length) > mostPieces ? [lines(before), lines(after)] : byWord;
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const inner = common(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const mark = (pieces: readonly string[], kept: ReadonlySet<number>) =>
    joined(
      pieces.map((text, at) => ({
        text,
        changed: at >= start && at < pieces.length - end && !kept.has(at - start),
      })),
    );
  return { before: mark(old, inner.old), after: mark(now, inner.now) };
}

/** Places of a longest common subsequence in either list. Too long a list shares nothing: all of it is marked. */
function common(old: readonly string[], now: readonly string[]) {
  const kept = { old: new Set<number>(), now: new Set<number>() };
  if (old.length > mostPieces || now.length > mostPieces) return kept;
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const cell = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = old[i] === now[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      kept.old.add(i);
      kept.now.add(j);
      i += 1;
      j += 1;
    } else if (cell(i + 1, j) >= cell(i, j + 1)) i += 1;
    else j += 1;
  }
  return kept;
}
