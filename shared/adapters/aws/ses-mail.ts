import { MessageRejected, SESv2Client, SESv2ServiceException, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { type Mail, MailRefused, messageTag } from "../../workflow/ports/world.ts";

const utf8 = (data: string) => ({ Data: data, Charset: "UTF-8" });

/** An address that SES cannot read, or a message that it will never take; our own settings are faults, and mended. */
function isForGood(fault: unknown): boolean {
  if (fault instanceof MessageRejected) return !/not verified|sandbox/i.test(fault.message);
  return (
    fault instanceof SESv2ServiceException && fault.name === "BadRequestException" && /address/i.test(fault.message)
  );
}

/**
 * Mail through SES v2, as text and HTML. Resolves when SES has it, which may still bounce: the tag on the message brings
 * that back (`functions/mail-feedback`). `events`: the configuration set through which it comes.
 * Proved on aws-ses-v2-local, and on canned answers for refusals; not on AWS.
 */
export function sesMail({
  sender,
  events,
  client = new SESv2Client({}),
}: {
  readonly sender: string;
  readonly events?: string;
  readonly client?: SESv2Client;
}): Mail {
  return {
    async send({ id, to, subject, text, html }) {
      const Body = { Text: utf8(text), ...(html !== undefined && { Html: utf8(html) }) };
      const command = new SendEmailCommand({
        FromEmailAddress: sender,
        Destination: { ToAddresses: [to.email] },
        Content: { Simple: { Subject: utf8(subject), Body } },
        EmailTags: [{ Name: messageTag, Value: id }],
        ...(events !== undefined && { ConfigurationSetName: events }),
      });
      try {
        await client.send(command);
      } catch (fault) {
        // The words of SES hold the address: its name alone is kept.
        if (isForGood(fault)) throw new MailRefused(`SES ${(fault as Error).name}`);
        throw fault;
      }
    },
  };
}
