import { type PublicSite, probeAlbo } from "../shared/workflow/index.ts";

export type Probing = { readonly stop: () => Promise<void> };

/** Looks at the notice board from now on; asked every minute, it looks once a quarter of an hour. */
export function startProbing(
  world: Parameters<typeof probeAlbo>[0],
  site: PublicSite,
  told: (fault: unknown, about: string) => void,
  everyMs = 60_000,
): Probing {
  let running: Promise<unknown> = Promise.resolve();
  const look = () => {
    running = running.then(() => probeAlbo(world, site)).catch((fault: unknown) => told(fault, "albo"));
  };
  const timer = setInterval(look, everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
