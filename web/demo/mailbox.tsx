import { moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Empty } from "../parts/notice.tsx";
import type { MailboxProps, MailProps, MailSummary, Site } from "../views.ts";

function Messages({ list, site }: { list: readonly MailSummary[]; site: Site }) {
  const words = messagesIn(site.lang).demo.mail;
  return (
    <ul class="act-list">
      {list.map((mail) => (
        <li>
          <article>
            <p class="act-list-number">{moment(mail.at, site.lang)}</p>
            <h3 class="h3-like">
              <a href={`/posta/${encodeURIComponent(mail.id)}`} lang="it">
                {mail.subject}
              </a>
            </h3>
            <p class="file-note">
              {words.to}: {mail.to}
            </p>
          </article>
        </li>
      ))}
    </ul>
  );
}

/** `GET /posta`: what would have been mailed, and what would have gone to people's second channel. */
export function Mailbox({ site, mails, messages }: MailboxProps) {
  const m = messagesIn(site.lang);
  const words = m.demo.mail;
  return (
    <Layout site={site} face="portal" title={words.title} noindex>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {messages.length === 0 ? null : (
        <section aria-labelledby="secondo-canale" class="second-channel">
          <h2 id="secondo-canale">{words.second}</h2>
          <p>{words.secondText}</p>
          <Messages list={messages.slice(0, 10)} site={site} />
        </section>
      )}
      <h2>{words.mails}</h2>
      {mails.length === 0 ? (
        <Empty title={words.none}>
          <p>{words.noneText}</p>
        </Empty>
      ) : (
        <Messages list={mails} site={site} />
      )}
    </Layout>
  );
}

/** Text with its web addresses as links. Only http and https: a mail cannot make a link that runs a script. */
function Linked({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/(https?:\/\/[^\s<>"]+)/)
        .map((piece, index) => (index % 2 === 1 ? <a href={piece}>{piece}</a> : piece))}
    </>
  );
}

/** `GET /posta/:id` */
export function Mail({ site, mail }: MailProps) {
  const m = messagesIn(site.lang);
  const words = m.demo.mail;
  return (
    <Layout
      site={site}
      face="portal"
      title={mail.subject}
      noindex
      crumbs={[
        { label: words.title, href: "/posta" },
        { label: mail.subject, lang: "it" },
      ]}
    >
      <h1 class="act-title" lang="it">
        {mail.subject}
      </h1>
      <Facts
        wide
        facts={[
          [words.from, mail.from],
          [words.to, mail.to],
          [words.at, moment(mail.at, site.lang)],
        ]}
      />
      <div class="panel mail-text" lang="it">
        <Linked text={mail.text} />
      </div>
      <p>
        <a href="/posta">{words.back}</a>
      </p>
    </Layout>
  );
}
