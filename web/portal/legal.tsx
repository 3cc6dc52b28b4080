import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Line, written } from "../parts/written.tsx";
import type { Site } from "../views.ts";

/**
 * `GET /note-legali` and `GET /privacy`, linked from the footer of every page: what the published texts are worth and may
 * be used for (art. 52 CAD, art. 32 L. 69/2009), and what the pages do with data about people (arts. 13 and 14 GDPR).
 */
function Sections({ site, words }: { site: Site; words: "legal" | "privacy" }) {
  const m = messagesIn(site.lang);
  const { title, lead, sections } = m.portal[words];
  const { office, seat } = site;
  const reached = office.email ? `${office.name}, ${office.email}` : office.name || site.bodyName;
  const values = {
    body: written(site.bodyName),
    office: written(reached),
    dpo: written(seat?.dpo ?? reached),
  };
  return (
    <Layout site={site} face="portal" title={title} crumbs={[{ label: m.nav.home, href: "/" }, { label: title }]}>
      <h1>{title}</h1>
      <p class="lead">
        <Line text={fill(lead, values)} />
      </p>
      {sections.map(([heading, text]) => (
        <section class="statement">
          <h2>{heading}</h2>
          <p>
            <Line text={fill(text, values)} />
          </p>
        </section>
      ))}
      {words === "privacy" && seat?.privacyPolicy ? (
        <section class="statement">
          <h2>{m.portal.privacy.policyTitle}</h2>
          <p>
            {m.portal.privacy.policyText} <a href={seat.privacyPolicy}>{seat.privacyPolicy}</a>
          </p>
        </section>
      ) : null}
    </Layout>
  );
}

export const LegalNotes = ({ site }: { site: Site }) => <Sections site={site} words="legal" />;
export const Privacy = ({ site }: { site: Site }) => <Sections site={site} words="privacy" />;
