import type { Arms } from "../../pdf/index.ts";
import type { FactorKind } from "./second-factor.ts";

/** What a body decides about itself. Legal terms are not here: they are dated data in `act`. */
export type BodySettings = {
  /** Short code of the body; it begins every key. */
  readonly tenant: string;
  readonly name: string;
  readonly place: string;
  /** Office that people can write to, as the mails name it. */
  readonly office: string;
  /** Register of the determinazioni. */
  readonly register: string;
  /** Origin of the pages, without a trailing slash. */
  readonly baseUrl: string;
  readonly linkDays: number;
  readonly uploadMinutes: number;
  /** Largest upload, bytes. One upload is one PUT, never over 5 GB. */
  readonly uploadLimit: number;
  /**
   * What must confirm a person besides the link, by kind of step; any one of the list does. Absent: every kind that
   * there is. An empty list: the link alone opens, which is for the body to answer for (a mail scanner could decide).
   */
  readonly secondFactor?: Readonly<Partial<Record<string, readonly FactorKind[]>>>;
  /** Roles whose accounts are entered with an app's code besides the password. Absent: none; whoever has an app is asked. */
  readonly totpFor?: readonly string[];
  /** Name of the identity provider where it is the only way in: nobody has a password here, and nobody is sent a link for one. */
  readonly onlyProvider?: string;
  /** Route templates by kind of act, as data (`routeTemplateSchema`). Absent: the usual route of a determina. */
  readonly routes?: readonly unknown[];
  /** What a signed file must show besides holding; absent: what nobody could check may stay open and is said. */
  readonly signatures?: {
    /** The certificate is a qualified one, by a trusted list. */
    readonly qualified?: boolean;
    /** The verdict is `TOTAL_PASSED`: the chain leads to an anchor and the revocation was checked. */
    readonly passed?: boolean;
    /** Levels that are taken, e.g. only `T` and above. */
    readonly levels?: readonly ("B" | "T" | "LT" | "LTA")[];
  };
  /**
   * The copy is the signed PDF itself with the stamps added behind it, so that its signature can be checked in the copy
   * too; viewers then say that the file was changed after it was signed. Absent: the copy is a document of its own.
   */
  readonly stampSignedFile?: boolean;
  /** Coat of arms for the heading of acts, copies and pages: SVG, PNG or JPEG bytes, with what a screen reader says of it. */
  readonly arms?: Arms;
  /** Colour of pages and mails, `#rrggbb`, with at least 4.5:1 against white. Absent: the blue of the framework. */
  readonly colour?: string;
  /** Code of the body in the index of public administrations (IPA). */
  readonly code?: string;
  /** Where the body is, in one line, and its certified mailbox: the foot of every page. */
  readonly address?: string;
  readonly pec?: string;
  /** Where the data protection officer is reached, in one line. Absent: at the office. */
  readonly dpo?: string;
  /** Address of the body's own privacy notice. */
  readonly privacyPolicy?: string;
  /** Keys and people are tests: everything that leaves says so. */
  readonly test: boolean;
};
