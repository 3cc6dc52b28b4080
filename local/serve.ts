import type { Journal, WebhookSender } from "../shared/workflow/index.ts";
import { isLoopback } from "./address.ts";
import { borgoSereno, demoPassword } from "./demo/borgo-sereno.ts";
import { seedDemo } from "./demo/first-acts.ts";
import { type Demo, openDemo } from "./demo/open-demo.ts";
import { leaving } from "./mail.ts";
import type { Told } from "./outbox.ts";
import { ownSettings } from "./own-settings.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { openSite, type SiteRoutes } from "./site.ts";
import { describeVerification, openVerification, type VerificationOptions } from "./verification.ts";

export type Server = {
  readonly url: string;
  readonly demo: Demo;
  readonly routes: SiteRoutes;
  /** Resolves when the acts to begin with are there, or were tried. */
  readonly seeded: Promise<void>;
  readonly close: () => Promise<void>;
};

export type ServeOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  /** Address of this machine to listen on; 127.0.0.1 when absent. Others need `origin`, and a proxy with TLS. */
  readonly listen?: string | undefined;
  readonly dir: string;
  readonly say: (line: string) => void;
  readonly told: Told;
  readonly journal?: Journal;
  /** Acts to begin with; `false` for tests that want an empty desk. */
  readonly firstActs?: boolean;
  /** For tests against responders of this machine. */
  readonly fetch?: VerificationOptions["fetch"];
  readonly webhooks?: WebhookSender;
};

/**
 * The whole product in one process, listening on 127.0.0.1 only: pages, uploads, the outbox and its functions. In demo
 * mode, with TEST keys, and with the trusted lists and authorities that `visto.json` in the data folder names. It answers at once; the first acts are made while it already listens.
 */
export async function serve(options: ServeOptions): Promise<Server> {
  const { dir, told, say, fetch } = options;
  const settings = await readSettings(dir);
  if (settings.origin !== undefined || (options.listen !== undefined && !isLoopback(options.listen)))
    throw new SettingsError(
      "la dimostrazione mostra a chiunque i link di tutti: risponde solo a questa macchina, senza origin e senza --listen / the demo shows everybody's links to anyone: it answers this machine alone, without origin and --listen",
    );
  const own = await ownSettings(settings, dir);
  const left = await leaving(settings, dir, settings.name ?? borgoSereno("").name, options.webhooks);
  const verification = await openVerification(settings, { dir, told, ...(fetch === undefined ? {} : { fetch }) });
  const site = await openSite(options.port, options.listen);
  const { url } = site;
  const demo = await openDemo({
    dir,
    baseUrl: url,
    told,
    verification,
    leaving: left,
    own,
    say,
    journal: options.journal,
  }).catch(async (fault) => {
    await site.close();
    throw fault;
  });
  const routes = site.open(demo, told);
  demo.outbox.start(1_000);
  say(`Visto: ${url}`);
  say(`  ufficio ${url}/ufficio   posta ${url}/posta   albo ${url}/albo   verifica ${url}/verifica`);
  say(`  dimostrazione: utente bruno.esempio, password ${demoPassword}; chiavi di PROVA, nessun valore legale`);
  for (const line of await describeVerification(verification, settings, demo.clock.now())) say(line);
  const seeded =
    options.firstActs === false ? Promise.resolve() : seedDemo(demo, say).catch((fault) => told(fault, "primi atti"));
  return {
    url,
    demo,
    routes,
    seeded,
    close: async () => {
      await site.close();
      await seeded;
      await demo.close();
    },
  };
}
