import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import { type FileObjects, openFileObjects } from "../shared/adapters/embedded/file-objects.ts";
import { logKeyFrom } from "../shared/adapters/embedded/log-key.ts";
import { type MailSpool, openMailSpool } from "../shared/adapters/embedded/mail-spool.ts";
import { messengerTo } from "../shared/adapters/embedded/message-spool.ts";
import { hashPassword, verifyPassword } from "../shared/adapters/embedded/passwords.ts";
import { keyedBy } from "../shared/adapters/network/keyed.ts";
import { passkeysFor } from "../shared/adapters/network/passkeys.ts";
import { totp } from "../shared/adapters/network/totp.ts";
import type { SignerPort } from "../shared/seal/index.ts";
import {
  type BodySettings,
  type Factors,
  type Items,
  idMaker,
  type Journal,
  type Keyed,
  type Mail,
  type World,
} from "../shared/workflow/index.ts";
import type { MachineFacts } from "../web/pages.ts";
import { putFile, readIfThere, removeStaleTemporaries } from "./demo/durable-file.ts";
import { type LocalClock, openDemoClock, realClock } from "./demo-clock.ts";
import { type Engine, openEngine } from "./engine/index.ts";
import { machineFacts } from "./machine.ts";
import { codesByMail, type Leaving } from "./mail.ts";
import { openItems } from "./open-items.ts";
import { type Outbox, openOutbox, type Told } from "./outbox.ts";
import { noOwnSettings, type OwnSettings } from "./own-settings.ts";
import { openSettingsDesk, type SettingsDesk } from "./settings-desk.ts";
import { noVerification, type Verification } from "./verification.ts";

/** The whole product on one machine: stores, mail, engine and outbox under one folder. */
export type Product = {
  readonly world: World;
  readonly objects: FileObjects;
  readonly spool: MailSpool;
  /** Codes of the second channel, while the body has no provider for it. */
  readonly messages: MailSpool;
  readonly clock: LocalClock;
  readonly outbox: Outbox;
  /** The body's settings, which its pages change while it runs. */
  readonly desk: SettingsDesk;
  /** What the operator's page says of this machine. */
  readonly machine: () => Promise<MachineFacts>;
  /** Loads the engine of the PDFs ahead of the first one. */
  readonly warmUp: () => void;
  readonly close: () => Promise<void>;
};

export type ProductOptions = {
  readonly dir: string;
  readonly settings: BodySettings;
  /** In demo mode the clock starts here at the first start (`now`: as the real one) and can be moved. */
  readonly demoStartsAt?: string | "now";
  /** The body's seal and the certificates that signatures may lead to; made by the caller, who knows where keys live. */
  readonly keys: (
    now: Date,
    kept: Kept,
  ) => Promise<{ readonly seal: SignerPort; readonly anchors: readonly Uint8Array[] }>;
  readonly told: Told;
  /** Hears what the use cases have to tell whoever runs the machine; nobody when absent. */
  readonly journal?: Journal;
  /** Trusted lists, revocation data and timestamps; none when absent. */
  readonly verification?: Verification;
  /** Mail server and webhooks, where the body set some. */
  readonly leaving?: Leaving;
  /** What `visto.json` says of the body itself; nobody changes it in the pages. */
  readonly own?: OwnSettings;
  /** Told when stored data are brought to a newer form. */
  readonly say?: (line: string) => void;
};

/** What a body keeps in its own store, and what opens its secrets. */
export type Kept = { readonly items: Items; readonly keyed: Keyed };

/** Opens the stores under `dir`, made at first start; half-done work of a killed run is found by the outbox. */
export async function openProduct(options: ProductOptions): Promise<Product> {
  const { dir, told } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await removeStaleTemporaries(dir);
  const items = await openItems(dir, options.say);
  const clock = options.demoStartsAt === undefined ? realClock : await openDemoClock(items, options.demoStartsAt);
  const now = () => new Date(clock.now());
  const objects = await openFileObjects({
    dir: join(dir, "objects"),
    now,
    secret: await keptSecret(dir, "upload-secret"),
    uploadBase: `${options.settings.baseUrl}/carica`,
    maxBytes: options.settings.uploadLimit,
  });
  const spool = await openMailSpool(join(dir, "mail"));
  const messages = await openMailSpool(join(dir, "messages"));
  const secret = await keptSecret(dir, "factor-secret");
  const kept: Kept = { items, keyed: keyedBy(secret) };
  const desk = await openSettingsDesk({
    ...{ base: options.settings, kept, spool, left: options.leaving ?? {}, own: options.own ?? noOwnSettings },
    demo: options.demoStartsAt !== undefined,
  });
  const { settings } = desk;
  const factors = factorsOf(settings, secret, messages, desk.mail);
  const { seal, anchors } = await options.keys(now(), kept);
  const engine = openEngine();
  const { ports, anchors: trusted } = options.verification ?? noVerification;
  const plain = makeWorld(settings, items, objects, desk.mail, clock, engine, seal, [...anchors, ...trusted]);
  const { webhooks, oidc } = options.leaving ?? {};
  const world: World = {
    ...{ ...plain, ...(await desk.timestamps()), ...ports, factors },
    ...(webhooks ? { webhooks } : {}),
    ...(oidc ? { oidc } : {}),
    journal: options.journal,
    // Here a batch costs nothing: what happened is in the log with the next round.
    log: { key: logKeyFrom(await keptSecret(dir, "log-key")), everySeconds: 0 },
  };
  const outbox = openOutbox(world, told);
  const forget = () => {
    items.removeExpired(now());
  };
  forget();
  const forgetting = setInterval(forget, 600_000).unref();
  return {
    world,
    objects,
    spool,
    messages,
    clock,
    outbox,
    machine: () => machineFacts(dir, seal.certificate),
    warmUp: engine.warmUp,
    desk,
    close: async () => {
      clearInterval(forgetting);
      await outbox.stop();
      await engine.close();
      items.close();
    },
  };
}

const bytes = (length: number) => new Uint8Array(randomBytes(length));

function makeWorld(
  settings: BodySettings,
  items: Items,
  objects: FileObjects,
  mail: Mail,
  clock: LocalClock,
  renderer: Engine,
  seal: SignerPort,
  anchors: readonly Uint8Array[],
): World {
  return {
    settings,
    items,
    objects,
    mail,
    renderer,
    seal,
    anchors,
    passwords: { hash: hashPassword, verify: verifyPassword },
    clock: clock.now,
    newId: idMaker(() => new Date(clock.now()), bytes),
    randomBytes: bytes,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

/** What confirms whoever opened a link, on one machine. Passkeys need a site with a name. */
export function factorsOf(settings: BodySettings, secret: Uint8Array, messages: MailSpool, mail?: Mail): Factors {
  const named = isIP(new URL(settings.baseUrl).hostname) === 0;
  return {
    keyed: keyedBy(secret),
    messenger: settings.test || !mail ? messengerTo(messages) : codesByMail(mail, messengerTo(messages)),
    totp,
    ...(named ? { passkeys: passkeysFor({ origin: settings.baseUrl, name: settings.name }) } : {}),
  };
}

/** A key of 32 bytes in a file of its own: made once, the first of two starting processes wins. */
export async function keptSecret(dir: string, name: string): Promise<Uint8Array> {
  const path = join(dir, name);
  const stored = await readIfThere(path);
  if (stored?.length === 32) return stored;
  await putFile(path, new Uint8Array(randomBytes(32)), { keepExisting: true });
  const kept = await readIfThere(path);
  if (kept?.length !== 32) throw new Error(`${path} should hold 32 bytes`);
  return kept;
}
