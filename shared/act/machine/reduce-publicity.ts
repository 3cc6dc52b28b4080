import { addDays } from "../dates.ts";
import type { Command } from "./command.ts";
import type { ActHead } from "./head.ts";
import { actLimits, overLimit, reasonOf } from "./limits.ts";
import type { Outcome } from "./reduce.ts";
import { copyRevision } from "./reduce-effect.ts";
import { refusal } from "./refusal.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function publish(head: ActHead, command: Of<"publish">): Outcome {
  if (head.rendition === null) return refusal("RENDITION_NOT_DECIDED");
  const { publication } = command;
  // What is published is what was decided, and never the whole text in the place of the other.
  if (publication.rendition !== head.rendition || (head.rendition === "omissis" && !head.omissis?.file))
    return refusal("OMISSIS_NOT_READY");
  return {
    next: { ...head, state: "PUBLISHED", publication },
    events: [
      {
        type: "act.published.v1",
        data: {
          rendition: publication.rendition,
          alboFrom: publication.albo.from,
          alboTo: publication.albo.to,
          transparencyTo: publication.transparency.to,
        },
      },
    ],
  };
}

/**
 * Takes the text with omissis. From then on the whole one is not what is published, also where it had been: a text that
 * should not have been out is withdrawn first and replaced as soon as the new PDF is there.
 */
export function prepareOmissis(head: ActHead, command: Of<"prepareOmissis">, now: string): Outcome {
  if (head.proponent !== command.by && !command.isPublisher)
    return refusal("NOT_THE_PROPONENT", { proponent: head.proponent });
  const told = reasonOf(command.reason);
  if ("refusal" in told) return told.refusal;
  if (command.data.sha256 === head.omissis?.data.sha256) return refusal("OMISSIS_UNCHANGED");
  const { sealError: _, ...rest } = head;
  const { data, subject, by } = command;
  const omissis = { data, subject, reason: told.reason, by, at: now };
  const publication = head.publication && { ...head.publication, rendition: "omissis" as const };
  return {
    next: { ...rest, rendition: "omissis", omissis, ...(publication ? { publication } : {}) },
    events: [{ type: "act.omissis-prepared.v1", data: { data: data.sha256, was: head.rendition } }],
  };
}

/** The PDF of those words, for this revision. One that was overtaken by other words is not taken. */
export function recordOmissis(head: ActHead, { of, file }: Of<"recordOmissis">): Outcome {
  if (head.omissis?.data.sha256 !== of || file.revision !== copyRevision(head)) return refusal("OMISSIS_NOT_READY");
  const { sealError: _, ...rest } = head;
  return {
    next: { ...rest, omissis: { ...head.omissis, file } },
    items: [{ item: "fingerprint", sha256: file.sha256, label: "", rev: head.rev }],
    events: [
      {
        type: "act.omissis-ready.v1",
        data: { omissis: file.sha256, original: head.signed?.sha256 ?? null, revision: file.revision },
      },
    ],
  };
}

/** AgID's rule for notice boards: a day that could not be read for twelve hours is made up for at the end. */
export function extendAlbo(head: ActHead, { outage }: Of<"extendAlbo">): Outcome {
  if (!head.publication) throw new Error("the table lists published acts only");
  const { albo } = head.publication;
  const outages = albo.outages ?? [];
  const isOutside = outage.day < albo.from || outage.day > albo.to;
  if (isOutside || outages.some((one) => one.day === outage.day))
    return refusal("OUTAGE_DOES_NOT_COUNT", { day: outage.day, from: albo.from, to: albo.to });
  if (outages.length >= actLimits.outages) return overLimit("outages", outages.length + 1, actLimits.outages);
  const to = addDays(albo.to, 1);
  return {
    next: { ...head, publication: { ...head.publication, albo: { ...albo, to, outages: [...outages, outage] } } },
    events: [{ type: "act.albo-extended.v1", data: { day: outage.day, to } }],
  };
}

/**
 * Ends the albo publication on its day and certifies it; the entry of Amministrazione trasparente goes on with its own
 * clock.
 */
export function takeDown(head: ActHead, command: Of<"takeDown">, now: string): Outcome {
  if (!head.publication) throw new Error("the table lists published acts only");
  const { albo } = head.publication;
  if (command.today <= albo.to) return refusal("TERM_NOT_OVER", { to: albo.to });
  return {
    next: {
      ...head,
      state: "UNPUBLISHED",
      publication: { ...head.publication, albo: { ...albo, certifiedAt: now } },
    },
    events: [
      {
        type: "act.taken-down.v1",
        data: { on: command.today, from: albo.from, to: albo.to, outages: albo.outages?.length ?? 0 },
      },
    ],
  };
}

/** Oblio: after its years nothing of the act is shown to the public. The act itself is kept (D.Lgs. 33/2013 art. 8). */
export function forget(head: ActHead, command: Of<"forget">, now: string): Outcome {
  if (!head.publication) throw new Error("the table lists published acts only");
  const { transparency } = head.publication;
  if (command.today <= transparency.to || transparency.forgottenAt)
    return refusal("TERM_NOT_OVER", { to: transparency.to });
  return {
    next: {
      ...head,
      publication: { ...head.publication, transparency: { ...transparency, forgottenAt: now } },
    },
    events: [{ type: "act.forgotten.v1", data: { on: command.today, to: transparency.to } }],
  };
}
