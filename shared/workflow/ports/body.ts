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
  /** Keys and people are tests: everything that leaves says so. */
  readonly test: boolean;
};
