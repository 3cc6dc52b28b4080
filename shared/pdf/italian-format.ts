/** Cents as Italians write them, "43.920,00". Integer arithmetic only: a float would lose cents above 2^53 / 100. */
export function formatCents(cents: number): string {
  const whole = Math.floor(Math.abs(cents) / 100);
  const rest = Math.abs(cents) % 100;
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${cents < 0 ? "-" : ""}${grouped},${String(rest).padStart(2, "0")}`;
}

/** `YYYY-MM-DD` as "24/12/2025". */
export function formatDay(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${date}/${month}/${year}`;
}

// Made with the first instant that is printed: it is slow to make.
let rome: Intl.DateTimeFormat | undefined;
const inRome = (): Intl.DateTimeFormat => {
  rome ??= new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Rome",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return rome;
};

/** An instant as Italian offices read it, "24/12/2025 10:32:05" in Europe/Rome. Throws on a text that is no instant. */
export function formatInstant(instant: string): string {
  const parts = Object.fromEntries(
    inRome()
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  return `${parts["day"]}/${parts["month"]}/${parts["year"]} ${parts["hour"]}:${parts["minute"]}:${parts["second"]}`;
}

/**
 * A codice fiscale with only the letters of the name left, "PRVDLA**********": the rest tells birth and place, which a
 * published page has no need of (art. 5 GDPR, minimisation).
 */
export function maskFiscalCode(code: string): string {
  const bare = code.replace(/^TINIT-/i, "").toUpperCase();
  return bare.slice(0, 6) + "*".repeat(Math.max(0, bare.length - 6));
}
