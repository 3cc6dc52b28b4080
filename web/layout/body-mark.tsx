import { Icon } from "../parts/icon.tsx";
import type { Site } from "../views.ts";

/** The body's coat of arms, where it has one; decorative, because the name stands beside it. */
export function BodyMark({ site }: { site: Site }) {
  const arms = site.look?.arms;
  return arms ? <img class="body-arms" src={arms.href} alt="" height={56} /> : <Icon name="it-pa" />;
}
