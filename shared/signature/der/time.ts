import { MalformedError } from "../error.ts";
import { latin1 } from "../text.ts";
import { contentBytes, type DerNode, TAG } from "./node.ts";

const utc = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/;

/**
 * Reads UTCTime or GeneralizedTime as milliseconds since 1970.
 *
 * Only the forms of RFC 5280 §4.1.2.5 and RFC 3161 (seconds present, `Z`): a time zone or a missing part makes two
 * readers disagree on when a certificate expired.
 *
 * @throws {MalformedError} `DER_UNEXPECTED_TAG`, `DER_BAD_VALUE`
 */
export function readTime(node: DerNode | undefined): number {
  if (node === undefined || (node.tag !== TAG.utcTime && node.tag !== TAG.generalizedTime)) {
    throw new MalformedError("DER_UNEXPECTED_TAG", "a time was expected", node?.start ?? 0);
  }
  const text = latin1(contentBytes(node));
  const parts = (node.tag === TAG.utcTime ? utc : generalized).exec(text);
  if (parts === null)
    throw new MalformedError("DER_BAD_VALUE", "a time that is not in the form of RFC 5280", node.start);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  // RFC 5280 §4.1.2.5.1: two digits from 50 on are 19xx.
  const fullYear = node.tag === TAG.utcTime ? year + (year >= 50 ? 1900 : 2000) : year;
  const instant = new Date(0);
  instant.setUTCFullYear(fullYear, month - 1, day);
  instant.setUTCHours(hour, minute, second, Math.trunc(Number(`0.${parts[7] ?? "0"}`) * 1000));
  const exists = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day && hour < 24 && minute < 60;
  if (!exists || second > 60) throw new MalformedError("DER_BAD_VALUE", "a time that does not exist", node.start);
  return instant.getTime();
}
