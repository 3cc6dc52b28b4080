import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import type { FileObjects } from "../shared/adapters/embedded/file-objects.ts";
import { hashPassword, verifyPassword } from "../shared/adapters/embedded/passwords.ts";
import { keyedBy } from "../shared/adapters/network/keyed.ts";
import { idMaker } from "../shared/workflow/index.ts";
import { folderOf } from "./folder.ts";
import { leaving } from "./mail.ts";
import { openBody } from "./open-body.ts";
import { openItems } from "./open-items.ts";
import { ownSettings } from "./own-settings.ts";
import { keptSecret, type Product } from "./product.ts";
import type { ServeOptions } from "./serve.ts";
import { readSettings } from "./settings.ts";
import { opensSeal, tryMail } from "./settings-desk.ts";
import { openSite, type Site, type SiteRoutes } from "./site.ts";
import { describeVerification, openVerification } from "./verification.ts";

export type BodyServer = {
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
  await ownSettings(await readSettings(dir), dir);
  const site = await openSite(options.port);
  try {
    const items = await openItems(dir, say);
    const folder = await folderOf(items);
    if (folder.of === "body") {
      items.close();
      const run = await running(site, options, folder.tenant);
      return {
        url: site.url,
        code: undefined,
        routes: () => run.routes,
        opened: Promise.resolve(run.product),
        close: run.close,
      };
    }
    return await settingUp(site, options, items);
  } catch (fault) {
    await site.close();
    throw fault;
  }
}

type Running = { readonly product: Product; readonly routes: SiteRoutes; readonly close: () => Promise<void> };

async function running(site: Site, options: ServeOptions, tenant: string): Promise<Running> {
  const { dir, told, say, fetch } = options;
  const heard = options.journal === undefined ? {} : { journal: options.journal };
  const settings = await readSettings(dir);
  const own = await ownSettings(settings, dir);
  const left = await leaving(settings, dir, settings.name ?? tenant);
  const verification = await openVerification(settings, { dir, told, ...(fetch === undefined ? {} : { fetch }) });
  const product = await openBody({
    dir,
    tenant,
    baseUrl: site.url,
    told,
    say,
    verification,
    leaving: left,
    own,
    ...heard,
  });
  const routes = site.open({ ...product, real: true }, told);
  product.outbox.start(1_000);
  say(`Visto: ${site.url} (${product.world.settings.name})`);
  say(`  ufficio ${site.url}/ufficio   gestione ${site.url}/gestione   albo ${site.url}/albo`);
  if (product.world.settings.test)
    say("  sigillo di PROVA: nessun valore legale, finché non se ne registra uno in gestione");
  for (const line of await describeVerification(verification, settings, product.clock.now())) say(line);
  return {
    product,
    routes,
    close: async () => {
      await site.close();
      await product.close();
    },
  };
}

async function settingUp(site: Site, options: ServeOptions, items: Awaited<ReturnType<typeof openItems>>) {
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
          items.close();
          if (folder.of !== "body") throw new Error("the set-up left no body");
          resolve(await running(site, options, folder.tenant));
        } catch (fault) {
          told(fault, "avvio dopo la configurazione");
          reject(fault);
        }
      });
    };
    routes = site.openSetUp({
      ...{ items, clock, randomBytes: bytes, newId: idMaker(() => new Date(), bytes), keyed, opensSeal, tryMail, over },
      ...{ passwords: { hash: hashPassword, verify: verifyPassword }, code, fault: told },
    });
  });
  // Whoever never ends the set-up never asks for it.
  opened.then(
    (one) => {
      run = one;
    },
    () => undefined,
  );
  say(`Visto: prima configurazione su ${site.url}/configurazione`);
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
