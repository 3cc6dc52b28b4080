import type { Sources } from "../../signature/index.ts";
import type { World } from "../world.ts";

/** What a verdict stands on besides the file: certificates and lists, with the lists' own files. */
export type TrustSources = Pick<Sources, "anchors" | "trustedLists"> & { readonly lists: readonly Uint8Array[] };

/** The anchors of the world with those of its folder or bucket, and the lists that lie there now. */
export async function trustOf({ anchors, trust }: Pick<World, "anchors" | "trust">): Promise<TrustSources> {
  const now = await trust?.current();
  if (now === undefined) return { anchors, lists: [] };
  const { trustedLists, lists } = now;
  const all = [...anchors, ...now.anchors];
  return { anchors: all, lists, ...(trustedLists === undefined ? {} : { trustedLists }) };
}

/** A list that a verdict of today cannot stand on, because it is past its next update or its scheme is closed. */
export type LateList = { readonly territory: string; readonly sequence: number; readonly until: string | null };

/** Lists of the body that are not in force at `now` (ISO 8601): whoever runs the product must fetch them again. */
export async function lateLists(source: World["trust"], now: string): Promise<LateList[]> {
  const { trustedLists } = (await source?.current()) ?? {};
  return (trustedLists?.lists ?? [])
    .filter(({ nextUpdate }) => nextUpdate === null || nextUpdate < Date.parse(now))
    .map(({ territory, sequence, nextUpdate }) => ({
      territory,
      sequence,
      until: nextUpdate === null ? null : new Date(nextUpdate).toISOString(),
    }));
}
