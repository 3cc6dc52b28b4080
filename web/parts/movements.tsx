import type { ActData } from "../../shared/act/index.ts";
import { amount, fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import type { Lang } from "../views.ts";
import { Facts } from "./facts.tsx";

const joined = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(" ");

/** The accounting rows, one card each: the seed's table has seven columns and five rows a movement, too wide for a phone. */
export function Movements({ data, m, lang }: { data: ActData; m: Messages; lang: Lang }) {
  if (data.movements.length === 0) return <p>{m.act.noMovements}</p>;
  return (
    <>
      {data.movements.map((movement, index) => (
        <section class="panel">
          <div class="panel-head">
            <h3>{fill(m.act.movement, { n: index + 1 })}</h3>
            <p class="money">{amount(movement.amount, lang)}</p>
          </div>
          <Facts
            wide
            facts={[
              [m.act.type, joined(movement.type, movement.source), "it"],
              [m.act.financialYear, String(movement.financialYear)],
              [
                m.act.chapter,
                joined(
                  movement.article ? `${movement.chapter}/${movement.article}` : movement.chapter,
                  movement.chapterDescription,
                ),
                "it",
              ],
              [m.act.financialPlan, movement.financialPlan, "it"],
              [m.act.subjectId, movement.subjectId, "it"],
              [m.act.movementNumber, movement.number ?? m.act.movementNumberPending],
              [m.act.mission, joined(movement.mission, movement.programme), "it"],
              [m.act.cig, movement.cig],
              [m.act.cup, movement.cup],
              [m.act.dueYear, movement.dueYear === undefined ? null : String(movement.dueYear)],
              [
                m.act.costCentre,
                movement.costCentre ? joined(movement.costCentre.code, movement.costCentre.name) : null,
                "it",
              ],
            ]}
          />
        </section>
      ))}
    </>
  );
}
