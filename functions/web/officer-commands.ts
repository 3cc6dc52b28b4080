import { type ActHead, amendmentKinds } from "../../shared/act/index.ts";
import {
  type Answer,
  acknowledgeFindings,
  amendAct,
  askVisto,
  type ChangeWorld,
  completeDraft,
  correctAct,
  correctAddress,
  no,
  reassign,
  recallAct,
  refuse,
  requestLinks,
  submitAct,
  swapAttachments,
  type World,
  withdrawAct,
} from "../../shared/workflow/index.ts";
import type { Fields } from "./request.ts";

type Asked = {
  readonly actId: string;
  readonly by: string;
  /** An operator of the body asks, in the proponent's place; only the commands of `forOperators` look at it. */
  readonly operator: boolean;
  readonly fields: Fields;
};
export type OfficerCommand = (world: ChangeWorld & Pick<World, "objects">, asked: Asked) => Promise<Answer<ActHead>>;

/** `2#carla.modello`: the step and whose place it is, as the page's list names it. */
function placeOf(fields: Asked["fields"]): { readonly step: number; readonly from: string } {
  const [step = "", from = ""] = fields.get("place").split("#");
  return { step: Number(step), from };
}

/** The form that acknowledges warnings, as it was sent. */
export function acknowledgingIn(fields: Fields) {
  const own = fields.entries().filter(([name]) => name.startsWith("reason."));
  return {
    codes: fields.all("codes"),
    common: fields.all("common"),
    reason: fields.get("reason"),
    reasons: Object.fromEntries(own.map(([name, text]) => [name.slice("reason.".length), text])),
  };
}

/** Each chosen warning with the reason that was written beside it, or the common one where its own box says so. */
function acknowledgedIn(fields: Fields) {
  const { codes, common, reason, reasons } = acknowledgingIn(fields);
  const chosen = codes.map((code) => [code, common.includes(code) ? reason : (reasons[code] ?? "")] as const);
  return { codes, reason: "", reasons: Object.fromEntries(chosen) };
}

const wrongKind = (value: string) => ({
  field: "how",
  value: value.slice(0, 20) || "—",
  expectation: amendmentKinds.join(", "),
});

/** What an operator may do on anybody's act, so that it is never stuck with a proponent who is away. */
export const forOperators: readonly string[] = ["nomina", "indirizzo"];

/** What an officer's buttons do, by the last part of their address: each is one use case. */
export const commands: Readonly<Record<string, OfficerCommand>> = {
  completa: (world, { actId, by }) => completeDraft(world, { actId, by }),
  conferma: (world, { actId, by, fields }) => acknowledgeFindings(world, { actId, by, ...acknowledgedIn(fields) }),
  invia: (world, { actId, by }) => submitAct(world, { actId, by }),
  richiama: (world, { actId, by, fields }) => recallAct(world, { actId, by, reason: fields.get("reason") }),
  ritira: (world, { actId, by, fields }) => withdrawAct(world, { actId, by, reason: fields.get("reason") }),
  scambia: (world, { actId, by, fields }) =>
    swapAttachments(world, { actId, by, a: fields.get("a"), b: fields.get("b") }),
  nomina: (world, { actId, by, operator, fields }) =>
    reassign(world, { actId, by, operator, ...placeOf(fields), to: fields.get("to"), reason: fields.get("reason") }),
  indirizzo: (world, { actId, by, operator, fields }) => {
    const { step, from } = placeOf(fields);
    return correctAddress(world, {
      actId,
      by,
      operator,
      step,
      who: from,
      email: fields.get("email"),
      reason: fields.get("reason"),
    });
  },
  correggi: (world, { actId, by, fields }) => correctAct(world, { actId, by, reason: fields.get("reason") }),
  visto: (world, { actId, by }) => askVisto(world, { actId, by }),
  collega: (world, { actId, by, fields }) => {
    const how = amendmentKinds.find((one) => one === fields.get("how"));
    if (!how) return Promise.resolve(refuse(no("REQUEST_NOT_VALID", wrongKind(fields.get("how")))));
    const [number, year] = [Number(fields.get("number")), Number(fields.get("year"))];
    return amendAct(world, { actId, by, how, number, year, reason: fields.get("reason") });
  },
  reinvia: (world, { actId, by }) => requestLinks(world, { actId, by }),
};
