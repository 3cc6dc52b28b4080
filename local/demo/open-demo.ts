import { join } from "node:path";
import { type Journal, keys, openRegister, savePerson } from "../../shared/workflow/index.ts";
import type { Leaving } from "../mail.ts";
import type { Told } from "../outbox.ts";
import type { OwnSettings } from "../own-settings.ts";
import { openProduct, type Product } from "../product.ts";
import type { Verification } from "../verification.ts";
import { borgoSereno, type DemoPerson, demoPassword, demoPeople, demoRegister, demoStartsAt } from "./borgo-sereno.ts";
import { openTestPki, type TestPki } from "./pki.ts";

export type Demo = Product & { readonly pki: TestPki };

/** What it takes to carry an act through: no more than a test's world has too. */
export type DemoDesk = Pick<Demo, "world" | "objects" | "spool" | "messages" | "outbox" | "pki" | "warmUp">;

export type DemoOptions = {
  readonly dir: string;
  readonly baseUrl: string;
  readonly told: Told;
  /** People besides the fictitious body's own: whoever stands in for the roles of another act. */
  readonly standIns?: readonly DemoPerson[];
  /** What the body set in `visto.json`. The demo alone has none and stays on the machine. */
  readonly verification?: Verification;
  readonly leaving?: Leaving;
  readonly own?: OwnSettings;
  readonly say?: (line: string) => void;
  readonly journal?: Journal | undefined;
};

/**
 * Opens the product of the fictitious body: TEST keys, directory, accounts and register are made at the first start and
 * completed when a first start was killed. Every key and person is a test, and everything they touch says so.
 */
export async function openDemo({
  dir,
  baseUrl,
  told,
  standIns = [],
  verification,
  leaving,
  own,
  say,
  journal,
}: DemoOptions): Promise<Demo> {
  const settings = borgoSereno(baseUrl);
  const people = [...demoPeople, ...standIns];
  let pki: TestPki | undefined;
  const product = await openProduct({
    dir,
    settings,
    // An authority outside stamps the day it is there.
    demoStartsAt: verification?.asksNetwork ? "now" : demoStartsAt,
    told,
    ...(verification === undefined ? {} : { verification }),
    ...(leaving === undefined ? {} : { leaving }),
    ...(own === undefined ? {} : { own }),
    ...(say === undefined ? {} : { say }),
    ...(journal === undefined ? {} : { journal }),
    keys: async (now) => {
      pki = await openTestPki({ dir: join(dir, "keys"), people, bodyName: settings.name, now });
      return { seal: pki.sealSigner, anchors: [pki.caCertificate] };
    },
  });
  if (!pki) throw new Error("the keys were not made");
  await enterPeople(product, people);
  const opened = await openRegister(product.world, demoRegister);
  if (!opened.ok) throw new Error(opened.refusal.why.it);
  return { ...product, pki };
}

async function enterPeople({ world }: Product, people: readonly DemoPerson[]): Promise<void> {
  const { items, settings } = world;
  for (const { account, surname: _s, givenName: _g, ...person } of people) {
    if (await items.get(keys.person(settings.tenant, person.who))) continue;
    const passwordHash = account ? { passwordHash: await world.passwords.hash(demoPassword) } : {};
    await savePerson(items, settings.tenant, { ...person, ...passwordHash });
  }
}
