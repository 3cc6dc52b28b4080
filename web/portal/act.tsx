import type { ActData, PublishedHead } from "../../shared/act/index.ts";
import { amount, day, fill, moment, shortDay } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { ActText } from "../parts/act-text.tsx";
import { LinkedActs, Visti, vistoSentence } from "../parts/effect.tsx";
import { Facts } from "../parts/facts.tsx";
import { Movements } from "../parts/movements.tsx";
import { Notice } from "../parts/notice.tsx";
import { Sentence } from "../parts/written.tsx";
import { type FileHrefs, publicHref } from "../published-files.ts";
import type { Lang, PublicActProps } from "../views.ts";
import { PublishedFiles } from "./act-files.tsx";
import { EffectBadge } from "./act-list.tsx";
import { WhoDecided } from "./who-decided.tsx";

type Part = { head: PublishedHead; data: ActData; m: Messages; lang: Lang };

function effectSentence(head: PublishedHead, m: Messages, lang: Lang): string {
  const visto = vistoSentence({ head, m, lang });
  if (visto) return visto;
  if (head.effect === "PENDING_VISTO") return m.effect.pendingSentence;
  if (head.effect === "NONE") return m.effect.noneSentence;
  return head.total === null ? m.effect.executiveZero : m.effect.executiveVisto;
}

function MainFacts({ head, data, m, lang }: Part) {
  const { roles, contract, totals } = data;
  const { albo, transparency } = head.publication;
  const period = (one: { from: string; to: string }) =>
    fill(m.portal.act.period, { from: shortDay(one.from), to: shortDay(one.to) });
  return (
    <Facts
      wide
      facts={[
        [m.portal.act.adopted, day(head.registration.date, lang)],
        [m.act.department, data.department, "it"],
        [m.act.service, data.service, "it"],
        [m.act.signatory, roles.signatory?.name, "it"],
        [m.act.proceedingOfficer, roles.proceedingOfficer?.name],
        [m.act.handledBy, roles.handledBy?.name],
        [m.act.rup, roles.rup?.name],
        [m.act.contractor, contract?.name, "it"],
        [m.act.vatNumber, contract?.vatNumber],
        [m.act.cig, data.cig],
        [m.act.cup, data.cup],
        [m.act.net, totals ? amount(totals.net, lang) : null],
        [totals ? `${m.act.vat} ${totals.vatRate}\u00a0%` : m.act.vat, totals ? amount(totals.vat, lang) : null],
        [m.act.total, totals ? amount(totals.total, lang) : m.act.noSpending],
        [m.act.commitment, data.commitment === undefined ? null : amount(data.commitment, lang)],
        [m.portal.act.alboPeriod, period(albo)],
        [m.portal.act.transparencyPeriod, period(transparency)],
        [
          m.portal.act.register,
          fill(m.portal.act.registerText, {
            number: head.registration.number,
            register: head.registration.register,
            year: head.registration.year,
          }),
        ],
      ]}
    />
  );
}

function Sections({ m }: { m: Messages }) {
  const entries = [
    ["#dati", m.portal.act.data],
    ["#file", m.portal.act.files],
    ["#chi", m.portal.act.who],
    ["#testo", m.act.text],
    ["#movimenti", m.act.movements],
    ["#citazione", m.portal.act.citation],
  ] as const;
  return (
    <nav class="in-page" aria-label={m.portal.act.inThisPage}>
      <p>{m.portal.act.inThisPage}</p>
      <ul>
        {entries.map(([href, label]) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Top({ head, m, lang }: Omit<Part, "data">) {
  const { number, year, date } = head.registration;
  return (
    <header class="act-head">
      <p class="overline">{m.act.determination}</p>
      <h1>{fill(m.act.numberOfDate, { number, year, date: day(date, lang) })}</h1>
      <p class="act-subject" lang="it">
        {head.subject}
      </p>
      <p class="tags">
        <EffectBadge effect={head.effect} m={m} />
      </p>
    </header>
  );
}

const officeText = ({ office }: PublicActProps["site"]) =>
  office.email ? `${office.name}, ${office.email}` : office.name;

/** `GET /trasparenza/:year/:number` and `GET /albo/:year/:number`: the act, whole, in HTML. */
export function PublicAct({
  site,
  space,
  head,
  data,
  permalink,
  fileHrefs,
  proofs,
}: PublicActProps & { fileHrefs?: FileHrefs; proofs?: boolean }) {
  const m = messagesIn(site.lang);
  const lang = site.lang;
  const words = m.portal.act;
  const part = { head, data, m, lang };
  const { number, year, date } = head.registration;
  const isWhole = head.publication.rendition === "integrale";
  const title = `${m.act.determination} ${fill(m.act.shortNumber, { number, year })}`;
  const list = space === "albo" ? m.nav.albo : m.nav.transparency;
  return (
    <Layout
      site={site}
      face="portal"
      title={title}
      noindex={space === "albo"}
      crumbs={[
        { label: m.nav.home, href: "/" },
        { label: list, href: `/${space}` },
        { label: fill(m.act.shortNumber, { number, year }) },
      ]}
    >
      <Top head={head} m={m} lang={lang} />
      <Notice tone={head.effect === "EXECUTIVE" ? "success" : "warning"} title={words.effect}>
        <p>{effectSentence(head, m, lang)}</p>
      </Notice>
      <LinkedActs head={head} m={m} lang={lang} />
      {isWhole ? null : (
        <Notice tone="info" title={words.omissis}>
          <p>{fill(m.publication.omissis.access, { office: officeText(site) })}</p>
        </Notice>
      )}
      <div class="act-columns">
        <Sections m={m} />
        <div class="act-main">
          <section id="dati">
            <h2>{words.data}</h2>
            <MainFacts {...part} />
          </section>
          <section id="file">
            <h2>{words.files}</h2>
            <PublishedFiles head={head} m={m} lang={lang} hrefs={fileHrefs} proofs={proofs} />
          </section>
          <section id="chi">
            <h2>{words.who}</h2>
            <WhoDecided head={head} m={m} lang={lang} test={site.test} hrefs={fileHrefs} />
            <Visti
              head={head}
              m={m}
              lang={lang}
              fileHref={isWhole ? (name) => publicHref(head.actId, name, fileHrefs) : undefined}
            />
          </section>
          <section id="testo">
            <h2>{m.act.text}</h2>
            <ActText data={data} m={m} />
          </section>
          <section id="movimenti">
            <h2>{m.act.movements}</h2>
            <Movements data={data} m={m} lang={lang} />
          </section>
          <section id="citazione">
            <h2>{words.citation}</h2>
            <p class="citation">
              <Sentence
                text={words.citationText}
                values={{ number, year, date: day(date, lang) }}
                written={{ body: head.body, subject: head.subject }}
              />
            </p>
            <Facts facts={[[words.permalink, <a href={permalink}>{permalink}</a>]]} />
            <ul class="plain">
              <li>
                <a href={`/trasparenza/${year}/${number}/pubblicazione`}>
                  {head.publication.albo.certifiedAt
                    ? m.publication.certificate.link
                    : m.publication.certificate.linkNotice}
                </a>
              </li>
              <li>
                <a href={`/dati/atti/${year}/${number}.json`}>{m.publication.openData.json}</a>
              </li>
            </ul>
            <p class="field-hint">
              {fill(m.portal.act.sealedText, { time: moment(head.copy.at, lang), code: head.copy.verificationCode })}
            </p>
          </section>
        </div>
      </div>
    </Layout>
  );
}
