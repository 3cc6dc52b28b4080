import type { ActData } from "../act-data.ts";
import { italianMonths, printDay } from "../dates.ts";
import { firstMatch, type Notes, present } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";
import { dayIn, dayPattern } from "./patterns.ts";

type Contract = NonNullable<ActData["contract"]>;

const awarded =
  /\baffid\p{L}{2,8}(?:\sdirettamente|,?\sin affidamento diretto,?)?(?:\s\p{L}{1,12}){0,3}?\s(?:alla|al|all['’]|allo)\s?(?:società|ditta|impresa|cooperativa(?: sociale)?|operatore economico|studio)?\s{0,2}([^,;]{2,120}?),\s(?:con sede|P\.?\s?IVA|partita IVA|C\.?F\.?|codice fiscale)/iu;
const seat =
  /con sede(?: legale)?(?:\sin)?\s([^,;]{2,80}),?\s(\d{5})\s([^,;()]{2,60}?)\s?(?:\(([^)]{2,40})\))?\s?[,;.]/i;
const vat = /(?:\bP\.?\s?IVA|\bpartita IVA)\s{0,2}(?:n\.|:)?\s{0,2}(?:IT\s?)?(\d{11})(?!\d)/i;
const procedure = /art\.?\s?50,?\s(?:c\.|comma)\s?1,?\slett(?:\.|era)\s?([a-e])(?![\p{L}])/iu;
const platform = /piattaforma\s(?:telematica\s|di e-procurement\s)?(\p{Lu}[\p{L}.]{1,30})\s{1,2}n\.\s?(\d{3,15})/u;
const durc = new RegExp(
  `\\bDURC(?:\\s(regolare|irregolare|non regolare))?\\s(?:n\\.|prot\\.|numero)\\s?(?:n\\.\\s?)?([A-Z_]{0,12}\\d{3,15})(?:.{0,30}?(?:scadenza|valido fino al|valido sino al)\\s(?:il\\s)?(${dayPattern}))?`,
  "u",
);
const duration = new RegExp(
  `durata.{0,100}?(?:pari a|di)\\s(\\d{1,3})\\smesi(?:.{0,60}?dal mese di\\s(${italianMonths.join("|")})\\s(\\d{4}))?`,
  "i",
);

/** Who gets the contract, by which procedure, for how long: from the operative part first, then from the reasons. */
export function readContract(
  decision: readonly ReadParagraph[],
  before: readonly ReadParagraph[],
  notes: Notes,
): ActData["contract"] {
  const all = [...decision, ...before];
  const read = (field: string, pattern: RegExp, group = 1) => {
    const found = firstMatch(all, pattern);
    const value = found?.match[group]?.replace(/\s+/g, " ").trim();
    if (found && value) notes.note(`contract.${field}`, value, found.where);
    return value === "" ? undefined : value;
  };
  const start = firstMatch(all, duration);
  const [, count, month, year] = start?.match ?? [];
  if (start && count) notes.note("contract.months", count, start.where);
  const award = firstMatch(all, procedure);
  if (award) notes.note("contract.procedure", award.match[0], award.where);
  const letter = award?.match[1];
  const contract: Contract = present({
    name: read("name", awarded),
    address: read("address", seat),
    postCode: read("postCode", seat, 2),
    town: read("town", seat, 3),
    country: read("country", seat, 4),
    vatNumber: read("vatNumber", vat),
    procedure: letter === undefined ? undefined : `50.1.${letter.toLowerCase()}`,
    platform: read("platform", platform),
    procedureId: read("procedureId", platform, 2),
    durc: readDurc(all, notes),
    start:
      month && year ? `${year}-${String(italianMonths.indexOf(month.toLowerCase()) + 1).padStart(2, "0")}` : undefined,
    months: count === undefined || Number(count) === 0 ? undefined : Number(count),
  }) as Contract;
  return Object.keys(contract).length === 0 ? undefined : contract;
}

function readDurc(paragraphs: readonly ReadParagraph[], notes: Notes): Contract["durc"] {
  const found = firstMatch(paragraphs, durc);
  if (found === undefined) return undefined;
  const [, outcome, number = "", until] = found.match;
  const expires = until === undefined ? undefined : dayIn(until);
  const body = /^(INPS|INAIL)/.exec(number)?.[1];
  notes.note("contract.durc", [number, expires && printDay(expires)].filter(Boolean).join(", "), found.where);
  return present({ body, number, expires, outcome }) as Contract["durc"];
}
