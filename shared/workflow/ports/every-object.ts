import type { Bucket, ObjectHead } from "./objects.ts";

/** Every stored version of every object, for whoever moves the whole store: never for a page or a function. */
export interface EveryObject {
  /** Versions of one key come one after the other, the newest first; keys in no order. */
  heads(bucket: Bucket): AsyncIterable<ObjectHead>;
}
