import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import type { Mail } from "../../workflow/ports/world.ts";

const utf8 = (data: string) => ({ Data: data, Charset: "UTF-8" });

/** Mail through SES v2, as plain text. What SES accepted may still bounce. Not yet proved against a server. */
export function sesMail({
  sender,
  client = new SESv2Client({}),
}: {
  readonly sender: string;
  readonly client?: SESv2Client;
}): Mail {
  return {
    async send(message) {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: sender,
          Destination: { ToAddresses: [message.to.email] },
          Content: { Simple: { Subject: utf8(message.subject), Body: { Text: utf8(message.text) } } },
          EmailTags: [{ Name: "visto-message", Value: message.id }],
        }),
      );
    },
  };
}
