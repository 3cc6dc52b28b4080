import { EventBus } from "aws-cdk-lib/aws-events";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  type IEmailIdentity,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";

/** The address that mails come from, and the way back for what becomes of them: bounces and complaints, on the bus. */
export class MailSender extends Construct {
  readonly identity: IEmailIdentity;
  readonly events: ConfigurationSet;

  constructor(scope: Construct, id: string, { sender, senderIdentity }: Settings) {
    super(scope, id);
    this.events = new ConfigurationSet(this, "Events", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    this.events.addEventDestination("Bus", {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "DefaultBus", "default")),
      // No opens and no clicks: those would put a spy into a public body's mail.
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY_DELAY,
      ],
    });
    const domain = sender.slice(sender.lastIndexOf("@") + 1);
    this.identity =
      senderIdentity === "create"
        ? new EmailIdentity(this, "Identity", { identity: Identity.domain(domain), configurationSet: this.events })
        : EmailIdentity.fromEmailIdentityName(this, "Identity", domain);
  }
}
