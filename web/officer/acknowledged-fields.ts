/** What was written in the form that acknowledges warnings, when it is shown again. */
export type AcknowledgedFields = {
  readonly codes: readonly string[];
  readonly common: readonly string[];
  readonly reason: string;
  /** By the warning's code. */
  readonly reasons: Readonly<Partial<Record<string, string>>>;
};
