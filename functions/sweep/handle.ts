import { arrivedUploads, nudgeDueEvents, receiveUpload, takeDownExpired } from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof receiveUpload>[0];
export type Swept = { readonly nudged: number; readonly received: number; readonly takenDown: number };

/** Schedule, every minute: finds what an event that was lost left behind. Nothing waits for a person to notice. */
export const handle = (deps: Deps) => async (): Promise<Swept> => {
  let received = 0;
  for (const arrived of await arrivedUploads(deps))
    if ((await receiveUpload(deps, arrived)) === "recorded") received += 1;
  return { nudged: await nudgeDueEvents(deps), received, takenDown: await takeDownExpired(deps) };
};
