import { spends } from "./compile-route.ts";
import type { ActHead, Assignment, Step } from "./head.ts";
import { isVacant, openSteps, seats } from "./route-steps.ts";

/** Who can move an act now, and by what. `system`: a function does it by itself and tries until it is done. */
export type Mover =
  | {
      readonly by: "person";
      readonly step: Step;
      readonly assignment: Assignment;
      readonly since: string;
      readonly how: "decide" | "sign" | "visto";
    }
  | {
      readonly by: "officer";
      readonly who: string;
      readonly how: "complete" | "mend" | "upload" | "submit" | "name-somebody" | "revise" | "rendition" | "ask-visto";
      readonly since: string;
      /** The step that is vacant. */
      readonly step?: Step;
    }
  | {
      readonly by: "system";
      readonly how: "render" | "number" | "seal" | "publish" | "take-down" | "archive";
      readonly since: string;
    };

/**
 * Everyone who can move the act, people first. Empty only where nothing is left to do: WITHDRAWN, ARCHIVED, and then
 * only when no visto is awaited. An act that is not over and that nobody can move would be stuck; the property tests
 * hold that there is none, and every page shows this answer.
 */
export function whoCanMove(head: ActHead): readonly Mover[] {
  return [...stepMovers(head), ...stateMovers(head)];
}

const hows = { approval: "decide", opinion: "decide", signature: "sign", visto: "visto" } as const;

function stepMovers(head: ActHead): Mover[] {
  return openSteps(head).flatMap((step): Mover[] => {
    const since = step.openedAt ?? head.updatedAt;
    const pending = seats(step).filter((one) => one.state === "PENDING");
    const vacant = seats(step).some(isVacant);
    return [
      ...pending.map((assignment): Mover => ({ by: "person", step, assignment, since, how: hows[step.kind] })),
      ...(vacant ? [{ by: "officer", who: head.proponent, how: "name-somebody", since, step } as const] : []),
    ];
  });
}

function stateMovers(head: ActHead): Mover[] {
  const since = head.updatedAt;
  const officer = (how: Extract<Mover, { by: "officer" }>["how"]): Mover => ({
    by: "officer",
    who: head.proponent,
    how,
    since,
  });
  const system = (how: Extract<Mover, { by: "system" }>["how"]): Mover => ({ by: "system", how, since });
  switch (head.state) {
    case "DRAFT":
      return [officer("complete")];
    case "ATTACHMENTS_PENDING":
      return [officer("upload")];
    case "BLOCKED":
      return [officer("mend")];
    case "READY":
      return head.submission ? [system("render")] : [officer("submit")];
    case "IN_APPROVAL":
    case "APPROVED":
      return [];
    case "RETURNED":
    case "REJECTED":
      return [officer("revise")];
    case "SIGNED":
      return [system("number")];
    case "NUMBERED":
      return [system("seal"), ...visto(head, officer)];
    case "SEALED":
      return [
        head.rendition === "omissis" && !head.omissis ? officer("rendition") : system("publish"),
        ...visto(head, officer),
      ];
    case "PUBLISHED":
      return [system("take-down"), ...visto(head, officer)];
    case "UNPUBLISHED":
      return [system("archive"), ...visto(head, officer)];
    case "ARCHIVED":
      return visto(head, officer);
    case "WITHDRAWN":
      return [];
  }
}

/** An act that spends and whose visto is not under way (none in its route, or refused): the officer asks for one. */
function visto(head: ActHead, officer: (how: "ask-visto") => Mover): Mover[] {
  const underWay = openSteps(head).some((step) => step.kind === "visto");
  return spends(head) && head.effect !== "EXECUTIVE" && !underWay ? [officer("ask-visto")] : [];
}
