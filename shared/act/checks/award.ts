import { monthOf, printDay } from "../dates.ts";
import { printAmount } from "../money.ts";
import { thresholdAt } from "../thresholds.ts";
import { type Check, listed, type Place, type Subject } from "./finding.ts";
import { places } from "./places.ts";
import { netValue } from "./spending.ts";

/** The threshold of the day; an act without a date is judged by the last row that we know. */
function limit(id: Parameters<typeof thresholdAt>[0], { day }: Subject): number | undefined {
  return thresholdAt(id, day ?? "9999-12-31")?.value;
}

const directAwards = {
  "50.1.a": { id: "direct-award-works", variant: "works" },
  "50.1.b": { id: "direct-award-services", variant: undefined },
} as const;

const directAwardWithinLimit: Check = (subject) => {
  const { procedure } = subject.act.contract ?? {};
  if (procedure !== "50.1.a" && procedure !== "50.1.b") return [];
  const net = netValue(subject.act);
  const { id, variant } = directAwards[procedure];
  const ceiling = limit(id, subject);
  if (net === undefined || ceiling === undefined || net < ceiling) return [];
  const values = { net: printAmount(net), limit: printAmount(ceiling) };
  return [{ code: "CON-01", where: places.contract, values, ...(variant === undefined ? {} : { variant }) }];
};

const grounds: Record<"mercato" | "esecuzione" | "qualita", Place> = {
  mercato: {
    it: "la struttura del mercato e l’assenza di alternative",
    en: "the structure of the market and the lack of alternatives",
  },
  esecuzione: {
    it: "l’accurata esecuzione del precedente contratto",
    en: "the careful performance of the previous contract",
  },
  qualita: { it: "la qualità della prestazione resa", en: "the quality of the service given" },
};

/** CON-02, CON-03: rotation (art. 49 D.Lgs. 36/2023) binds from its floor upwards. */
const rotation: Check = (subject) => {
  const { contract } = subject.act;
  const net = netValue(subject.act);
  const floor = limit("rotation-floor", subject);
  if (contract?.outgoingContractor !== true || net === undefined || floor === undefined || net < floor) return [];
  const waiver = contract.rotationWaiver ?? [];
  if (waiver.length === 0) {
    return [{ code: "CON-02", where: places.contract, values: { net: printAmount(net), floor: printAmount(floor) } }];
  }
  const left = (["mercato", "esecuzione", "qualita"] as const).filter((ground) => !waiver.includes(ground));
  if (left.length === 0) return [];
  return [
    { code: "CON-03", where: places.contract, values: { grounds: listed(left.map((ground) => grounds[ground])) } },
  ];
};

const startsAfterAct: Check = ({ act, day }) => {
  const start = act.contract?.start ?? act.duration?.start;
  if (start === undefined || day === undefined || start >= monthOf(day)) return [];
  const [year, month] = start.split("-");
  return [{ code: "CON-04", where: places.contract, values: { start: `${month}/${year}`, date: printDay(day) } }];
};

/** CON: the award, its threshold, rotation and start. */
export const awardChecks: readonly Check[] = [directAwardWithinLimit, rotation, startsAfterAct];
