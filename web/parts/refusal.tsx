import type { ShownRefusal, Site } from "../views.ts";
import { Notice } from "./notice.tsx";

/** Why nothing happened, read out when the page opens. */
export function Refusal({ site, title, refusal }: { site: Site; title: string; refusal?: ShownRefusal | undefined }) {
  return refusal ? (
    <Notice tone="danger" title={title} role="alert">
      <p>{refusal.why[site.lang]}</p>
    </Notice>
  ) : null;
}
