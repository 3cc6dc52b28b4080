import { openLink, readFactorTask, sendCode } from "../../shared/workflow/index.ts";
import { anAct } from "./acts.ts";
import { must, newestCode, newestToken, rup, submitted } from "./journey.ts";
import { openTestWorld, type TestWorld, type TestWorldOptions } from "./world.ts";

/** Its words must not be seen before somebody is confirmed. */
export const subject = "Affidamento riservato del servizio";

/** An act whose first link was opened, and nobody confirmed yet. */
export async function opened(options: TestWorldOptions = {}) {
  const test = await openTestWorld(options);
  const actId = await submitted(test, anAct({ subject }));
  const token = await newestToken(test, actId, rup.email);
  const { secret } = must(await openLink(test.world, token));
  return { test, actId, token, secret };
}

/** A code was asked for and came: what is posted to confirm with it. */
export async function asked(test: TestWorld, secret: string) {
  const { csrf } = must(await readFactorTask(test.world, secret));
  must(await sendCode(test.world, { secret, csrf }));
  return { secret, csrf, kind: "otp" as const, answer: await newestCode(test) };
}
