import type { SecondChannel } from "../ports/second-factor.ts";

/** First letters alone: "Affidamento del servizio" is "A•• d•• s••". How long a word is stays untold too. */
export const maskedSubject = (subject: string): string =>
  subject
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 12)
    .map((word) => `${/\p{L}/u.exec(word)?.[0] ?? "•"}••`)
    .join(" ");

/** The end of a number, or the first letter of an address and its domain: enough for the owner to recognise it. */
export function maskedAddress({ kind, address }: SecondChannel): string {
  if (kind === "sms") return `•••• ${address.slice(-2)}`;
  const [name = "", domain = ""] = address.split("@");
  return `${name.slice(0, 1)}•••@${domain}`;
}
