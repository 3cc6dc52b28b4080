import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What SES was asked to send. */
export type SentMail = { readonly to: string; readonly subject: string; readonly text: string };

/** The two services that functions ask besides the stores, as far as they ask: Secrets Manager and SES, by their protocols. */
export async function openServices(secrets: Readonly<Record<string, string | undefined>>) {
  const sent: SentMail[] = [];
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Uint8Array[] = [];
    for await (const part of request) parts.push(part as Uint8Array);
    const body = JSON.parse(Buffer.concat(parts).toString("utf8") || "{}");
    response.setHeader("content-type", "application/x-amz-json-1.1");
    if (request.url === "/v2/email/outbound-emails") {
      const { Subject, Body } = body.Content.Simple;
      sent.push({ to: body.Destination.ToAddresses[0], subject: Subject.Data, text: Body.Text.Data });
      response.end(JSON.stringify({ MessageId: `m${sent.length}` }));
      return;
    }
    asked.push(body.SecretId);
    const SecretString = secrets[body.SecretId];
    response.statusCode = SecretString === undefined ? 400 : 200;
    response.end(
      JSON.stringify(SecretString === undefined ? { __type: "ResourceNotFoundException" } : { SecretString }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, asked, close };
}

/** What every function is told of a stage, with the services where they are; nothing listens where S3 would be. */
export const environmentOf = (at: {
  readonly table: { readonly endpoint: string; readonly name: string };
  readonly services: string;
  readonly folder: string;
  readonly origin: string;
}): Readonly<Record<string, string>> => ({
  AWS_REGION: "eu-south-1",
  AWS_ACCESS_KEY_ID: "prova",
  AWS_SECRET_ACCESS_KEY: "prova",
  AWS_ENDPOINT_URL_DYNAMODB: at.table.endpoint,
  AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9",
  AWS_ENDPOINT_URL_SECRETS_MANAGER: at.services,
  AWS_ENDPOINT_URL_SESV2: at.services,
  LAMBDA_TASK_ROOT: at.folder,
  VISTO_TABLE: at.table.name,
  VISTO_INTAKE_BUCKET: "visto-intake",
  VISTO_VAULT_BUCKET: "visto-vault",
  VISTO_PORTAL_BUCKET: "visto-portal",
  VISTO_TRUST_BUCKET: "visto-trust",
  VISTO_ORIGIN: at.origin,
  VISTO_TENANT: "borgo-sereno",
  VISTO_BODY_NAME: "Comune di Borgo Sereno",
  VISTO_BODY_PLACE: "Borgo Sereno",
  VISTO_OFFICE: "Ufficio Atti di prova",
  VISTO_SENDER: "visto@borgosereno.example",
  VISTO_MAIL_EVENTS: "eventi",
});

/** Sets variables of this process, as Lambda does before a function starts. Answers how to put back what was there. */
export function setEnvironment(environment: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  return () => {
    for (const name of Object.keys(environment))
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
  };
}
