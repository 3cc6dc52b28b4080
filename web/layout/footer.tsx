import { fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import type { Site } from "../views.ts";
import { BodyMark } from "./body-mark.tsx";
import type { Face } from "./layout.tsx";

/** Footer of the body. Amministrazione trasparente and the accessibility statement must be reachable from every page. */
export function Footer({ site, face, m }: { site: Site; face: Face; m: Messages }) {
  const { office } = site;
  return (
    <footer class="it-footer site-footer" id="piede">
      <div class="it-footer-main">
        <div class="container">
          <div class="footer-brand">
            <BodyMark site={site} />
            <span>{site.bodyName}</span>
          </div>
          <div class="footer-columns">
            {office.name === "" ? null : (
              <section>
                <h2>{m.frame.contacts}</h2>
                <p>{fill(m.frame.contactsText, { office: office.name })}</p>
                {office.email ? (
                  <p>
                    <a href={`mailto:${office.email}`}>{office.email}</a>
                  </p>
                ) : null}
                {site.seat?.address ? <p lang="it">{site.seat.address}</p> : null}
                {site.seat?.pec ? (
                  <p>
                    PEC <a href={`mailto:${site.seat.pec}`}>{site.seat.pec}</a>
                  </p>
                ) : null}
              </section>
            )}
            {face === "signatory" ? null : (
              <section>
                <h2>{m.frame.footerLinks}</h2>
                <ul>
                  <li>
                    <a href="/trasparenza">{m.nav.transparency}</a>
                  </li>
                  <li>
                    <a href="/albo">{m.nav.albo}</a>
                  </li>
                  <li>
                    <a href="/verifica">{m.nav.verify}</a>
                  </li>
                  <li>
                    <a href="/dati">{m.publication.openData.title}</a>
                  </li>
                </ul>
              </section>
            )}
          </div>
        </div>
      </div>
      <div class="it-footer-small-prints">
        <div class="container footer-small">
          {office.name === "" ? null : (
            <p class="footer-legal">
              <a href="/note-legali">{m.frame.legal}</a>
              <a href="/privacy">{m.frame.privacy}</a>
              <a href="/accessibilita">{m.frame.accessibility}</a>
            </p>
          )}
          <span>{m.frame.licence}</span>
          <span>{m.frame.poweredBy}</span>
        </div>
      </div>
    </footer>
  );
}
