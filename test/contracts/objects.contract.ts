import { afterAll, beforeAll, describe } from "vitest";
import type { Objects } from "../../shared/workflow/ports/objects.ts";
import { objectCreation } from "./objects/creation.ts";
import { objectReading } from "./objects/reading.ts";
import { objectUploads } from "./objects/uploads.ts";

export type OpenObjects = {
  readonly objects: Objects;
  /** Every name there is in the store, temporary ones and unfinished uploads included, with its size. */
  readonly everything: () => Promise<readonly string[]>;
  /** The moment by which the store judges expiry. */
  readonly now: () => Date;
  /**
   * A known difference of the server under test, not of the adapter: racing writers of one key may each store a version
   * of their own. What must hold even then is that each is answered with the version that it wrote.
   */
  readonly racingWritersAllWin?: boolean;
  readonly close: () => Promise<void>;
};

/** What the parts of the contract are given: the store under test, and keys that no other test uses. */
export type ObjectsUnderTest = Omit<OpenObjects, "objects" | "close" | "racingWritersAllWin"> & {
  readonly objects: () => Objects;
  readonly racingWritersAllWin: () => boolean;
  readonly key: () => string;
};

/** What every implementation of the port `Objects` must do. */
export function objectsContract(name: string, make: () => Promise<OpenObjects>): void {
  describe(`objects: ${name}`, () => {
    let opened: OpenObjects | undefined;
    let keys = 0;
    beforeAll(async () => {
      opened = await make();
    });
    afterAll(() => opened?.close());
    const open = () => {
      if (opened === undefined) throw new Error("the store is not open");
      return opened;
    };
    const store: ObjectsUnderTest = {
      objects: () => open().objects,
      everything: () => open().everything(),
      now: () => open().now(),
      racingWritersAllWin: () => open().racingWritersAllWin === true,
      key() {
        keys += 1;
        return `acts/01/ATT#A/${keys}`;
      },
    };
    objectCreation(store);
    objectReading(store);
    objectUploads(store);
  });
}
