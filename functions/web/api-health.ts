import type { WebDeps } from "./deps.ts";

/** How long a store may take before it counts as not answering. */
export const longestProbe = 2_000;

export type PartCode = "ITEMS_DO_NOT_ANSWER" | "OBJECTS_DO_NOT_ANSWER";
export type Health = {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly code: PartCode | null;
    readonly detail: string;
  }[];
};

/** Whether both stores answer, in bounded time. What broke goes to the log and not into the answer. */
export async function probe(deps: Pick<WebDeps, "world" | "fault">, wait = longestProbe): Promise<Health> {
  const { items, objects } = deps.world;
  const looks = [
    ["items", "ITEMS_DO_NOT_ANSWER", () => items.get({ pk: "HEALTH", sk: "HEALTH" })],
    ["objects", "OBJECTS_DO_NOT_ANSWER", () => objects.head({ bucket: "vault", key: "health" })],
  ] as const;
  const checks = await Promise.all(
    looks.map(async ([name, code, look]) => {
      try {
        await within<unknown>(wait, look());
        return { name, ok: true, code: null, detail: "" };
      } catch (fault) {
        deps.fault(fault, `health ${name}`);
        return { name, ok: false, code, detail: "non risponde" };
      }
    }),
  );
  return { ok: checks.every((one) => one.ok), checks };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
