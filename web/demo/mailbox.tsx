import { moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Empty } from "../parts/notice.tsx";
import type { MailboxProps, MailProps } from "../views.ts";

/** `GET /posta`: what would have been mailed. */
export function Mailbox({ site, mails }: MailboxProps) {
  const m = messagesIn(site.lang);
  const words = m.demo.mail;
  return (
    <Layout site={site} face="portal" title={words.title} noindex>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {mails.length === 0 ? (
        <Empty title={words.none}>
          <p>{words.noneText}</p>
        </Empty>
      ) : (
        <ul class="act-list">
          {mails.map((mail) => (
            <li>
              <article>
                <p class="act-list-number">{moment(mail.at, site.lang)}</p>
                <h2 class="h3-like">
                  <a href={`/posta/${encodeURIComponent(mail.id)}`}>{mail.subject}</a>
                </h2>
                <p class="file-note">
                  {words.to}: {mail.to}
                </p>
              </article>
            </li>
          ))}
        </ul>
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
      crumbs={[{ label: words.title, href: "/posta" }, { label: mail.subject }]}
    >
      <h1 class="act-title">{mail.subject}</h1>
      <Facts
        wide
        facts={[
          [words.from, mail.from],
          [words.to, mail.to],
          [words.at, moment(mail.at, site.lang)],
        ]}
      />
      <div class="panel mail-text">
        <Linked text={mail.text} />
      </div>
      <p>
        <a href="/posta">{words.back}</a>
      </p>
    </Layout>
  );
}
