import { MalformedError } from "../error.ts";

/** Bytes from the base64 of an XML document: white space is allowed anywhere, nothing else. @throws {MalformedError} */
export function unwrapBase64(text: string): Uint8Array {
  const plain = text.replace(/[\t\n\r ]+/g, "");
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) {
    throw new MalformedError("XML_MALFORMED", "not base64", 0);
  }
  const binary = atob(plain);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
