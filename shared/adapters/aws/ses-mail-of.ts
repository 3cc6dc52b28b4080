import type { Mail, Message } from "../../workflow/ports/world.ts";
import { madeOnce } from "./made-once.ts";

/** Mail through SES as a function is told of it; SES's client is read with the first message, which most processes never send. */
export function sesMailOf(env: { readonly VISTO_SENDER: string; readonly VISTO_MAIL_EVENTS: string }): Mail {
  const mail = madeOnce(async () => {
    const { sesMail } = await import("./ses-mail.ts");
    return sesMail({ sender: env.VISTO_SENDER, events: env.VISTO_MAIL_EVENTS });
  });
  return { send: async (message: Message) => (await mail()).send(message) };
}
