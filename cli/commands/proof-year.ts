import { checkYear, type RegisterYear, registerYearSchema, type YearFault } from "../../shared/register/log/index.ts";
import { exitCodes, type Io, type Language } from "../io.ts";
import { printable } from "../printable.ts";

export type ProofYearArguments = { readonly file: string; readonly json: boolean; readonly lang: Language };

const faults: Readonly<Record<YearFault["code"], readonly [italian: string, english: string]>> = {
  GAP: ["non segue il numero di prima", "does not follow the number before"],
  HASH_DIFFERS: ["la casella non continua quella di prima", "the slot does not continue the one before"],
  DATE_GOES_BACK: ["ha una data anteriore a quella di prima", "has a date before the one before"],
  END_DIFFERS: [
    "è l'ultimo che il registro dichiara, e non è l'ultimo che c'è",
    "is the last that the register declares, and not the last there is",
  ],
};

const words = {
  it: {
    none: (file: string) => `${file}: non è un anno del registro, come sta in /log/anni/<anno>.json.`,
    complete: ({ register, year, opened, last }: RegisterYear) =>
      last === opened
        ? `ANNO COMPLETO: registro ${register} del ${year}, nessun numero ancora dato.`
        : `ANNO COMPLETO: registro ${register} del ${year}, i numeri da ${opened + 1} a ${last} ci sono tutti.`,
    broken: ({ register, year }: RegisterYear) => `L'ANNO NON TORNA: registro ${register} del ${year}.`,
    shown: (shown: number, all: number) =>
      `  ${shown} su ${all} mostrano il contenuto della casella, ricalcolato qui; gli altri sono impegni, creduti fino alla prossima casella che lo mostra`,
    opened: (opened: number) => `  fino al n. ${opened} il registro era tenuto altrove`,
    fault: ({ number, code }: YearFault) => `  n. ${number}: ${faults[code][0]}`,
    source: "Che il file sia quello dell'ente lo dice la fonte da cui viene.",
  },
  en: {
    none: (file: string) => `${file}: is no year of the register, as it stands at /log/anni/<year>.json.`,
    complete: ({ register, year, opened, last }: RegisterYear) =>
      last === opened
        ? `YEAR COMPLETE: register ${register} of ${year}, no number given yet.`
        : `YEAR COMPLETE: register ${register} of ${year}, numbers ${opened + 1} to ${last} are all there.`,
    broken: ({ register, year }: RegisterYear) => `THE YEAR DOES NOT ADD UP: register ${register} of ${year}.`,
    shown: (shown: number, all: number) =>
      `  ${shown} of ${all} show what their slot says, computed again here; the others are commitments, believed until the next slot that shows it`,
    opened: (opened: number) => `  up to no. ${opened} the register was kept elsewhere`,
    fault: ({ number, code }: YearFault) => `  no. ${number}: ${faults[code][1]}`,
    source: "That the file is the body's is for the source it comes from to say.",
  },
} as const;

/**
 * `visto proof year FILE`: whether a year of the register, as it is published, has every number, in the order of its dates
 * and each slot continuing the one before. Offline, and without a key: nothing in the file is signed.
 *
 * Exit codes: 0 complete, 1 not, or no year at all, 66 the file cannot be read.
 */
export async function proofYearCommand({ file, json, lang }: ProofYearArguments, io: Io): Promise<number> {
  const texts = words[lang];
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(file);
  } catch (fault) {
    io.err(printable(`${fault instanceof Error ? fault.message : String(fault)}\n`));
    return exitCodes.unreadable;
  }
  const year = yearIn(bytes);
  if (!year) {
    io.err(printable(`${texts.none(file)}\n`));
    return exitCodes.refused;
  }
  const found = checkYear(year);
  const shown = year.slots.filter(({ act }) => act !== undefined).length;
  const { register, opened, last } = year;
  const lines = [
    found.length === 0 ? texts.complete(year) : texts.broken(year),
    ...found.map(texts.fault),
    ...(opened > 0 ? [texts.opened(opened)] : []),
    texts.shown(shown, year.slots.length),
    texts.source,
  ];
  const told = { file, register, year: year.year, opened, last, complete: found.length === 0, shown, faults: found };
  io.out(json ? `${JSON.stringify(told)}\n` : printable(`${lines.join("\n")}\n`));
  return found.length === 0 ? exitCodes.done : exitCodes.refused;
}

function yearIn(bytes: Uint8Array): RegisterYear | undefined {
  try {
    return registerYearSchema.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}
