import { type Registration, romeDay } from "../../act/index.ts";
import type { PageSetup } from "../../pdf/index.ts";
import type { BodySettings } from "../world.ts";

const marking = (settings: BodySettings) => (settings.test ? { marking: "test" as const } : {});

/** How the fixed PDF is set: its date is the day of submission, so that preparing it again gives the same bytes. */
export const originalSetup = (settings: BodySettings, submittedAt: string): PageSetup => ({
  documentDate: romeDay(submittedAt),
  ...marking(settings),
});

/** How the stamped copy is set: its date is the act's. */
export const copySetup = (settings: BodySettings, registration: Pick<Registration, "date">): PageSetup => ({
  documentDate: registration.date,
  ...marking(settings),
});
