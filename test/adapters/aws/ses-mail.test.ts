// Mails through SES v2: on aws-ses-v2-local, which takes them as SES does, and on canned refusals, which it does not give.
import type { Server } from "node:http";
import { createRequire } from "node:module";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { describe, expect, it, onTestFinished } from "vitest";
import { sesMail } from "../../../shared/adapters/aws/ses-mail.ts";
import { MailRefused, type Message } from "../../../shared/workflow/index.ts";
import { cannedServer } from "../../support/canned-server.ts";
import { freePort } from "../../support/free-port.ts";

// A CommonJS module whose types say that its default export is the module itself: required, and told what it is.
const { default: startSes }: { default: (config: { host: string; port: number }) => Promise<Server> } = createRequire(
  import.meta.url,
)("aws-ses-v2-local");
const config = { region: "eu-south-1", maxAttempts: 1, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
const message: Message = {
  id: "01KMESSAGGIO",
  to: { name: "Carla Modello", email: "carla.modello@borgosereno.example" },
  subject: "Da approvare: è il Suo turno",
  text: "Apra il collegamento: perché no?",
  html: "<p>Apra il collegamento: perché no?</p>",
  at: "2025-12-24T09:00:00.000Z",
  about: { actId: "01ATTO", kind: "da-approvare" },
};

type Kept = {
  readonly from: string;
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text?: string; readonly html?: string };
};

async function localSes() {
  const port = await freePort();
  const server = await startSes({ host: "127.0.0.1", port });
  const client = new SESv2Client({ ...config, endpoint: `http://127.0.0.1:${port}` });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const kept = async () => {
    const store = (await (await fetch(`http://127.0.0.1:${port}/store`)).json()) as { emails: Kept[] };
    return store.emails;
  };
  return { client, kept, listensOn: server.address() };
}

describe("a mail through SES", () => {
  it("arrives with its words in text and HTML, accents and all, from the body's address", async () => {
    const { client, kept, listensOn } = await localSes();
    expect(listensOn).toMatchObject({ address: "127.0.0.1" });
    await sesMail({ sender: "visto@borgosereno.example", client }).send(message);
    expect(await kept()).toMatchObject([
      {
        from: "visto@borgosereno.example",
        destination: { to: ["carla.modello@borgosereno.example"] },
        subject: message.subject,
        body: { text: message.text, html: message.html },
      },
    ]);
  });

  it("names the message by a tag and the set through which a bounce comes back", async () => {
    const { url, seen } = await cannedServer({ status: 200, body: '{"MessageId":"1"}' });
    const client = new SESv2Client({ ...config, endpoint: url });
    onTestFinished(() => client.destroy());
    await sesMail({ sender: "visto@borgosereno.example", events: "visto-prova", client }).send(message);
    expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({
      ConfigurationSetName: "visto-prova",
      EmailTags: [{ Name: "visto-message", Value: "01KMESSAGGIO" }],
      Destination: { ToAddresses: ["carla.modello@borgosereno.example"] },
    });
  });

  const refusedWith = async (status: number, name: string, words: string) => {
    const headers = { "content-type": "application/json", "x-amzn-errortype": name };
    const { url } = await cannedServer({ status, headers, body: JSON.stringify({ message: words }) });
    const client = new SESv2Client({ ...config, endpoint: url });
    onTestFinished(() => client.destroy());
    const fault: unknown = await sesMail({ sender: "visto@borgosereno.example", client })
      .send(message)
      .catch((thrown: unknown) => thrown);
    return fault;
  };

  it.each([
    [400, "MessageRejected", "Message rejected: virus in carla.modello@borgosereno.example"],
    [400, "BadRequestException", "Illegal address carla.modello@borgosereno.example"],
  ])("is refused for good with %i %s, in words that name nobody", async (status, name, words) => {
    const fault = await refusedWith(status, name, words);
    expect(fault).toBeInstanceOf(MailRefused);
    expect((fault as MailRefused).status).toBe(`SES ${name}`);
  });

  it.each([
    [400, "MessageRejected", "Email address is not verified. The following identities failed the check"],
    [400, "MailFromDomainNotVerifiedException", "not yet"],
    [404, "NotFoundException", "Configuration set <visto> does not exist."],
    [429, "TooManyRequestsException", "Maximum sending rate exceeded."],
    [400, "AccountSuspendedException", "Sending paused"],
    [500, "InternalFailure", "again"],
  ])("is tried again with %i %s: that is our account's matter, not the address's", async (status, name, words) => {
    const fault = await refusedWith(status, name, words);
    expect(fault).toBeInstanceOf(Error);
    expect(fault).not.toBeInstanceOf(MailRefused);
  });
});
