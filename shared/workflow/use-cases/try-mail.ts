import { expectations } from "../model/body-expectations.ts";
import type { MailServer } from "../model/body-sections.ts";
import { countTry, type Limit } from "../model/limiter.ts";
import { isMailAddress } from "../model/mail-address.ts";
import { no } from "../model/refusals.ts";
import type { Message } from "../ports/world.ts";
import type { World } from "../world.ts";

type TrialWorld = Pick<World, "items" | "clock" | "newId"> & {
  /** Sends by a server. @throws what the server or the network says, without secrets and addresses */
  readonly tryMail: (
    server: MailServer,
    password: string | undefined,
    fromName: string,
    message: Message,
  ) => Promise<void>;
};

/** What became of a test message, in words for whoever sent it. */
export type TriedMail = {
  readonly to: string;
  readonly sent: boolean;
  readonly said?: { readonly it: string; readonly en: string };
};

/** A form that sends mail to any address is a way to bother strangers: few in an hour. */
const ofTrials: Limit = { scope: "MAILTRY", most: 10, minutes: 60 };

/** Sends one test message by the server that is recorded. What the server said is a value: nothing else failed. */
export async function tryMailServer(
  world: TrialWorld,
  request: {
    readonly server: MailServer | undefined;
    readonly password: string | undefined;
    readonly fromName: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  },
): Promise<TriedMail> {
  const { server, password, fromName, subject, text } = request;
  const to = request.to.trim();
  const refused = (said: { it: string; en: string }) => ({ to: to.slice(0, 254).toWellFormed(), sent: false, said });
  if (server?.use !== "smtp") return refused({ it: "Nessun server registrato.", en: "No server is recorded." });
  if (!isMailAddress(to)) return refused(expectations.mail);
  const at = world.clock();
  const full = await countTry(world.items, ofTrials, "ALL", at);
  if (full) return refused(no("TOO_MANY_ATTEMPTS", { until: full }).why);
  const message = { id: world.newId(), to: { name: "", email: to }, subject, text, at };
  try {
    await world.tryMail(server, password, fromName, { ...message, about: { actId: "", kind: "test" } });
    return { to, sent: true };
  } catch (fault) {
    const said = (fault instanceof Error ? fault.message : String(fault)).slice(0, 200);
    return refused({ it: said, en: said });
  }
}
