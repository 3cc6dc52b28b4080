import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { webApp } from "../functions/web/app.ts";
import type { WebDeps } from "../functions/web/deps.ts";
import { pathOfStaticFile, staticFiles } from "../web/static-files.ts";
import { demoPassword, demoPeople } from "./demo/borgo-sereno.ts";
import { seedDemo } from "./demo/first-acts.ts";
import { type Demo, openDemo } from "./demo/open-demo.ts";
import type { Told } from "./outbox.ts";

export type Server = { readonly url: string; readonly demo: Demo; readonly close: () => Promise<void> };

export type ServeOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly dir: string;
  readonly say: (line: string) => void;
  readonly told: Told;
  /** Acts to begin with; `false` for tests that want an empty desk. */
  readonly firstActs?: boolean;
};

const host = "127.0.0.1";

/**
 * The whole product in one process, listening on 127.0.0.1 only: pages, uploads, the outbox and its functions. In demo
 * mode, with TEST keys. It answers at once; the first acts are made while it already listens.
 */
export async function serve(options: ServeOptions): Promise<Server> {
  let app: ReturnType<typeof webApp> | undefined;
  const server = createAdaptorServer({
    fetch: (request) =>
      app?.fetch(request) ??
      new Response("Avvio in corso. / Starting.", { status: 503, headers: { "retry-after": "1" } }),
  });
  // The port is taken first: links in mails carry the address.
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, host, () => resolve((server.address() as AddressInfo).port));
  });
  const url = `http://${host}:${port}`;
  const demo = await openDemo({ dir: options.dir, baseUrl: url, told: options.told });
  app = webApp(webDeps(demo, options.told));
  demo.outbox.start(1_000);
  options.say(`Visto: ${url}`);
  options.say(`  ufficio ${url}/ufficio   posta ${url}/posta   albo ${url}/albo   verifica ${url}/verifica`);
  options.say(
    `  dimostrazione: utente bruno.esempio, parola d'ordine ${demoPassword}; chiavi di PROVA, nessun valore legale`,
  );
  const seeded =
    options.firstActs === false
      ? Promise.resolve()
      : seedDemo(demo, options.say).catch((fault) => options.told(fault, "primi atti"));
  return {
    url,
    demo,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await seeded;
      await demo.close();
    },
  };
}

function webDeps(demo: Demo, told: Told): WebDeps {
  return {
    world: demo.world,
    wake: demo.outbox.wake,
    uploadOrigins: [],
    staticFile: async (path) => {
      const file = staticFiles[path];
      return file ? readFile(pathOfStaticFile(file)) : undefined;
    },
    takeUpload: (token, headers, body) => demo.objects.receiveUpload(token, headers, body),
    demo: {
      mails: demo.spool.list,
      mail: demo.spool.find,
      forward: demo.clock.forward,
      accounts: demoPeople
        .filter((person) => person.account)
        .map(({ who, name, roles }) => ({ username: who, password: demoPassword, name, role: roles.join(", ") })),
    },
    fault: told,
  };
}
