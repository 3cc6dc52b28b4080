import { moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import type { Site } from "../views.ts";

/** Says on every page that nothing here has legal value, while anything is made with test keys. */
export function Ribbon({ site, m }: { site: Site; m: Messages }) {
  if (!site.test && !site.demo) return null;
  return (
    <aside class="ribbon" aria-label={m.frame.ribbon}>
      <div class="container ribbon-in">
        {site.test ? <strong>{m.frame.ribbon}</strong> : null}
        {site.demo ? (
          <ul>
            <li>
              <a href="/posta">{m.frame.mailbox}</a>
            </li>
            <li>
              <a href="/orologio">
                {m.frame.clock}: {moment(site.now, site.lang)}
              </a>
            </li>
          </ul>
        ) : null}
      </div>
    </aside>
  );
}
