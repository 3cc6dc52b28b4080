import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type FileObjects, openFileObjects } from "../shared/adapters/embedded/file-objects.ts";
import { type MailSpool, openMailSpool } from "../shared/adapters/embedded/mail-spool.ts";
import { hashPassword, verifyPassword } from "../shared/adapters/embedded/passwords.ts";
import { openSqliteItems } from "../shared/adapters/embedded/sqlite-items.ts";
import type { SignerPort } from "../shared/seal/index.ts";
import { type BodySettings, type Items, idMaker, type World } from "../shared/workflow/index.ts";
import { putFile, readIfThere, removeStaleTemporaries } from "./demo/durable-file.ts";
import { type LocalClock, openDemoClock, realClock } from "./demo-clock.ts";
import { type Engine, openEngine } from "./engine/index.ts";
import { type Outbox, openOutbox, type Told } from "./outbox.ts";
import { noVerification, type Verification } from "./verification.ts";

/** The whole product on one machine: stores, mail, engine and outbox under one folder. */
export type Product = {
  readonly world: World;
  readonly objects: FileObjects;
  readonly spool: MailSpool;
  readonly clock: LocalClock;
  readonly outbox: Outbox;
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
  readonly keys: (now: Date) => Promise<{ readonly seal: SignerPort; readonly anchors: readonly Uint8Array[] }>;
  readonly told: Told;
  /** Trusted lists, revocation data and timestamps; none when absent. */
  readonly verification?: Verification;
};

/** Opens the stores under `dir`, made at first start; half-done work of a killed run is found by the outbox. */
export async function openProduct(options: ProductOptions): Promise<Product> {
  const { dir, settings, told } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await removeStaleTemporaries(dir);
  // The folder may be an old one that others can enter: SQLite's files are their owner's alone all the same.
  const mask = process.umask(0o077);
  const items = openSqliteItems({ file: join(dir, "items.sqlite"), now: () => new Date() });
  process.umask(mask);
  const clock = options.demoStartsAt === undefined ? realClock : await openDemoClock(items, options.demoStartsAt);
  const now = () => new Date(clock.now());
  const objects = await openFileObjects({
    dir: join(dir, "objects"),
    now,
    secret: await uploadSecret(dir),
    uploadBase: `${settings.baseUrl}/carica`,
    maxBytes: settings.uploadLimit,
  });
  const spool = await openMailSpool(join(dir, "mail"));
  const { seal, anchors } = await options.keys(now());
  const engine = openEngine();
  const { ports, anchors: own } = options.verification ?? noVerification;
  const plain = makeWorld(settings, items, objects, spool, clock, engine, seal, [...anchors, ...own]);
  const world = { ...plain, ...ports };
  const outbox = openOutbox(world, told);
  return {
    world,
    objects,
    spool,
    clock,
    outbox,
    warmUp: engine.warmUp,
    close: async () => {
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
  mail: MailSpool,
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

/** The key that signs upload permissions: made once, the first of two starting processes wins. */
async function uploadSecret(dir: string): Promise<Uint8Array> {
  const path = join(dir, "upload-secret");
  const stored = await readIfThere(path);
  if (stored?.length === 32) return stored;
  await putFile(path, new Uint8Array(randomBytes(32)), { keepExisting: true });
  const kept = await readIfThere(path);
  if (kept?.length !== 32) throw new Error(`${path} should hold 32 bytes`);
  return kept;
}
