import { join } from "node:path";
import { readPkcs12 } from "../shared/seal/index.ts";
import { type BodySettings, readBodyRecord, readSecret, sealOfSecret } from "../shared/workflow/index.ts";
import { openTestPki } from "./demo/pki.ts";
import { openItems } from "./open-items.ts";
import type { OwnSettings } from "./own-settings.ts";
import { type Kept, openProduct, type Product, type ProductOptions } from "./product.ts";

export type BodyOptions = Pick<ProductOptions, "dir" | "told" | "verification" | "leaving" | "say" | "journal"> & {
  readonly tenant: string;
  readonly baseUrl: string;
  readonly own: OwnSettings;
};

/** What a body's settings begin with; the rest is what was set up. */
const baseOf = (tenant: string, baseUrl: string, test: boolean): BodySettings => ({
  ...{ tenant, baseUrl, test, name: tenant, place: "", office: "", register: "DD" },
  ...{ linkDays: 7, uploadMinutes: 60, uploadLimit: 1_000_000_000 },
});

/** Opens the product of a body that was set up, at the real time, with the seal that it has now. */
export async function openBody({ tenant, baseUrl, own, ...options }: BodyOptions): Promise<Product> {
  const items = await openItems(options.dir, options.say);
  const { seal, identity } = await readBodyRecord(items, tenant).finally(() => items.close());
  const test = seal?.kind !== "p12";
  return openProduct({
    ...options,
    ...{ settings: baseOf(tenant, baseUrl, test), own },
    keys: async (now, kept) =>
      test
        ? testKeys(options.dir, own.settings.name ?? identity?.name ?? tenant, now)
        : { seal: await ownSeal(kept, tenant), anchors: [] },
  });
}

async function testKeys(dir: string, bodyName: string, now: Date) {
  const pki = await openTestPki({ dir: join(dir, "keys"), people: [], bodyName, now });
  return { seal: pki.sealSigner, anchors: [pki.caCertificate] };
}

async function ownSeal({ items, keyed }: Kept, tenant: string) {
  const secret = await readSecret(items, keyed, tenant, "seal");
  if (secret === undefined) throw new Error("the body's seal is not in the store");
  const { pkcs12, password } = sealOfSecret(secret);
  return readPkcs12(pkcs12, password);
}
