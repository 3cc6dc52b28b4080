import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import type { FileObjects } from "../shared/adapters/embedded/file-objects.ts";
import { hashPassword, verifyPassword } from "../shared/adapters/embedded/passwords.ts";
import { keyedBy } from "../shared/adapters/network/keyed.ts";
import { publicSiteAt } from "../shared/adapters/network/public-site.ts";
import { idMaker, type PublicAddress, readdressOpenData } from "../shared/workflow/index.ts";
import { addressOf, mustHaveOrigin } from "./address.ts";
import { folderOf } from "./folder.ts";
import { leaving } from "./mail.ts";
import { openBody } from "./open-body.ts";
import { openItems } from "./open-items.ts";
import { ownSettings } from "./own-settings.ts";
import { startProbing } from "./probe.ts";
import { keptSecret, type Product } from "./product.ts";
import type { ServeOptions } from "./serve.ts";
import { readSettings } from "./settings.ts";
import { opensSeal, tryMail } from "./settings-desk.ts";
import { openSite, type Site, type SiteRoutes } from "./site.ts";
import { describeVerification, openVerification } from "./verification.ts";

export type BodyServer = {
  /** Where it listens; behind a proxy people know another (`origin`). */
  readonly url: string;
  /** What the terminal shows while the folder is nobody's; `undefined` when the body was set up before. */
  readonly code: string | undefined;
  readonly routes: () => SiteRoutes;
  /** Resolves with the product when it is open: at once, or when the set-up has ended. */
  readonly opened: Promise<Product & { readonly objects: FileObjects }>;
  readonly close: () => Promise<void>;
};

/** Crockford's base 32, 60 bits in three groups: what somebody reads from one screen and types on another. */
function newCode(): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const text = Array.from(randomBytes(12), (byte) => alphabet[byte & 31]).join("");
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8)].join("-");
}

/**
 * A body of its own on one machine: its first set-up where the folder is new, then the product. Without demo: no people
 * or acts that do not exist, no clock that moves, no mailbox with everybody's links.
 *
 * @throws {SettingsError} for a `visto.json` that is wrong, before anything listens
 */
export async function serveBody(options: ServeOptions): Promise<BodyServer> {
  const { dir, say } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  // Before anything listens: whoever mistyped the file is told at once, and not at the end of the set-up.
  const file = await readSettings(dir);
  await ownSettings(file, dir);
  const site = await openSite(options.port, options.listen);
  try {
    const items = await openItems(dir, say);
    const folder = await folderOf(items);
    const address = await addressOf(file, items, folder.of === "body" ? folder.tenant : undefined);
    mustHaveOrigin(options.listen ?? "127.0.0.1", address);
    if (folder.of === "body") {
      items.close();
      const run = await running(site, options, folder.tenant, address);
      return {
        url: site.url,
        code: undefined,
        routes: () => run.routes,
        opened: Promise.resolve(run.product),
        close: run.close,
      };
    }
    return await settingUp(site, options, items, address);
  } catch (fault) {
    await site.close();
    throw fault;
  }
}

type Running = { readonly product: Product; readonly routes: SiteRoutes; readonly close: () => Promise<void> };

async function running(site: Site, options: ServeOptions, tenant: string, address: PublicAddress): Promise<Running> {
  const { dir, told, say, fetch } = options;
  const heard = options.journal === undefined ? {} : { journal: options.journal };
  const settings = await readSettings(dir);
  const own = await ownSettings(settings, dir);
  const left = await leaving(settings, dir, settings.name ?? tenant);
  const verification = await openVerification(settings, { dir, told, ...(fetch === undefined ? {} : { fetch }) });
  const baseUrl = address.origin || site.url;
  const product = await openBody({
    dir,
    tenant,
    baseUrl,
    told,
    say,
    verification,
    leaving: left,
    own,
    ...heard,
  });
  const routes = site.open({ ...product, real: true }, told, address);
  const readdressed = readdressOpenData(product.world).catch((fault) => told(fault, "indirizzi dei dati aperti"));
  product.outbox.start(1_000);
  const probing = startProbing(
    product.world,
    publicSiteAt(() => product.world.settings.baseUrl),
    told,
  );
  say(`Visto: ${baseUrl} (${product.world.settings.name})`);
  say(`  ufficio ${baseUrl}/ufficio   gestione ${baseUrl}/gestione   albo ${baseUrl}/albo`);
  for (const line of describeAddress(address, site.url)) say(line);
  if (product.world.settings.test)
    say("  sigillo di PROVA: nessun valore legale, finché non se ne registra uno in gestione");
  for (const line of await describeVerification(verification, settings, product.clock.now())) say(line);
  return {
    product,
    routes,
    close: async () => {
      const probed = probing.stop();
      await site.close();
      await Promise.all([readdressed, probed]);
      await product.close();
    },
  };
}

function describeAddress({ origin, trustedProxies }: PublicAddress, url: string): readonly string[] {
  if (origin === "") return ["  risponde solo a questa macchina: per gli altri serve un indirizzo pubblico (gestione)"];
  const limits =
    trustedProxies.length > 0
      ? `  il visitatore è quello che dicono i proxy fidati: ${trustedProxies.join(", ")}`
      : "  nessun proxy fidato: i limiti contano tutti i visitatori come uno solo (trustedProxies)";
  return [`  in ascolto su ${url} dietro il proxy; da qui risponde solo ${url}/healthz`, limits];
}

async function settingUp(
  site: Site,
  options: ServeOptions,
  items: Awaited<ReturnType<typeof openItems>>,
  address: PublicAddress,
) {
  const { dir, told, say } = options;
  const code = newCode();
  const clock = () => new Date().toISOString();
  const bytes = (length: number) => new Uint8Array(randomBytes(length));
  let run: Running | undefined;
  let routes: SiteRoutes = [];
  const keyed = keyedBy(await keptSecret(dir, "factor-secret"));
  const opened = new Promise<Running>((resolve, reject) => {
    const over = () => {
      // The answer that says so is on its way; the store is one writer's at a time.
      setImmediate(async () => {
        try {
          const folder = await folderOf(items);
          const tenant = folder.of === "body" ? folder.tenant : undefined;
          const own = await addressOf(await readSettings(dir), items, tenant);
          items.close();
          if (tenant === undefined) throw new Error("the set-up left no body");
          resolve(await running(site, options, tenant, own));
        } catch (fault) {
          told(fault, "avvio dopo la configurazione");
          reject(fault);
        }
      });
    };
    const deps = {
      ...{ items, clock, randomBytes: bytes, newId: idMaker(() => new Date(), bytes), keyed, opensSeal, tryMail, over },
      ...{ passwords: { hash: hashPassword, verify: verifyPassword }, code, fault: told, origin: address.origin },
    };
    routes = site.openSetUp(deps, address);
  });
  // Whoever never ends the set-up never asks for it.
  opened.then(
    (one) => {
      run = one;
    },
    () => undefined,
  );
  say(`Visto: prima configurazione su ${address.origin || site.url}/configurazione`);
  say(`  codice: ${code}   (vale finché la configurazione non è conclusa; un nuovo avvio ne mostra un altro)`);
  return {
    url: site.url,
    code,
    routes: () => run?.routes ?? routes,
    opened: opened.then(({ product }) => product),
    close: async () => {
      if (run) return run.close();
      await site.close();
      items.close();
    },
  };
}
