import { demoPeople } from "../../local/demo/borgo-sereno.ts";
import { type Items, type Objects, openRegister, type PublicFiles, savePerson } from "../../shared/workflow/index.ts";
import { send } from "./send-upload.ts";
import { openTestWorld, type TestWorld } from "./world.ts";

/**
 * The test world on other stores, at the real time: a store elsewhere judges its permissions by its own clock. Uploads go
 * over HTTP to where the permission says.
 */
export async function openWorldOn(stores: {
  readonly items: Items;
  readonly objects: Objects;
  readonly publicFiles?: PublicFiles;
}): Promise<TestWorld> {
  const { publicFiles } = stores;
  const permissions = new Map<string, Parameters<typeof send>[0]>();
  const objects: Objects = {
    ...stores.objects,
    async permitUpload(terms) {
      const permission = await stores.objects.permitUpload(terms);
      permissions.set(permission.url.split("/").at(-1) ?? "", permission);
      return permission;
    },
  };
  const test = await openTestWorld({
    furnished: true,
    startsAt: new Date().toISOString(),
    wrap: (world) => ({ ...world, items: stores.items, objects, ...(publicFiles && { publicFiles }) }),
  });
  const receiveUpload: TestWorld["objects"]["receiveUpload"] = async (token, _, body) => {
    const permission = permissions.get(token);
    if (!permission) throw new Error("nobody was permitted that");
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    const status = await send(permission, new Uint8Array(Buffer.concat(parts)));
    if (status !== 200) throw new Error(`the upload was answered with ${status}`);
    return { ok: true } as Awaited<ReturnType<TestWorld["objects"]["receiveUpload"]>>;
  };
  for (const { account: _a, surname: _s, givenName: _g, ...person } of demoPeople)
    await savePerson(test.world.items, test.world.settings.tenant, person);
  const today = test.clock.now().slice(0, 10);
  const opened = await openRegister(test.world, {
    year: Number(today.slice(0, 4)),
    lastNumber: 2705,
    lastDate: today,
    source: "PROVA",
  });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return { ...test, objects: { ...test.objects, receiveUpload } };
}
