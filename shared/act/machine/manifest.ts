import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";
import type { ActHead, Stored } from "./head.ts";

/**
 * What a decision is bound to: the act's fixed PDF, every attachment's impronta, and the route.
 * SHA-256 of the RFC 8785 text, upper-case hex. Whatever byte of these changes, the digest changes and earlier
 * decisions speak of something else.
 */
export function manifestDigest(
  head: Pick<ActHead, "tenant" | "actId" | "rev" | "subject" | "slots" | "route">,
  mainDoc: Stored,
): string {
  const text = canonicalJson({
    tenant: head.tenant,
    actId: head.actId,
    rev: head.rev,
    subject: head.subject,
    mainDoc: { sha256: mainDoc.sha256, size: mainDoc.length },
    attachments: head.slots.map((slot) => ({
      label: slot.label,
      title: slot.title,
      impronta: slot.recorded,
      size: slot.file?.length ?? null,
      mediaType: slot.file?.type ?? null,
    })),
    route: head.route.map((step) => ({
      kind: step.kind,
      role: step.role,
      who: step.assignments.map((assignment) => assignment.who),
    })),
  });
  return createHash("sha256").update(text).digest("hex").toUpperCase();
}
