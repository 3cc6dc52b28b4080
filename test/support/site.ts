import { rm } from "node:fs/promises";
import { demoPassword } from "../../local/demo/borgo-sereno.ts";
import { noOwnSettings, type OwnSettings } from "../../local/own-settings.ts";
import { openSettingsDesk } from "../../local/settings-desk.ts";
import { openSite, type SiteRoutes } from "../../local/site.ts";
import { findPerson, type PublicAddress, type Role, savePerson } from "../../shared/workflow/index.ts";
import { type Client, openClient } from "./client.ts";
import { newFolder, openWorldIn, type TestWorld, type TestWorldOptions } from "./world.ts";

/** The product's pages over real HTTP, on a world whose clock a test moves. */
export type TestSite = TestWorld & {
  readonly url: string;
  readonly routes: SiteRoutes;
  /** What would have gone to the log. */
  readonly told: string[];
  readonly client: () => Client;
  /** A client that is signed in with just these roles. */
  readonly signedIn: (who?: string, roles?: readonly Role[]) => Promise<Client>;
  readonly stop: () => Promise<void>;
};

/** Opens pages and world on a free port. The caller stops it. */
export async function openTestSite(
  options: TestWorldOptions & {
    readonly own?: OwnSettings;
    /** As behind a proxy; this machine alone without it. */
    readonly address?: PublicAddress;
  } = {},
): Promise<TestSite> {
  const { address } = options;
  const site = await openSite(0);
  const dir = options.dir ?? (await newFolder());
  const test = await openWorldIn(dir, {
    ...options,
    settings: { ...options.settings, baseUrl: address?.origin || site.url },
  });
  const told: string[] = [];
  const desk = await deskOf(test, options.own ?? noOwnSettings);
  const shown = desk ? { ...test, desk, world: { ...test.world, settings: desk.settings } } : test;
  const hear = (fault: unknown, about: string) => {
    told.push(`${about}: ${fault instanceof Error ? fault.message : String(fault)}`);
  };
  const routes = site.open(shown, hear, address);
  const hash = await test.world.passwords.hash(demoPassword);
  const client = () => openClient(site.url);
  return {
    ...test,
    url: site.url,
    routes,
    told,
    client,
    signedIn: async (who = "bruno.esempio", roles) => {
      await account(test, who, hash, roles);
      const visitor = client();
      const answer = await visitor.signIn(who, demoPassword);
      if (answer.status !== 303) throw new Error(`${who} could not sign in: ${answer.status}`);
      return visitor;
    },
    stop: async () => {
      await site.close();
      await test.outbox.stop();
      test.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The settings' desk over the test's own stores; a world without a key of its own has none. */
async function deskOf({ world, spool }: TestWorld, own: OwnSettings) {
  const { settings: base, items, factors } = world;
  const left = { mail: world.mail };
  return factors
    ? openSettingsDesk({ base, kept: { items, keyed: factors.keyed }, own, left, spool, demo: true })
    : undefined;
}

async function account(test: TestWorld, who: string, passwordHash: string, roles?: readonly Role[]): Promise<void> {
  const { items, settings } = test.world;
  const known = await findPerson(items, settings.tenant, who);
  const person = known ?? {
    who,
    name: `Prova ${who}`,
    email: `${who}@borgosereno.example`,
    office: "Prova",
    roles: [],
  };
  await savePerson(items, settings.tenant, { ...person, roles: [...(roles ?? person.roles)], passwordHash });
}
