/** Bytes as text for an item, in pieces that a call can take as arguments. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** The bytes again. @throws for text that is no base64 */
export const bytesOfBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (octet) => octet.charCodeAt(0));
