import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { EdgeHandler } from "../../functions/web/edge.ts";
import { bundleFunction } from "../../infra/bundle.ts";
import { awsEvent } from "./aws-events.ts";
import { environmentOf, openServices, setEnvironment } from "./aws-services.ts";
import { makeFolder, removeFolder } from "./temp-folder.ts";

export const origin = "https://visto.example.org";
const word = "una-parola-di-prova-lunga";

type Claims = Readonly<Record<string, string>>;

/**
 * The pages as they are deployed: the function's own bundle, told by its environment, on the table and the services that
 * are given. `fetch` to the body's origin goes to it as an event of API Gateway, and everything else its own way.
 */
export async function openPagesOnLambda(given: {
  readonly table: { readonly endpoint: string; readonly name: string };
  readonly secrets: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string>>;
  /** The body's coat of arms, PNG, as the stack puts it beside the function. */
  readonly arms?: Uint8Array;
  /** Where requests to other hosts go in truth. */
  readonly elsewhere?: (
    url: URL,
  ) => { readonly url: URL; readonly headers: Readonly<Record<string, string>> } | undefined;
}) {
  const folder = await makeFolder();
  await bundleFunction({ name: "web" }, folder);
  if (given.arms) await writeFile(join(folder, "arms.png"), given.arms);
  const services = await openServices(given.secrets);
  const environment = {
    ...environmentOf({ table: given.table, services: services.url, folder, origin }),
    VISTO_EDGE_WORD: word,
    ...given.environment,
  };
  const putBack = setEnvironment(environment);
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
      putBack();
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
