/** One address, without anything that a mail header would read as more (RFC 5322 §3.4.1, RFC 5321 §4.5.3.1). */
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>,;:"()[\]\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text);
