import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Icon } from "../parts/icon.tsx";
import { Empty } from "../parts/notice.tsx";
import type { PortalHomeProps } from "../views.ts";
import { ActList } from "./act-list.tsx";

/** `GET /` */
export function PortalHome({ site, latest }: PortalHomeProps) {
  const m = messagesIn(site.lang);
  const words = m.portal.home;
  const doors = [
    ["/albo", "it-horn", m.nav.albo, words.alboText],
    ["/trasparenza", "it-search", m.nav.transparency, words.transparencyText],
    ["/verifica", "it-check-circle", m.nav.verify, words.verifyText],
  ] as const;
  return (
    <Layout site={site} face="portal" title={words.title}>
      <div class="hero">
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <search>
          <form class="hero-search" method="get" action="/trasparenza">
            <div class="field">
              <label for="cerca">{words.search}</label>
              <input
                id="cerca"
                name="q"
                type="search"
                class="form-control"
                aria-describedby="cerca-hint"
                autocomplete="off"
              />
              <p class="field-hint" id="cerca-hint">
                {words.searchHint}
              </p>
            </div>
            <button type="submit" class="btn btn-primary">
              {words.searchButton}
            </button>
          </form>
        </search>
      </div>
      <ul class="doors">
        {doors.map(([href, icon, title, text]) => (
          <li>
            <Icon name={icon} size="lg" extra="icon-primary" />
            <h2>
              <a href={href}>{title}</a>
            </h2>
            <p>{text}</p>
          </li>
        ))}
      </ul>
      <section aria-labelledby="ultimi">
        <div class="section-head">
          <h2 id="ultimi">{words.latest}</h2>
          {latest.length > 0 ? <a href="/trasparenza">{words.all}</a> : null}
        </div>
        {latest.length > 0 ? (
          <ActList acts={latest} space="trasparenza" m={m} lang={site.lang} />
        ) : (
          <Empty title={words.none}>
            <p>{words.noneText}</p>
          </Empty>
        )}
      </section>
    </Layout>
  );
}
