import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import type { AccessibilityProps } from "../views.ts";

/** `GET /accessibilita` (art. 3-quater L. 4/2004): what is known, and what is not. */
export function Accessibility({ site }: AccessibilityProps) {
  const m = messagesIn(site.lang);
  const words = m.portal.accessibility;
  const { office } = site;
  const feedback = fill(words.feedback, { office: office.email ? `${office.name}, ${office.email}` : office.name });
  const statements = [
    [words.stateTitle, words.state],
    [words.limitsTitle, words.limits],
    [words.feedbackTitle, feedback],
  ] as const;
  return (
    <Layout
      site={site}
      face="portal"
      title={words.title}
      crumbs={[{ label: m.nav.home, href: "/" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {statements.map(([title, text]) => (
        <section class="statement">
          <h2>{title}</h2>
          <p>{text}</p>
        </section>
      ))}
    </Layout>
  );
}
