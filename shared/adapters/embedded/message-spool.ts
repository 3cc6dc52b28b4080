import type { Messenger } from "../../workflow/ports/second-factor.ts";
import type { MailSpool } from "./mail-spool.ts";

/** The second channel of a body that has no provider yet: a spool of its own, shown apart from the mails. */
export const messengerTo = (spool: MailSpool): Messenger => ({
  send: ({ id, to, subject, text, at }) =>
    spool.send({
      id,
      to: { name: to.kind, email: to.address },
      subject,
      text,
      at,
      about: { actId: "-", kind: "codice" },
    }),
});
