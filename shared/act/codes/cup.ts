/** True for the form of a codice unico di progetto: 15 characters. No public check digit exists, so none is checked. */
export function isCup(text: string): boolean {
  return /^[A-Z]\d{2}[A-Z]\d{11}$/.test(text);
}
