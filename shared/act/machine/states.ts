/** Adoption states of an act, in the order of its life (design: three axes that never mix: adoption, effect, publicity). */
export const actStates = [
  "DRAFT",
  "ATTACHMENTS_PENDING",
  "READY",
  "BLOCKED",
  "IN_APPROVAL",
  "APPROVED",
  "SIGNED",
  "NUMBERED",
  "SEALED",
  "PUBLISHED",
  "UNPUBLISHED",
  "ARCHIVED",
  "RETURNED",
  "REJECTED",
  "WITHDRAWN",
] as const;
export type ActState = (typeof actStates)[number];

export const stateLabels: Readonly<Record<ActState, { readonly it: string; readonly en: string }>> = {
  DRAFT: { it: "Bozza", en: "Draft" },
  ATTACHMENTS_PENDING: { it: "Allegati in attesa", en: "Waiting for attachments" },
  READY: { it: "Allegati verificati", en: "Attachments verified" },
  BLOCKED: { it: "Bloccato", en: "Blocked" },
  IN_APPROVAL: { it: "In approvazione", en: "In approval" },
  APPROVED: { it: "Approvato, da firmare", en: "Approved, to be signed" },
  SIGNED: { it: "Firmato", en: "Signed" },
  NUMBERED: { it: "Numerato", en: "Numbered" },
  SEALED: { it: "Sigillato", en: "Sealed" },
  PUBLISHED: { it: "Pubblicato", en: "Published" },
  UNPUBLISHED: { it: "Defisso", en: "No longer on the notice board" },
  ARCHIVED: { it: "In conservazione", en: "Archived" },
  RETURNED: { it: "Restituito", en: "Returned" },
  REJECTED: { it: "Respinto", en: "Rejected" },
  WITHDRAWN: { it: "Ritirato", en: "Withdrawn" },
};

/** Commands that the machine understands. */
export const commandTypes = [
  "createDraft",
  "saveRevision",
  "completeDraft",
  "acknowledgeFindings",
  "openUpload",
  "recordVerdict",
  "swapAttachments",
  "submit",
  "openApproval",
  "decide",
  "requestLinks",
  "recordOpening",
  "reassign",
  "correctAddress",
  "stepExpired",
  "remindStep",
  "recall",
  "correct",
  "openSignedUpload",
  "recordSignature",
  "recordTimestampFailure",
  "assignNumber",
  "openVisto",
  "prepareVisto",
  "recordVisto",
  "recordCopy",
  "recordSealFailure",
  "prepareOmissis",
  "recordOmissis",
  "publish",
  "extendAlbo",
  "takeDown",
  "forget",
  "amend",
  "declareAmendment",
  "withdraw",
] as const;
export type CommandType = (typeof commandTypes)[number];

export type Transition = {
  readonly command: CommandType;
  readonly from: readonly (ActState | "—")[];
  readonly to: readonly ActState[];
  /** What must hold, for the reader of docs/states.md; the reducer is what enforces it. */
  readonly guard: string;
};

/** Where the visto may be asked and given: apart from publicity, and from whether the copy is there. */
const numbered = ["NUMBERED", "SEALED", "PUBLISHED", "UNPUBLISHED", "ARCHIVED"] as const;
/** Where there is a copy: what is shown to the public can be made and remade. */
const sealed = ["SEALED", "PUBLISHED", "UNPUBLISHED", "ARCHIVED"] as const;
const inRoute = ["IN_APPROVAL", "APPROVED"] as const;
const beforeRoute = ["DRAFT", "ATTACHMENTS_PENDING", "READY", "BLOCKED"] as const;

const same = (
  command: CommandType,
  from: readonly ActState[],
  guard: string,
  to: readonly ActState[] = from,
): readonly Transition[] => [{ command, from, to, guard }];
/** The command leaves each of the states as it is. */
const eachTo = (command: CommandType, states: readonly ActState[], guard: string): readonly Transition[] =>
  states.map((state) => ({ command, from: [state], to: [state], guard }));

/**
 * Every transition that exists. The reducer refuses a command in a state that is not listed here, and
 * `docs/states.md` is tested against this table. RETURNED and REJECTED open again by a new revision of the same act.
 */
export const transitions: readonly Transition[] = [
  { command: "createDraft", from: ["—"], to: ["DRAFT"], guard: "officer of the body" },
  {
    command: "saveRevision",
    from: [...beforeRoute, "RETURNED", "REJECTED"],
    to: ["DRAFT"],
    guard: "the version that was edited is the current one; a recorded impronta never changes; rev + 1",
  },
  {
    command: "completeDraft",
    from: ["DRAFT"],
    to: ["ATTACHMENTS_PENDING", "READY", "BLOCKED"],
    guard: "blocking findings lead to BLOCKED, files still to come to ATTACHMENTS_PENDING",
  },
  {
    command: "acknowledgeFindings",
    from: beforeRoute,
    to: beforeRoute,
    guard: "warnings only, with a reason; an error cannot be acknowledged",
  },
  {
    command: "openUpload",
    from: ["ATTACHMENTS_PENDING", "READY", "BLOCKED"],
    to: ["ATTACHMENTS_PENDING", "READY", "BLOCKED"],
    guard: "declared label; not empty, under the cap",
  },
  {
    command: "recordVerdict",
    from: ["ATTACHMENTS_PENDING", "READY", "BLOCKED"],
    to: ["ATTACHMENTS_PENDING", "READY", "BLOCKED"],
    guard:
      "verdict about the bytes of the slot that is open; recomputed: quarantined > 0 → BLOCKED, pending > 0 → ATTACHMENTS_PENDING, else READY",
  },
  {
    command: "swapAttachments",
    from: ["ATTACHMENTS_PENDING", "BLOCKED"],
    to: ["ATTACHMENTS_PENDING", "READY", "BLOCKED"],
    guard: "the file of one label has the recorded impronta of the other; the impronte stay, the files move",
  },
  {
    command: "submit",
    from: ["READY"],
    to: ["READY"],
    guard:
      "no blocking finding, warnings acknowledged, route compiled, signatory is not the istruttore (M14); the PDF is then prepared",
  },
  {
    command: "openApproval",
    from: ["READY"],
    to: ["IN_APPROVAL", "APPROVED"],
    guard: "submitted, PDF of this very revision stored; manifestDigest frozen",
  },
  ...same(
    "decide",
    inRoute,
    "step open, assignment pending, manifestDigest equal; return and reject carry a reason; an approval is not a signature",
    ["IN_APPROVAL", "APPROVED", "RETURNED", "REJECTED"],
  ),
  ...eachTo(
    "decide",
    numbered,
    "the visto only: abstain or delegate, which pass it on; the visto itself is a signed statement",
  ),
  ...same(
    "requestLinks",
    inRoute,
    "proponent; the open steps' pending people get a fresh link, earlier ones stop working",
  ),
  ...eachTo("requestLinks", numbered, "proponent; the same for the visto"),
  ...same(
    "reassign",
    inRoute,
    "proponent or operator, with a reason; whoever takes the place is eligible; decisions of others stand",
  ),
  ...eachTo("reassign", numbered, "the same for the visto"),
  ...same("correctAddress", inRoute, "proponent or operator, with a reason; the person stays, the step is not voided"),
  ...eachTo("correctAddress", numbered, "the same for the visto"),
  ...same(
    "stepExpired",
    inRoute,
    "dueAt passed; substitutes take the places, else the same people are asked again and the proponent is told; never an end",
  ),
  ...eachTo("stepExpired", numbered, "the same for the visto"),
  ...same("remindStep", inRoute, "reminder due, once a day"),
  ...eachTo("remindStep", numbered, "the same for the visto"),
  ...(["IN_APPROVAL", "APPROVED", "NUMBERED", "SEALED", "PUBLISHED", "UNPUBLISHED"] as const).map((state) => ({
    command: "recordOpening" as const,
    from: [state],
    to: [state],
    guard: "someone of the step, confirmed by a second factor; once for each assignment and revision",
  })),
  {
    command: "recall",
    from: ["READY", "IN_APPROVAL", "APPROVED"],
    to: ["RETURNED"],
    guard: "proponent; submitted; nobody has decided yet",
  },
  {
    command: "correct",
    from: ["IN_APPROVAL", "APPROVED", "SIGNED"],
    to: ["RETURNED"],
    guard: "proponent, with a reason; decisions and signature are voided visibly; never after the number",
  },
  { command: "openSignedUpload", from: ["APPROVED"], to: ["APPROVED"], guard: "the signature step is theirs" },
  ...eachTo("openSignedUpload", numbered, "the visto is theirs, and what it states is prepared"),
  {
    command: "recordSignature",
    from: ["APPROVED"],
    to: ["APPROVED", "SIGNED"],
    guard:
      "same content, right person, signature accepted by the policy; otherwise the refusal is recorded and the step stays open",
  },
  {
    command: "recordTimestampFailure",
    from: ["APPROVED"],
    to: ["APPROVED"],
    guard: "the signed file waits for its timestamp; visible on the act, asked again, never replaced by local time",
  },
  {
    command: "assignNumber",
    from: ["SIGNED"],
    to: ["NUMBERED"],
    guard: "register open, date not before the last; one transaction with counter, slot and audit",
  },
  ...eachTo("openVisto", numbered, "proponent; awaiting a visto and none under way, or the last one refused"),
  ...eachTo(
    "prepareVisto",
    numbered,
    "the visto is theirs; refusal and remarks carry a reason, the others the impegni",
  ),
  ...eachTo(
    "recordVisto",
    numbered,
    "signed statement that names number and original, by the right person: favourable → EXECUTIVE, refused → VISTO_REFUSED",
  ),
  {
    command: "recordCopy",
    from: ["NUMBERED"],
    to: ["SEALED"],
    guard: "text of the copy equals the original's, sealed by the body's key",
  },
  ...eachTo(
    "recordCopy",
    ["SEALED", "PUBLISHED", "UNPUBLISHED", "ARCHIVED"],
    "a higher revision, after a visto or an amendment; the earlier copy stays",
  ),
  ...eachTo("recordSealFailure", numbered, "visible on the act, retried"),
  ...eachTo(
    "prepareOmissis",
    sealed,
    "proponent or publisher, with a reason: the text with omissis, which becomes what is published",
  ),
  ...eachTo("recordOmissis", sealed, "the text with omissis as a PDF of its own, of the same words and revision"),
  {
    command: "publish",
    from: ["SEALED"],
    to: ["PUBLISHED"],
    guard: "rendition decided; with omissis: its own PDF is there",
  },
  {
    command: "extendAlbo",
    from: ["PUBLISHED"],
    to: ["PUBLISHED"],
    guard: "a day on which the albo could not be read, each counted once, adds a day",
  },
  { command: "takeDown", from: ["PUBLISHED"], to: ["UNPUBLISHED"], guard: "the albo term is over" },
  ...eachTo(
    "forget",
    ["UNPUBLISHED", "ARCHIVED"],
    "the term of Amministrazione trasparente is over: nothing of it is shown to the public any more",
  ),
  ...eachTo(
    "amend",
    numbered,
    "by a later numbered act, with a reason; both heads in one transaction; nothing deleted",
  ),
  ...eachTo("declareAmendment", numbered, "proponent of the act that amends; itself still in force"),
  {
    command: "withdraw",
    from: [...beforeRoute, "RETURNED", "REJECTED"],
    to: ["WITHDRAWN"],
    guard: "proponent, with a reason; never after the number",
  },
];

/** Whether the table allows the command in that state (`"—"`: there is no act yet). */
export function isAllowed(command: CommandType, from: ActState | "—"): boolean {
  return transitions.some((transition) => transition.command === command && transition.from.includes(from));
}
