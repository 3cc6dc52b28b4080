import type {
  ActData,
  ActHead,
  Assignment,
  Choice,
  PublishedHead,
  Refusal,
  Registration,
  Step,
} from "../shared/act/index.ts";
import type { Report } from "../shared/signature/index.ts";
import type { EvidenceEntry, LateList, LaterVerdict } from "./evidence-views.ts";
import type { SiteLook, SiteSeat } from "./layout/look-views.ts";
import type { UndeliveredProps } from "./link-views.ts";
import type { AcknowledgedFields } from "./officer/acknowledged-fields.ts";

export * from "./list-views.ts";

// What each page shows. Whoever serves the pages gives these values; the pages ask nobody for anything.

export type Lang = "it" | "en";

/** What every page knows about the site it is part of. */
export type Site = {
  readonly lang: Lang;
  /** Ente, e.g. "Comune di Borgo Sereno". */
  readonly bodyName: string;
  /** The line above the name: the region or the union the body is part of. */
  readonly above?: string | undefined;
  /** True while anything here is made with test keys: shows the ribbon on every page. */
  readonly test: boolean;
  /** True when the mailbox and the clock that can be moved are mounted. */
  readonly demo: boolean;
  /** Path and query of this page, without `lang`; the language switch links to it with `lang` added. */
  readonly path: string;
  /** ISO instant of the product's clock. */
  readonly now: string;
  readonly look?: SiteLook;
  readonly seat?: SiteSeat;
  /** Who answers people about acts. Nobody's name while the body is being set up. */
  readonly office: { readonly name: string; readonly email?: string | undefined };
  /** The officer who is logged in, with the tokens of the way out. */
  readonly session?:
    | {
        readonly name: string;
        readonly who: string;
        readonly logout: FormTokens;
        /** Reads the body's settings: an operator or an auditor. */
        readonly manages?: boolean;
        /** What the menu offers depends on them. */
        readonly roles?: readonly string[];
      }
    | undefined;
};

/** Hidden fields of every POST form: `csrf` and the idempotency key `idem`. */
export type FormTokens = { readonly csrf: string; readonly idem: string };

/** A no as pages show it; every refusal of the machine and of the workflow is one. */
export type ShownRefusal = Pick<Refusal, "why" | "whoCanFix"> & { readonly code: string };

type Page = { readonly site: Site };
type WithForms = Page & { readonly forms: FormTokens };

// ---- Public portal ----

/** One line of a list of published acts. */
export type ActSummary = {
  readonly actId: string;
  readonly year: number;
  readonly number: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly subject: string;
  readonly department: string;
  /** Cents; null when the act spends nothing. */
  readonly total: number | null;
  readonly cig: string | null;
  readonly contractor: string | null;
  readonly effect: ActHead["effect"];
  readonly albo: { readonly from: string; readonly to: string };
};

export type PortalHomeProps = Page & { readonly latest: readonly ActSummary[] };
export type PublicActProps = Page & {
  readonly space: "albo" | "trasparenza";
  readonly head: PublishedHead;
  /** The text that may be published: where the rendition is `omissis`, the data must be the redacted ones. */
  readonly data: ActData;
  /** Absolute address of the act in the transparency pages, for the citation. */
  readonly permalink: string;
};
export type VerifyDropProps = Page;
export type VerifyCodeProps = Page & { readonly code: string; readonly head: PublishedHead | undefined };
export type AccessibilityProps = Page;

/** Where a published fingerprint was found; one entry of `/impronte/<prefix>.json`. */
export type FingerprintEntry = {
  /** 64 upper-case hex digits. */
  readonly sha256: string;
  /** `originale`, `copia` or `allegato-X`. */
  readonly name: string;
  /** `content`: the digest is that of the content of a `.p7m` envelope, otherwise `file`. */
  readonly of: string;
  readonly number: number;
  readonly year: number;
};
/** The answer of `/impronte/<5 hex digits>.json`; the same for every file whose digest begins so. */
export type FingerprintBucket = { readonly prefix: string; readonly entries: readonly FingerprintEntry[] };

// ---- Signatory ----

export type LinkPageProps = WithForms;
export type LinkProblemCode = "LINK_UNKNOWN" | "LINK_EXPIRED" | "LINK_SPENT" | "LINK_REVOKED" | "SESSION_OVER";
export type LinkProblemProps = Page & {
  readonly problem: LinkProblemCode;
};
/** Heads whose PDF and manifest digest are fixed and wait for decisions or the signature. */
export type RouteHead = Extract<ActHead, { state: "IN_APPROVAL" | "APPROVED" }>;
/** What a signatory reads before deciding, or before signing when the step is a signature. */
export type SignatoryActProps = WithForms & {
  readonly head: RouteHead;
  readonly data: ActData;
  readonly step: Step;
  readonly assignment: Assignment;
  /** Bytes that a plain form takes, for browsers without script; absent where there is none. */
  readonly plainUploadLimit?: number | undefined;
  /** How many acts wait for this person's signature, where the session may see them together. */
  readonly waiting?: number | undefined;
  /** A refusal of what was just sent (no reason given, say); the form is shown again with what was written. */
  readonly refusal?: ShownRefusal | undefined;
  readonly written?: { readonly choice?: Choice | undefined; readonly reason?: string | undefined } | undefined;
};
export type ReceiptProps = Page & {
  readonly head: ActHead;
  readonly step: Pick<Step, "n" | "kind" | "role">;
  readonly who: { readonly name: string };
  readonly choice: Choice | "SIGN" | "VISTO";
  readonly reason: string;
  readonly at: string;
  /** The manifest digest that the decision names. */
  readonly digest: string;
};

// ---- Officer ----

export type LoginProps = WithForms & {
  /** The body's identity provider, by the name that people know it by. */
  readonly oidc?: string | undefined;
  /** Nobody has a password here: the provider is the only way in. */
  readonly onlyOidc?: boolean;
  readonly done?: "password" | undefined;
  readonly username?: string | undefined;
  readonly refusal?: ShownRefusal | undefined;
  /** Shown in demo mode only: accounts of people who do not exist. */
  readonly accounts?:
    | readonly { readonly username: string; readonly password: string; readonly name: string; readonly role: string }[]
    | undefined;
};
export type WorklistProps = Page & {
  readonly heads: readonly ActHead[];
  /** False for whoever only reads. Absent: true. */
  readonly mayCreate?: boolean | undefined;
  readonly lateLists?: readonly LateList[] | undefined;
};

/** One thing wrong with data that was sent: which field, what was given, what was expected. */
export type FieldIssue = { readonly field: string; readonly message: string };
/** Names and values of the short form of a new act, as they were sent. */
export type NewActValues = Readonly<Partial<Record<NewActField, string>>>;
export type NewActField =
  | "subject"
  | "department"
  | "service"
  | "signatory"
  | "proceedingOfficer"
  | "rup"
  | "net"
  | "vatRate"
  | "technicalRegularity"
  | "noConflict"
  | `attachment${"A" | "B" | "C" | "D"}`
  | "json";
export type NewActProps = WithForms & {
  readonly examples: readonly { readonly id: string; readonly title: string; readonly about: string }[];
  readonly values?: NewActValues | undefined;
  readonly issues?: readonly FieldIssue[] | undefined;
};
export type EditActProps = WithForms & {
  readonly head: ActHead;
  readonly json: string;
  readonly issues?: readonly FieldIssue[] | undefined;
  readonly refusal?: ShownRefusal | undefined;
};

export type HistoryEntry = {
  readonly seq: number;
  readonly at: string;
  /** One of `actEventTypes`; another one is shown as it is. */
  readonly type: string;
  readonly data: Readonly<Record<string, string | number | null>>;
  /** Its notice or its consequence is still to come. */
  readonly undelivered?: boolean;
};
/** A step of the route that the act's own roles give. */
export type ProposedStep = { readonly kind: Step["kind"]; readonly role: string; readonly names: readonly string[] };
export type OfficerActProps = WithForms & {
  readonly acknowledging?: AcknowledgedFields | undefined;
  /** False for whoever reads and would be refused: an auditor, or an officer whose act it is not. Absent: true. */
  readonly mayChange?: boolean | undefined;
  /** May make an act of their own after this one. */
  readonly mayCopy?: boolean | undefined;
  readonly undelivered?: readonly UndeliveredProps[] | undefined;
  readonly head: ActHead;
  readonly data: ActData;
  /** Newest last. */
  readonly history: readonly HistoryEntry[];
  readonly route: readonly ProposedStep[];
  /** Roles of the act that nobody in the directory fills, in words. */
  readonly routeMissing?: readonly string[] | undefined;
  /** The body's directory, for naming somebody else. */
  readonly people?: readonly { readonly who: string; readonly name: string; readonly office: string }[] | undefined;
  /** Largest file that may be uploaded, bytes. */
  readonly uploadLimit: number;
  /** Largest one by the plain form of browsers without script; absent where the store takes uploads itself. */
  readonly plainUploadLimit?: number | undefined;
  readonly evidence?: readonly EvidenceEntry[] | undefined;
  /** Verdicts that followed when addresses that had given nothing were asked again. */
  readonly later?: readonly LaterVerdict[] | undefined;
  /** Signature reports by label of the attachment, and of the signed act under `firma`. */
  readonly reports?: Readonly<Partial<Record<string, Report>>> | undefined;
  readonly refusal?: ShownRefusal | undefined;
  /** Whether whoever looks may take up again what was left lying. */
  readonly mayResume?: boolean | undefined;
  /** How much was taken up just now. */
  readonly resumed?: number | undefined;
};

/** What the upload control polls: `/ufficio/atti/:id/stato.json` and `/f/stato.json`. Made by `officerStatus` and `signatoryStatus`. */
export type ActStatus = {
  readonly ver: number;
  readonly state: ActHead["state"];
  /** By label; `firma` is the signed act. */
  readonly uploads: Readonly<Record<string, UploadStatus>>;
};
export type UploadStatus = {
  /** The file is expected, or is being read. */
  readonly busy: boolean;
  readonly tone: "success" | "danger" | "warning" | "info";
  readonly title: string;
  readonly text: string;
};
/** Body that the upload control posts to ask a permission. `sha256` is absent over 64 MB. */
export type PermissionRequest = FormTokens & {
  readonly fileName: string;
  readonly length: number;
  readonly type: string;
  readonly sha256?: string | undefined;
};
/** Answer to it: the one request to make. A refusal is an RFC 9457 problem with `title` and `detail`. */
export type PermissionAnswer = {
  readonly method: "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
};

// ---- Demo and operator ----

export type MailSummary = {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly at: string;
};
export type MailboxProps = Page & {
  readonly mails: readonly MailSummary[];
  /** Codes on the second channel: another place than the mail, shown on the same page. */
  readonly messages: readonly MailSummary[];
};
export type MailProps = Page & {
  /** Plain text; addresses beginning with http are made into links. */
  readonly mail: MailSummary & { readonly from: string; readonly text: string };
};
export type ClockProps = WithForms & { readonly shiftedBy?: string | undefined };

export type ErrorProps = Page & {
  readonly status: 400 | 403 | 404 | 500 | 503;
  readonly reference?: string | undefined;
};
export type ConflictProps = Page & {
  readonly refusal: ShownRefusal;
  readonly seen?: string | undefined;
  readonly current?: string | undefined;
  /** What changed, one sentence each. */
  readonly changes: readonly string[];
  readonly backHref: string;
};
export type GoneProps = Page & { readonly registration: Pick<Registration, "number" | "year">; readonly to: string };
/** A request that was refused outside of a page that can show it. */
export type RefusedProps = Page & { readonly refusal: ShownRefusal; readonly backHref: string };
