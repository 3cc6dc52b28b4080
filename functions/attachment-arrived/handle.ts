import {
  arrivedObjects,
  importOf,
  type ObjectEvent,
  receiveImport,
  receiveUpload,
} from "../../shared/workflow/index.ts";

type Deps = Parameters<typeof receiveUpload>[0] & { readonly intakeBucket: string };

/**
 * S3 event: an upload landed; its bytes are read, judged and recorded. A fault is thrown, so that the event comes again.
 * Where it lies says what it is: the file of an act, or an existing act that is to be read.
 */
export const handle =
  (deps: Deps) =>
  async (event: ObjectEvent): Promise<void> => {
    for (const arrived of arrivedObjects(event, deps.intakeBucket))
      await (importOf(arrived.key) ? receiveImport(deps, arrived) : receiveUpload(deps, arrived));
  };
