import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { borgoSereno, demoPeople } from "../../local/demo/borgo-sereno.ts";
import { openTestPki, type TestPki } from "../../local/demo/pki.ts";
import { type Outbox, openOutbox } from "../../local/outbox.ts";
import { factorsOf } from "../../local/product.ts";
import { type FileObjects, openFileObjects } from "../../shared/adapters/embedded/file-objects.ts";
import { type MailSpool, openMailSpool } from "../../shared/adapters/embedded/mail-spool.ts";
import { hashPassword, verifyPassword } from "../../shared/adapters/embedded/passwords.ts";
import { openSqliteItems } from "../../shared/adapters/embedded/sqlite-items.ts";
import type { Renderer } from "../../shared/pdf/index.ts";
import {
  type BodySettings,
  idMaker,
  noJournal,
  openRegister,
  savePerson,
  toldTo,
  type World,
} from "../../shared/workflow/index.ts";
import { openFakeRenderer } from "./fake-renderer.ts";

/** A clock that stands still until a test moves it. */
export type TestClock = {
  readonly now: () => string;
  readonly set: (instant: string) => void;
  readonly forward: (milliseconds: number) => void;
};

/** The whole product on real stores in a folder of its own, with a clock that a test moves. */
export type TestWorld = {
  readonly dir: string;
  readonly world: World;
  readonly objects: FileObjects;
  readonly spool: MailSpool;
  /** The second channel. */
  readonly messages: MailSpool;
  readonly clock: TestClock;
  readonly pki: TestPki;
  readonly outbox: Outbox;
  /** Faults that the outbox was told of. */
  readonly faults: string[];
  readonly close: () => void;
};

export type TestWorldOptions = {
  readonly dir?: string;
  readonly startsAt?: string;
  /** Stands between the use cases and the stores: a place for faults. */
  readonly wrap?: (world: World) => World;
  readonly renderer?: Renderer;
  readonly settings?: Partial<BodySettings>;
  /** A folder that is another world's copy has its people and its register already. */
  readonly furnished?: boolean;
};

// Memory where the system has a folder for it: the same SQLite and the same files, without the disk's latency.
const scratch = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const fakeRenderer = openFakeRenderer();
let sharedPki: Promise<TestPki> | undefined;

/** Keys take long to make: one TEST authority for every world of a test file. */
export function testPki(): Promise<TestPki> {
  sharedPki ??= (async () => {
    const dir = await mkdtemp(join(tmpdir(), "visto-pki-"));
    const people = demoPeople.filter((person) => ["adele.prova", "dario.campione"].includes(person.who));
    const pki = await openTestPki({ dir, people, bodyName: "Comune di Borgo Sereno", now: new Date("2025-12-01") });
    await rm(dir, { recursive: true, force: true });
    return pki;
  })();
  return sharedPki;
}

export const startsAt = "2025-12-24T09:00:00.000Z";

/** Opens a world in a new folder, removed when the running test ends. The caller need not close it. */
export async function openTestWorld(options: TestWorldOptions = {}): Promise<TestWorld> {
  const test = await openWorldIn(options.dir ?? (await mkdtemp(join(scratch, "visto-test-"))), options);
  onTestFinished(async () => {
    test.close();
    await rm(test.dir, { recursive: true, force: true });
  });
  return test;
}

/** As {@link openTestWorld}, but whoever asked closes it and removes the folder. */
export async function openWorldIn(dir: string, options: TestWorldOptions = {}): Promise<TestWorld> {
  const clock = testClock(options.startsAt ?? startsAt);
  const now = () => new Date(clock.now());
  const settings = { ...borgoSereno("http://127.0.0.1:8080"), ...options.settings };
  await mkdir(dir, { recursive: true });
  const items = openSqliteItems({ file: join(dir, "items.sqlite"), now });
  const objects = await openFileObjects({
    dir: join(dir, "objects"),
    now,
    secret: new Uint8Array(32).fill(7),
    uploadBase: `${settings.baseUrl}/carica`,
    maxBytes: settings.uploadLimit,
  });
  const spool = await openMailSpool(join(dir, "mail"));
  const messages = await openMailSpool(join(dir, "messages"));
  const pki = await testPki();
  const plain: World = {
    settings,
    items,
    objects,
    mail: spool,
    renderer: options.renderer ?? fakeRenderer,
    seal: pki.sealSigner,
    anchors: [pki.caCertificate],
    factors: factorsOf(settings, new Uint8Array(32).fill(9), messages),
    passwords: { hash: hashPassword, verify: verifyPassword },
    clock: clock.now,
    newId: idMaker(now, (length) => new Uint8Array(randomBytes(length))),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  };
  const world = options.wrap?.(plain) ?? plain;
  if (!options.furnished) await furnish(plain);
  const faults: string[] = [];
  const told = (fault: unknown, about: string) => {
    faults.push(`${about}: ${fault instanceof Error ? fault.message : String(fault)}`);
    toldTo(world.journal ?? noJournal)(fault, about);
  };
  const outbox = openOutbox(world, told);
  let open = true;
  const close = () => {
    if (open) items.close();
    open = false;
  };
  return { dir, world, objects, spool, messages, clock, pki, outbox, faults, close };
}

function testClock(startsAt: string): TestClock {
  let at = Date.parse(startsAt);
  return {
    now: () => new Date(at).toISOString(),
    set: (instant) => {
      at = Date.parse(instant);
    },
    forward: (milliseconds) => {
      at += milliseconds;
    },
  };
}

/** The fictitious people, nobody with a password, and the register of 2025 opened at 2705. */
async function furnish(world: World): Promise<void> {
  for (const { account: _a, surname: _s, givenName: _g, ...person } of demoPeople)
    await savePerson(world.items, world.settings.tenant, person);
  const opened = await openRegister(world, { year: 2025, lastNumber: 2705, lastDate: "2025-12-24", source: "PROVA" });
  if (!opened.ok) throw new Error(opened.refusal.code);
}

/** A closed world's folder, copied: what a machine would find that starts again from there. */
export async function copyOfWorld(dir: string): Promise<string> {
  const copy = await mkdtemp(join(scratch, "visto-test-"));
  await cp(dir, copy, { recursive: true });
  return copy;
}

export const newFolder = (): Promise<string> => mkdtemp(join(scratch, "visto-test-"));

export type DumpedItem = { readonly pk: string; readonly sk: string; readonly [name: string]: unknown };

/** Every item as the file holds it, by a reader of its own. */
export function dumpItems(dir: string): DumpedItem[] {
  const db = new DatabaseSync(join(dir, "items.sqlite"), { readOnly: true });
  try {
    return db
      .prepare("SELECT pk, sk, body FROM items ORDER BY pk, sk")
      .all()
      .map((row) => ({ ...JSON.parse(String(row["body"])), pk: String(row["pk"]), sk: String(row["sk"]) }));
  } finally {
    db.close();
  }
}
