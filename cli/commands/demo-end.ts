import type { JourneyEnd } from "../../local/demo/journey.ts";
import { type ActHead, type PublishedHead, printDay, type Slot } from "../../shared/act/index.ts";
import type { Language } from "../io.ts";
import { endTexts } from "./demo-texts.ts";

/** What the demo says at its end: what was published, or where the act stands and everything that holds it there. */
export function endOfDemo(
  { head, refusal }: JourneyEnd,
  { out, lang }: { readonly out: string; readonly lang: Language },
): { readonly lines: readonly string[]; readonly published: boolean } {
  const texts = endTexts[lang];
  const because = refusal ? [`${texts.because}: ${refusal.code} ${refusal.why[lang]}`] : [];
  if (!head) return { lines: [texts.notCreated, ...because], published: false };
  const results = `${texts.results} ${out}`;
  if (head.state === "PUBLISHED" || head.state === "UNPUBLISHED")
    return { lines: [...published(head, lang), results, texts.test], published: true };
  return { lines: [texts.stops(head.state), ...because, ...whatHolds(head, lang), results], published: false };
}

function published(head: PublishedHead, lang: Language): string[] {
  const texts = endTexts[lang];
  const { number, year, date } = head.registration;
  return [
    texts.published(`${number}/${year}`, printDay(date)),
    `${texts.original} ${head.signed.sha256}`,
    `${texts.copy} ${head.copy.sha256}`,
    ...(head.effect === "PENDING_VISTO" ? [texts.pendingVisto] : []),
  ];
}

function whatHolds(head: ActHead, lang: Language): string[] {
  const errors = head.findings.filter((one) => one.severity === "E").map((one) => `${one.code} ${one.message}`);
  const slots = head.slots.filter((one) => one.state !== "VERIFIED").map((slot) => slotLine(slot, lang));
  const rest = [
    head.turnedBack?.reason,
    head.signatureRefusal?.message,
    head.state === "SEALED" || head.rendition === null ? endTexts[lang].undecided : undefined,
  ];
  return [...errors, ...slots, ...rest.filter((line) => line !== undefined)].map((line) => `  ${line}`);
}

function slotLine({ label, state, verdict }: Slot, lang: Language): string {
  const texts = endTexts[lang];
  const why = verdict
    ? verdict.expected === null || verdict.expected === verdict.found
      ? ""
      : `: ${texts.found(verdict.expected, verdict.found)}`
    : `: ${texts.noFile}`;
  return `${texts.attachment(label)}: ${state}${why}`;
}
