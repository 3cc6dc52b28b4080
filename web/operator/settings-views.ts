import type { FormTokens, ShownRefusal, Site } from "../views.ts";

/** What is wrong with one field, in the words of both languages. */
export type ShownProblem = {
  readonly field: string;
  readonly value: string;
  readonly expectation: { readonly it: string; readonly en: string };
};

export type SettingsSection = "identity" | "look" | "signing" | "mail" | "address" | "seal";

/** A form's values as text, by the names of its fields; a checkbox is `on`. Secrets are never among them. */
export type Values = Readonly<Record<string, string>>;

export type SectionFormProps = {
  readonly values: Values;
  readonly problems: readonly ShownProblem[];
  /** Fields that a file gives: shown as text. */
  readonly fixed: readonly string[];
  readonly hasPicture: boolean;
  readonly hasPassword: boolean;
  readonly seal: { readonly kind: "test" } | { readonly kind: "p12"; readonly subject: string; readonly until: string };
  readonly setUp: boolean;
};

export type BodySettingsProps = {
  readonly site: Site;
  readonly mayChange: boolean;
  /** Nobody changes them here: they are the installation's. */
  readonly elsewhere: boolean;
  readonly sections: readonly {
    readonly section: SettingsSection;
    readonly facts: readonly (readonly [name: string, value: string])[];
    readonly fixed: boolean;
  }[];
  readonly changes: readonly {
    readonly section: string;
    readonly fields: readonly string[];
    readonly by: string;
    readonly at: string;
  }[];
  readonly done?: "now" | "later" | undefined;
};

export type SettingsSectionProps = SectionFormProps & {
  readonly site: Site;
  readonly forms: FormTokens;
  readonly section: SettingsSection;
  readonly version: number;
  readonly mayChange: boolean;
  readonly allFixed: boolean;
  readonly refusal?: ShownRefusal | undefined;
  readonly trial?: MailTrial | undefined;
};

/** What became of a test message. */
export type MailTrial = { readonly to: string; readonly sent: boolean; readonly said?: string | undefined };

export const setUpPages = ["identity", "look", "operator", "people", "signing", "mail", "address", "register"] as const;
export type SetUpPage = (typeof setUpPages)[number];

type ShownPerson = {
  readonly name: string;
  readonly who: string;
  readonly office: string;
  readonly roles: readonly string[];
};
type Entry = {
  readonly office: string;
  readonly who: string;
  readonly from: string;
  readonly to: string;
  readonly decree: string;
};

export type SetUpStepProps = SectionFormProps & {
  readonly site: Site;
  readonly forms: FormTokens;
  readonly step: SetUpPage;
  readonly missing: readonly SetUpPage[];
  readonly roles: readonly string[];
  readonly operator: ShownPerson | undefined;
  readonly people: readonly ShownPerson[];
  readonly offices: readonly string[];
  readonly holders: readonly Entry[];
  readonly substitutes: readonly Entry[];
  /** Which of a page's forms was refused; its values stand in it again. */
  readonly form?: string | undefined;
  readonly refusal?: ShownRefusal | undefined;
  readonly trial?: MailTrial | undefined;
};

export type SetUpCodeProps = {
  readonly site: Site;
  readonly forms: FormTokens;
  readonly refusal?: ShownRefusal | undefined;
};
export type SetUpOverProps = {
  readonly site: Site;
  readonly who: string;
  /** Where the pages are from now on; empty: where they were. */
  readonly origin: string;
};
