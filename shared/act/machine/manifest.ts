import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../canonical-json.ts";
import type { ActHead, Stored } from "./head.ts";

type ManifestHead = Pick<ActHead, "tenant" | "actId" | "rev" | "subject" | "slots" | "route">;

/**
 * What a decision is bound to: the act's fixed PDF, every attachment's impronta, and the route.
 * SHA-256 of the RFC 8785 text, upper-case hex. Whatever byte of these changes, the digest changes and earlier
 * decisions speak of something else.
 */
export function manifestDigest(head: ManifestHead, mainDoc: Stored): string {
  return createHash("sha256")
    .update(canonicalJson(manifestOf(head, mainDoc)))
    .digest("hex")
    .toUpperCase();
}

/** What the digest is over, for the evidence that travels with the copy. */
export function manifestOf(head: ManifestHead, mainDoc: Stored): Json {
  return {
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
    route: head.route
      .filter((step) => !step.added)
      .map((step) => ({
        kind: step.kind,
        role: step.role,
        // The people whom the route was submitted with: a substitute who comes later is in the audit, not in the digest.
        who: step.assignments.filter((one) => one.replaces === undefined).map((one) => one.who),
        ...(step.mode ? { mode: step.mode } : {}),
        ...(step.quorum ? { quorum: step.quorum } : {}),
        ...(step.group ? { group: step.group } : {}),
      })),
  };
}
