/**
 * True when two spellings name the same person: order, letter case, accents and Unicode form do not count.
 *
 * "PROVA ADELE" and "Adele Prova" are one; "D'Àngelo" in NFC, in NFD and as a certificate's "D'ANGELO" are one. Two
 * people of the same name are one too: where both codici fiscali are known, compare those.
 */
export function samePersonName(one: string, other: string): boolean {
  const [left, right] = [nameKey(one), nameKey(other)];
  return left !== "" && left === right;
}

function nameKey(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/['’`´]/g, "")
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "")
    .sort()
    .join(" ");
}
