import { amount, day, fill, shortDay } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import type { ActSummary, Lang, Paged } from "../views.ts";

type Props = { acts: readonly ActSummary[]; space: "albo" | "trasparenza"; m: Messages; lang: Lang };

/** A list of published acts; each one is a heading, so that it can be walked with a screen reader. */
export function ActList({ acts, space, m, lang }: Props) {
  return (
    <ul class="act-list">
      {acts.map((act) => (
        <li>
          <article>
            <p class="act-list-number">
              {fill(m.act.numberOfDate, { number: act.number, year: act.year, date: day(act.date, lang) })}
              <EffectBadge effect={act.effect} m={m} />
            </p>
            <h3>
              <a href={`/${space}/${act.year}/${act.number}`} lang="it">
                {act.subject}
              </a>
            </h3>
            <ul class="act-list-facts">
              <li lang="it">{act.department}</li>
              {act.contractor ? <li lang="it">{act.contractor}</li> : null}
              <li>{act.total === null ? m.act.noSpending : amount(act.total, lang)}</li>
              {act.cig ? (
                <li>
                  {m.act.cig} <span class="mono">{act.cig}</span>
                </li>
              ) : null}
              {space === "albo" ? (
                <li>{fill(m.portal.albo.period, { from: shortDay(act.albo.from), to: shortDay(act.albo.to) })}</li>
              ) : null}
            </ul>
          </article>
        </li>
      ))}
    </ul>
  );
}

/** Where one is in a long list, and the ways on and back; nothing for a list that fits a page. */
export function Pager({
  acts,
  total,
  from,
  nextHref,
  previousHref,
  m,
}: Omit<Paged, "acts"> & { acts: readonly unknown[]; m: Messages }) {
  const words = m.portal.pages;
  if (!nextHref && !previousHref) return null;
  return (
    <nav class="pager" aria-label={words.label}>
      <p>{fill(words.place, { from: from + 1, to: from + acts.length, total })}</p>
      <ul>
        {previousHref ? (
          <li>
            <a class="btn btn-outline-primary" rel="prev" href={previousHref}>
              {words.previous}
            </a>
          </li>
        ) : null}
        {nextHref ? (
          <li>
            <a class="btn btn-outline-primary" rel="next" href={nextHref}>
              {words.next}
            </a>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

/** The axis of effect, apart from adoption and publicity: an act can be published and not executive. */
export function EffectBadge({ effect, m }: { effect: ActSummary["effect"]; m: Messages }) {
  const tones = {
    EXECUTIVE: "tag-success",
    PENDING_VISTO: "tag-warning",
    VISTO_REFUSED: "tag-danger",
    NONE: "tag-neutral",
  } as const;
  const label = effect === "VISTO_REFUSED" ? m.route.visto.refusedBadge : m.effect[effect];
  return <span class={`tag ${tones[effect]}`}>{label}</span>;
}
