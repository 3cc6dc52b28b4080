import { fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Hidden } from "../parts/form.tsx";
import type { ClockProps } from "../views.ts";

/** `GET /orologio`. Posts `by`: `1h`, `1d`, `15d` or `30d`. */
export function Clock({ site, forms, shiftedBy }: ClockProps) {
  const m = messagesIn(site.lang);
  const words = m.demo.clock;
  const steps = [
    ["1h", words.hour],
    ["1d", words.day],
    ["15d", words.days15],
    ["30d", words.days30],
  ] as const;
  return (
    <Layout site={site} face="portal" title={words.title} noindex>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <p class="clock">
        {words.now} <strong>{moment(site.now, site.lang)}</strong>
      </p>
      {shiftedBy ? (
        <p>{fill(words.shifted, { by: steps.find(([value]) => value === shiftedBy)?.[1] ?? shiftedBy })}</p>
      ) : null}
      <form method="post" action="/orologio" class="panel">
        <Hidden tokens={forms} />
        <fieldset>
          <legend>{words.move}</legend>
          <div class="buttons">
            {steps.map(([value, label]) => (
              <button type="submit" name="by" value={value} class="btn btn-outline-primary">
                {label}
              </button>
            ))}
          </div>
        </fieldset>
      </form>
    </Layout>
  );
}
