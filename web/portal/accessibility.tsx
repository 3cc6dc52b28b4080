import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import type { AccessibilityProps } from "../views.ts";

/** `GET /accessibilita` (art. 3-quater L. 4/2004): what is known, and what is not. */
export function Accessibility({ site }: AccessibilityProps) {
  const m = messagesIn(site.lang);
  const words = m.portal.accessibility;
  const { office } = site;
  return (
    <Layout
      site={site}
      face="portal"
      title={words.title}
      crumbs={[{ label: m.nav.home, href: "/" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <h2>{words.stateTitle}</h2>
      <p>{words.state}</p>
      <h2>{words.limitsTitle}</h2>
      <p>{words.limits}</p>
      <h2>{words.feedbackTitle}</h2>
      <p>{fill(words.feedback, { office: office.email ? `${office.name}, ${office.email}` : office.name })}</p>
    </Layout>
  );
}
