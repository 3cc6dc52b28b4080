import type {
  ActHead,
  ActPart,
  AlboOutage,
  Amendment,
  AmendmentKind,
  Anchor,
  Assignment,
  AttachmentVerdict,
  Copy,
  Deputy,
  OmissisFile,
  ReasonKind,
  Registration,
  RoleId,
  RoutePolicy,
  SignedDocument,
  Slot,
  StepKind,
  StepMode,
  Stored,
  StoredFile,
  Upload,
  Visto,
  VistoOutcome,
} from "./head.ts";

export * from "./events.ts";

/** A sentence for readers of either language. */
type InBoth = { readonly it: string; readonly en: string };

/** What a revision of the act's data says, read from it once by whoever stores it. */
export type DraftFacts = Pick<
  ActHead,
  | "data"
  | "subject"
  | "department"
  | "body"
  | "signatory"
  | "proceedingOfficer"
  | "total"
  | "rendition"
  | "findings"
  | "origin"
  | "parts"
> &
  Partial<Pick<ActHead, "document">> & {
    readonly attachments: readonly Pick<Slot, "label" | "title" | "recorded" | "publication">[];
  };

/** Who is asked, with whoever may stand in for them, as the directory has it on the day. */
export type Assignee = Deputy & Pick<Assignment, "onBehalfOf" | "deputies">;

/** One step of a route as it is compiled for an act. */
export type RouteStep = {
  readonly kind: StepKind;
  readonly role: string;
  readonly roleId?: RoleId | undefined;
  readonly mode?: StepMode | undefined;
  readonly quorum?: number | undefined;
  readonly group?: number | undefined;
  readonly days?: number | undefined;
  readonly remindDays?: number | undefined;
  readonly covers?: readonly ActPart[] | undefined;
  readonly unfavourable?: "RECORD" | "RETURN" | undefined;
  readonly assignees: readonly Assignee[];
};

/**
 * What a person may decide with a link. The three opinions answer a step that asks for one; `ABSTAIN` (L. 241/1990
 * art. 6-bis) and `DELEGATE` pass the task on and never close the act.
 */
export const choices = [
  "APPROVE",
  "FAVOURABLE",
  "WITH_REMARKS",
  "UNFAVOURABLE",
  "RETURN",
  "REJECT",
  "ABSTAIN",
  "DELEGATE",
] as const;
export type Choice = (typeof choices)[number];

/** Who asks for a change of who is asked: the proponent, or an operator of the body in their place. */
type Mender = { readonly by: string; readonly operator?: boolean; readonly reason: string };

/** What people and functions can ask of an act. `by` and `who` are ids of the body's directory. */
export type Command =
  | {
      readonly type: "createDraft";
      readonly actId: string;
      readonly tenant: string;
      readonly by: string;
      readonly facts: DraftFacts;
    }
  | { readonly type: "saveRevision"; readonly by: string; readonly seenVer: number; readonly facts: DraftFacts }
  | { readonly type: "completeDraft"; readonly by: string }
  | {
      readonly type: "acknowledgeFindings";
      readonly by: string;
      readonly codes: readonly string[];
      /** Why, for all of them; of one that has a reason of its own in `reasons` only where that is empty. */
      readonly reason: string;
      /** By the finding's code. */
      readonly reasons?: { readonly [code: string]: string } | undefined;
    }
  | { readonly type: "openUpload"; readonly label: string; readonly upload: Upload; readonly limit: number }
  | {
      readonly type: "recordVerdict";
      readonly label: string;
      readonly slotId: string;
      readonly file: StoredFile;
      readonly verdict: AttachmentVerdict;
    }
  | {
      readonly type: "swapAttachments";
      readonly by: string;
      readonly a: string;
      readonly b: string;
      readonly at: string;
    }
  | {
      readonly type: "submit";
      readonly by: string;
      readonly route: readonly RouteStep[];
      readonly policy?: RoutePolicy;
    }
  | { readonly type: "openApproval"; readonly rev: number; readonly mainDoc: Stored; readonly dueAt: string }
  | {
      readonly type: "decide";
      readonly who: string;
      readonly step: number;
      readonly choice: Choice;
      readonly reason: string;
      readonly seenDigest: string;
      readonly reasonCode?: ReasonKind | undefined;
      readonly anchor?: Anchor | undefined;
      /** Of `DELEGATE`: which of the recorded substitutes. */
      readonly to?: string | undefined;
      /** How the person was known: always a link today. */
      readonly method: "link";
    }
  | { readonly type: "requestLinks"; readonly by: string }
  | { readonly type: "recordOpening"; readonly who: string; readonly step: number; readonly factor: string }
  | (Mender & { readonly type: "reassign"; readonly step: number; readonly from: string; readonly to: Deputy })
  | (Mender & {
      readonly type: "correctAddress";
      readonly step: number;
      readonly who: string;
      readonly email: string;
    })
  | {
      readonly type: "stepExpired";
      readonly step: number;
      /** Substitutes that are recorded now, by the person whose place they may take. */
      readonly deputies: Readonly<Record<string, readonly Deputy[]>>;
    }
  | { readonly type: "remindStep"; readonly step: number }
  | { readonly type: "correct"; readonly by: string; readonly reason: string }
  | { readonly type: "recall"; readonly by: string; readonly reason: string }
  | { readonly type: "openSignedUpload"; readonly who: string; readonly upload: Upload; readonly limit: number }
  | { readonly type: "recordSignature"; readonly slotId: string; readonly outcome: SignatureOutcome }
  | {
      readonly type: "recordTimestampFailure";
      readonly slotId: string;
      readonly code: string;
      readonly message: string;
      readonly retryAt: string;
    }
  | { readonly type: "assignNumber"; readonly registration: Registration }
  | { readonly type: "openVisto"; readonly by: string; readonly step: RouteStep; readonly dueAt: string }
  | {
      readonly type: "prepareVisto";
      readonly who: string;
      readonly outcome: VistoOutcome;
      readonly reason: string;
      readonly commitments: readonly string[];
    }
  | { readonly type: "recordVisto"; readonly slotId: string; readonly outcome: VistoResult }
  | {
      readonly type: "amend";
      readonly how: AmendmentKind;
      readonly amendment: Omit<Amendment, "how" | "at">;
    }
  | {
      readonly type: "declareAmendment";
      readonly how: AmendmentKind;
      readonly amendment: Omit<Amendment, "how" | "at">;
    }
  | { readonly type: "recordCopy"; readonly copy: Copy }
  | { readonly type: "recordSealFailure"; readonly code: string; readonly message: string; readonly why?: InBoth }
  | {
      readonly type: "prepareOmissis";
      readonly by: string;
      /** The directory says that they may publish others' acts. */
      readonly isPublisher: boolean;
      readonly data: Stored;
      readonly subject: string;
      readonly reason: string;
    }
  | { readonly type: "recordOmissis"; readonly of: string; readonly file: OmissisFile }
  | { readonly type: "extendAlbo"; readonly outage: AlboOutage }
  | { readonly type: "forget"; readonly today: string }
  | { readonly type: "publish"; readonly by: string; readonly publication: NonNullable<ActHead["publication"]> }
  | { readonly type: "takeDown"; readonly today: string }
  | { readonly type: "withdraw"; readonly by: string; readonly reason: string };

/** What the verifier and the policy said of an uploaded signed file. */
export type SignatureOutcome =
  | { readonly accepted: true; readonly signed: SignedDocument }
  | {
      readonly accepted: false;
      readonly codes: readonly string[];
      readonly message: string;
      readonly why?: InBoth;
      readonly file: StoredFile;
      readonly report: Stored | null;
    };

export type VistoResult =
  | { readonly accepted: true; readonly visto: Visto }
  | {
      readonly accepted: false;
      readonly codes: readonly string[];
      readonly message: string;
      readonly why?: InBoth;
      readonly file: StoredFile;
      readonly report: Stored | null;
    };
