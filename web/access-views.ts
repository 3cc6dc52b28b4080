import type { FormTokens, ShownRefusal, Site } from "./views.ts";

// What the pages of signing in, of one's own access and of accounts show.

type Shown = { readonly site: Site; readonly forms: FormTokens; readonly refusal?: ShownRefusal | undefined };

/** A QR code as runs of dark modules, quiet zone counted. */
export type QrView = {
  readonly modules: number;
  readonly runs: readonly (readonly [column: number, row: number, wide: number])[];
};
export type EnrolmentView = {
  readonly state: "NONE" | "PENDING" | "ACTIVE";
  readonly pending?: { readonly secret: string; readonly address: string; readonly qr: QrView } | undefined;
};

export type LoginCodeProps = Shown;
export type LoginEnrolProps = Shown & { readonly enrolment: EnrolmentView };
export type RecoveryCodesProps = {
  readonly site: Site;
  readonly codes: readonly string[];
  readonly goHref: string;
  readonly renewed?: boolean;
};
export type ForgottenProps = Shown & { readonly done?: boolean };
export type AccessLinkProps = Shown;
export type SetPasswordProps = Shown & {
  readonly token: string;
  readonly who: string;
  readonly name: string;
  readonly kind: "invite" | "reset";
  readonly least: number;
};
/** A page that leads to an address of somebody else's, because no form may be answered by another site. */
export type PassOnProps = { readonly site: Site; readonly kind: "leave" | "logout"; readonly href: string };
/** What came back from the identity provider, to be posted from our own page. */
export type OidcReturnProps = { readonly site: Site; readonly query: string };
export type OidcRefusedProps = { readonly site: Site; readonly refusal: ShownRefusal };

export type WayIn = "password" | "password+totp" | "password+recovery" | "oidc";
export type OwnAccessProps = Shown & {
  readonly name: string;
  readonly who: string;
  readonly hasPassword: boolean;
  readonly least: number;
  readonly enrolment: EnrolmentView;
  readonly recovery: number;
  readonly current: string;
  readonly sessions: readonly {
    readonly id: string;
    readonly via: WayIn;
    readonly agent: string;
    readonly createdAt: string;
    readonly expiresAt: string;
  }[];
  readonly done?: "password" | "others" | "session" | "app" | undefined;
};

export type RoleName = "officer" | "publisher" | "accountant" | "operator" | "auditor";
export type AccountView = {
  readonly who: string;
  readonly name: string;
  readonly email: string;
  readonly office: string;
  readonly roles: readonly RoleName[];
  readonly state: "none" | "invited" | "open" | "suspended";
  readonly channel: string | undefined;
  readonly totp: boolean;
  readonly recovery: number;
  readonly passkeys: number;
  readonly lacksTotp: boolean;
  readonly isShut: boolean;
};
export type AccountEntryView = {
  readonly what: string;
  readonly who: string;
  readonly by: string;
  readonly at: string;
  readonly detail?: string | undefined;
};
export type AccountDone = "added" | "roles" | "suspended" | "resumed" | "invited" | "factors" | "contact";
type Accounts = Shown & { readonly mayChange: boolean; readonly done?: AccountDone | undefined };
export type PeopleProps = Accounts & {
  readonly accounts: readonly AccountView[];
  readonly log: readonly AccountEntryView[];
  /** What was typed, when it was refused. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
  readonly typedRoles?: readonly string[] | undefined;
};
export type PersonProps = Accounts & {
  readonly account: AccountView;
  readonly log: readonly AccountEntryView[];
  readonly isOwn: boolean;
  readonly names: Readonly<Record<string, string>>;
};
export type KeysProps = Shown & {
  readonly keys: readonly {
    readonly id: string;
    readonly who: string;
    readonly ownerName: string;
    readonly name: string;
    readonly roles: readonly RoleName[];
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly lastUsed?: string | undefined;
  }[];
  readonly mayChange: boolean;
  /** Roles of whoever makes a key: it has some of them. */
  readonly ownRoles: readonly RoleName[];
  /** In the one answer that has it. */
  readonly secret?: string | undefined;
  readonly revoked?: boolean | undefined;
  readonly typed?: { readonly name: string; readonly days: string } | undefined;
};
