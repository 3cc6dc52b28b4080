import { type Registration, romeDay } from "../../act/index.ts";
import type { PageSetup } from "../../pdf/index.ts";
import type { BodySettings } from "../world.ts";

const pageOf = ({ test, arms }: BodySettings) => ({
  ...(test ? { marking: "test" as const } : {}),
  ...(arms ? { arms } : {}),
});

/** How the fixed PDF is set: its date is the day of submission, so that preparing it again gives the same bytes. */
export const originalSetup = (settings: BodySettings, submittedAt: string): PageSetup => ({
  documentDate: romeDay(submittedAt),
  ...pageOf(settings),
});

/** How the stamped copy is set: its date is the act's. */
export const copySetup = (settings: BodySettings, registration: Pick<Registration, "date">): PageSetup => ({
  documentDate: registration.date,
  ...pageOf(settings),
});
