import type { Missing } from "./missing.ts";
import type { Problem } from "./problems.ts";

type Words = {
  readonly it: string;
  readonly en: string;
};
/** What people call a field, by its path. A path without a name is answered as it is. */
export declare function fieldWords(field: string): Words;
export declare const missingWords: ({ why }: Missing) => Words;
export declare const problemWords: (problem: Problem) => Words;
