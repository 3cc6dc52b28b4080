import { type AddressInfo, isIP } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { strictTransport } from "../functions/web/answer-headers.ts";
import { webApp } from "../functions/web/app.ts";
import type { DemoDeps, WebDeps, WebDesk } from "../functions/web/deps.ts";
import { type SetUpDeps, setUpApp } from "../functions/web/set-up-app.ts";
import { openStaticSite, type StaticSite } from "../functions/web/static-site.ts";
import type { FileObjects } from "../shared/adapters/embedded/file-objects.ts";
import type { MailSpool } from "../shared/adapters/embedded/mail-spool.ts";
import type { PublicAddress, World } from "../shared/workflow/index.ts";
import type { MachineFacts } from "../web/pages.ts";
import { apiHeaders, securityHeaders } from "../web/security-headers.ts";
import { tellStaticNames } from "../web/static-names.ts";
import { hereAlone, visitorOf } from "./address.ts";
import { demoPassword, demoPeople } from "./demo/borgo-sereno.ts";
import type { Outbox, Told } from "./outbox.ts";

export type Site = {
  /** Where it listens, as this machine reaches it. */
  readonly url: string;
  /** Answers from now on; until then whoever comes is told to come back. */
  readonly open: (product: SiteProduct, told: Told, address?: PublicAddress) => SiteRoutes;
  /** Answers with the pages of the first set-up, until the product opens. */
  readonly openSetUp: (deps: Omit<SetUpDeps, "staticFile">, address?: PublicAddress) => SiteRoutes;
  readonly close: () => Promise<void>;
};

/** The route table of the running app: method and pattern of every address that answers. */
export type SiteRoutes = readonly { readonly method: string; readonly path: string }[];

/** What the pages need of a product on one machine. */
export type SiteProduct = {
  readonly world: World;
  readonly objects: Pick<FileObjects, "receiveUpload">;
  readonly spool: Pick<MailSpool, "list" | "find">;
  readonly messages: Pick<MailSpool, "list" | "find">;
  readonly clock: { readonly forward: (milliseconds: number) => Promise<void> | void };
  readonly outbox: Pick<Outbox, "wake">;
  /** The body's settings; without it they are read and not changed. */
  readonly desk?: WebDesk;
  /** A real body: no mailbox that shows everybody's links, no clock to move, no accounts to choose from. */
  readonly real?: boolean;
  readonly machine?: () => Promise<MachineFacts>;
};

/** Probes ask these of the machine itself, whatever name the pages go by. */
const probes = ["/healthz", "/readyz"];

/**
 * Takes the port first, because links in mails carry the address; 0 is a free one. Listens on 127.0.0.1 only, unless
 * another address of this machine is said.
 */
export async function openSite(port: number, listen = "127.0.0.1"): Promise<Site> {
  let app: ReturnType<typeof webApp> | undefined;
  const routesOf = ({ routes }: NonNullable<typeof app>) =>
    routes.filter((route) => route.method !== "ALL").map(({ method, path }) => ({ method, path }));
  let here: readonly string[] = [];
  let { origin } = hereAlone;
  const files = openStaticSite();
  tellStaticNames(files.names);
  const server = createAdaptorServer({
    fetch: (request, env) => {
      const { host, pathname } = new URL(request.url);
      // A proxy takes TLS off: the app sees the request as the visitor's browser made it.
      if (origin !== "" && host === new URL(origin).host)
        return app?.fetch(request, { ...env, ownOrigin: origin }) ?? starting(origin);
      if (!here.includes(host) || (origin !== "" && !probes.includes(pathname))) return strangeHost(origin);
      return app?.fetch(request, env) ?? starting("");
    },
  });
  const taken = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, listen, () => resolve((server.address() as AddressInfo).port));
  });
  const literal = isIP(listen) === 6 ? `[${listen}]` : listen;
  here = ["127.0.0.1", "localhost", literal].map((name) => `${name}:${taken}`);
  return {
    url: `http://${listen === "0.0.0.0" ? "127.0.0.1" : listen === "::" ? "[::1]" : literal}:${taken}`,
    open: (product, told, address = hereAlone) => {
      origin = address.origin;
      app = webApp(depsOf(product, told, files, address));
      return routesOf(app);
    },
    openSetUp: (deps, address = hereAlone) => {
      origin = address.origin;
      app = setUpApp({ ...deps, staticFile: files.find });
      return routesOf(app);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

/** Said before there is a product, or to whoever calls it by another name: kept by nobody, and it draws and runs nothing. */
const saidPlainly = (text: string, status: number, more: Readonly<Record<string, string>> = {}) =>
  new Response(text, {
    status,
    headers: {
      ...{ ...apiHeaders, "permissions-policy": securityHeaders["permissions-policy"] ?? "" },
      ...{ "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...more },
    },
  });

const starting = (origin: string) =>
  saidPlainly("Avvio in corso. / Starting.\n", 503, {
    "retry-after": "1",
    ...(origin.startsWith("https:") ? { "strict-transport-security": strictTransport } : {}),
  });

/**
 * DNS rebinding: a stranger's name that is made to point at 127.0.0.1 would be "the same origin" to a browser, and its
 * pages could read ours. Only the names that this machine goes by are answered; where the body has a public one, only
 * that, whose sessions are bound to it.
 */
const strangeHost = (origin: string) =>
  saidPlainly(
    `Nome non servito da qui. / Not served by this name.${origin === "" ? "" : `\nLe pagine sono su / The pages are at ${origin}`}\n`,
    421,
  );

function depsOf(
  { world, objects, spool, messages, clock, outbox, desk, real, machine }: SiteProduct,
  told: Told,
  files: StaticSite,
  { trustedProxies }: PublicAddress,
): WebDeps {
  const visitor = visitorOf(trustedProxies);
  return {
    world,
    wake: outbox.wake,
    uploadOrigins: [],
    ...(machine ? { machine } : {}),
    sourceOf: (c) => visitor(getConnInfo(c).remote.address, c.req.header("x-forwarded-for")),
    staticFile: files.find,
    compress: true,
    takeUpload: (token, headers, body) => objects.receiveUpload(token, headers, body),
    ...(desk ? { desk } : {}),
    ...(real ? {} : { demo: demoOf({ spool, messages, clock }) }),
    fault: told,
  };
}

function demoOf({ spool, messages, clock }: Pick<SiteProduct, "spool" | "messages" | "clock">): DemoDeps {
  return {
    mails: spool.list,
    mail: async (id) => (await spool.find(id)) ?? messages.find(id),
    messages: messages.list,
    forward: async (milliseconds) => clock.forward(milliseconds),
    accounts: demoPeople
      .filter((person) => person.account)
      .map(({ who, name, roles }) => ({ username: who, password: demoPassword, name, role: roles.join(", ") })),
  };
}
