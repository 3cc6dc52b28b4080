import { arrivedObjects, type ObjectEvent, receiveArrived } from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof receiveArrived>[0] & { readonly intakeBucket: string };

/** S3 event: an upload landed; its bytes are read, judged and recorded. A fault is thrown, so that the event comes again. */
export const handle =
  (deps: Deps) =>
  async (event: ObjectEvent): Promise<void> => {
    for (const arrived of arrivedObjects(event, deps.intakeBucket)) await receiveArrived(deps, arrived);
  };
