const form = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/;

/** A PDF date (§7.9.4) as milliseconds since 1970, or null when it is none. Without a zone it is read as UTC. */
export function pdfDate(text: string): number | null {
  const parts = form.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part, index) => (part === undefined ? (index === 1 || index === 2 ? 1 : 0) : Number(part)));
  const offset = (Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0)) * (parts[7] === "-" ? -1 : 1);
  const time = Date.UTC(year, month - 1, day, hour, minute - offset, second);
  return Number.isNaN(time) ? null : time;
}
