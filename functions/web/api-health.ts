import type { WebDeps } from "./deps.ts";

export type Health = {
  readonly ok: boolean;
  readonly checks: { readonly name: string; readonly ok: boolean; readonly detail: string }[];
};

/** Whether both stores answer. What broke goes to the log and not into the answer. */
export async function probe(
  deps: Pick<WebDeps, "world" | "fault">,
): Promise<{ ok: boolean; checks: Health["checks"] }> {
  const { items, objects } = deps.world;
  const looks = {
    items: () => items.get({ pk: "HEALTH", sk: "HEALTH" }),
    objects: () => objects.head({ bucket: "vault", key: "health" }),
  };
  const checks = await Promise.all(
    Object.entries(looks).map(async ([name, look]) => {
      try {
        await look();
        return { name, ok: true, detail: "" };
      } catch (fault) {
        deps.fault(fault, `health ${name}`);
        return { name, ok: false, detail: "non risponde" };
      }
    }),
  );
  return { ok: checks.every((one) => one.ok), checks };
}
