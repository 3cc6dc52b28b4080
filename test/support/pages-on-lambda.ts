import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { EdgeHandler } from "../../functions/web/edge.ts";
import { bundleFunction } from "../../infra/bundle.ts";
import { awsEvent } from "./aws-events.ts";
import { makeFolder, removeFolder } from "./temp-folder.ts";

export const origin = "https://visto.example.org";
const word = "una-parola-di-prova-lunga";

/** What SES was asked to send. */
export type SentMail = { readonly to: string; readonly subject: string; readonly text: string };
type Claims = Readonly<Record<string, string>>;

/** The two services that the pages ask besides the table, as far as they ask: Secrets Manager and SES, by their protocols. */
async function openServices(secrets: Readonly<Record<string, string>>) {
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

/**
 * The pages as they are deployed: the function's own bundle, told by its environment, on the table and the services that
 * are given. `fetch` to the body's origin goes to it as an event of API Gateway, and everything else its own way.
 */
export async function openPagesOnLambda(given: {
  readonly table: { readonly endpoint: string; readonly name: string };
  readonly secrets: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Where requests to other hosts go in truth. */
  readonly elsewhere?: (
    url: URL,
  ) => { readonly url: URL; readonly headers: Readonly<Record<string, string>> } | undefined;
}) {
  const folder = await makeFolder();
  await bundleFunction({ name: "web" }, folder);
  const services = await openServices(given.secrets);
  const environment: Readonly<Record<string, string>> = {
    AWS_REGION: "eu-south-1",
    AWS_ACCESS_KEY_ID: "prova",
    AWS_SECRET_ACCESS_KEY: "prova",
    AWS_ENDPOINT_URL_DYNAMODB: given.table.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: services.url,
    AWS_ENDPOINT_URL_SESV2: services.url,
    LAMBDA_TASK_ROOT: folder,
    VISTO_TABLE: given.table.name,
    VISTO_INTAKE_BUCKET: "visto-intake",
    VISTO_VAULT_BUCKET: "visto-vault",
    VISTO_PORTAL_BUCKET: "visto-portal",
    VISTO_TRUST_BUCKET: "visto-trust",
    VISTO_ORIGIN: origin,
    VISTO_TENANT: "borgo-sereno",
    VISTO_BODY_NAME: "Comune di Borgo Sereno",
    VISTO_BODY_PLACE: "Borgo Sereno",
    VISTO_OFFICE: "Ufficio Atti di prova",
    VISTO_EDGE_WORD: word,
    VISTO_SENDER: "visto@borgosereno.example",
    VISTO_MAIL_EVENTS: "eventi",
    ...given.environment,
  };
  const before = { ...process.env };
  Object.assign(process.env, environment);
  const { handler }: { handler: EdgeHandler } = await import(pathToFileURL(join(folder, "index.mjs")).href);
  const network = globalThis.fetch;
  const ask = async (request: Request, claims?: Claims): Promise<Response> =>
    answered(await handler(await eventOf(request, claims)));
  globalThis.fetch = (async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.origin === origin) return ask(request);
    const there = given.elsewhere?.(url);
    if (!there) return network(input, init);
    const headers = { ...Object.fromEntries(request.headers), ...there.headers };
    const body = request.body === null ? {} : { body: await request.text() };
    return network(there.url, { method: request.method, redirect: request.redirect, headers, ...body });
  }) as typeof fetch;
  return {
    ...services,
    /** As API Gateway hands over what its authorizer let through. */
    askAs: (claims: Claims, path: string) => ask(new Request(new URL(path, origin)), claims),
    close: async () => {
      globalThis.fetch = network;
      for (const name of Object.keys(environment))
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      await services.close();
      await removeFolder(folder);
    },
  };
}

async function eventOf(request: Request, claims?: Claims): Promise<Parameters<EdgeHandler>[0]> {
  const { pathname, search } = new URL(request.url);
  const event = awsEvent("http-api-v2", { method: request.method, path: pathname });
  const { cookie, ...headers } = Object.fromEntries(request.headers);
  const context = event["requestContext"] as object;
  return {
    ...event,
    rawQueryString: search.slice(1),
    ...(cookie === undefined ? { cookies: [] } : { cookies: cookie.split("; ") }),
    headers: { ...headers, "x-visto-edge": word, "x-visto-viewer": "192.0.2.10" },
    requestContext: claims ? { ...context, authorizer: { jwt: { claims, scopes: null } } } : context,
    ...(request.body === null
      ? {}
      : { body: Buffer.from(await request.arrayBuffer()).toString("base64"), isBase64Encoded: true }),
  } as unknown as Parameters<EdgeHandler>[0];
}

type Answered = Awaited<ReturnType<EdgeHandler>> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly isBase64Encoded?: boolean;
};

function answered(given: Answered): Response {
  const { statusCode: status, headers = {}, cookies = [], body, isBase64Encoded = false } = given;
  const all = new Headers(headers);
  for (const cookie of cookies) all.append("set-cookie", cookie);
  const isEmpty = [204, 303, 304].includes(status);
  return new Response(isEmpty ? null : Buffer.from(body, isBase64Encoded ? "base64" : "utf8"), {
    status,
    headers: all,
  });
}
