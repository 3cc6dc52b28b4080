import type { ActHead } from "../../shared/act/index.ts";
import { amount, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { ActText } from "../parts/act-text.tsx";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Hidden } from "../parts/form.tsx";
import { Movements } from "../parts/movements.tsx";
import { Notice } from "../parts/notice.tsx";
import { situationOf } from "../situation.ts";
import type { OfficerActProps } from "../views.ts";
import { Actions } from "./actions.tsx";
import { Attachments } from "./attachments.tsx";
import { Findings } from "./findings.tsx";
import { History } from "./history.tsx";
import { Outcome } from "./outcome.tsx";
import { AskPreview } from "./preview.tsx";
import { Resume } from "./resume.tsx";
import { StateTag } from "./state-tag.tsx";
import { Stations } from "./stations.tsx";
import { Undelivered } from "./undelivered.tsx";

type Props = OfficerActProps & { m: Messages };

const editable = (head: ActHead) =>
  ["DRAFT", "ATTACHMENTS_PENDING", "READY", "BLOCKED", "RETURNED", "REJECTED"].includes(head.state) &&
  !(head.state === "READY" && head.submission);

function SituationPanel({ head, site, m }: Props) {
  const words = m.officer.situation;
  const situation = situationOf(head, m, site.lang);
  return (
    <section class={`panel situation situation-${situation.group}`} aria-labelledby="situazione">
      <h2 id="situazione">{m.officer.act.situation}</h2>
      <Facts
        wide
        facts={[
          [words.turn, <strong>{situation.turn}</strong>],
          [words.missing, <strong>{situation.missing}</strong>],
          [words.since, moment(situation.since, site.lang)],
          [words.next, situation.next],
        ]}
      />
    </section>
  );
}

/** Why the act is no longer on its way, where the officer reads it first. */
function TurnedBack({ head, site, m }: Props) {
  const { turnedBack } = head;
  if (!turnedBack) return null;
  const words = m.officer.act;
  const turnedBackWords = {
    RETURNED: words.turnedBackRETURNED,
    REJECTED: words.turnedBackREJECTED,
    RECALLED: words.turnedBackRECALLED,
    WITHDRAWN: words.turnedBackWITHDRAWN,
    CORRECTED: m.route.people.turnedBackCORRECTED,
  };
  const who = head.route.flatMap((step) => step.assignments).find((one) => one.who === turnedBack.by);
  return (
    <Notice tone="warning" title={turnedBackWords[turnedBack.how]}>
      <p lang="it">{turnedBack.reason}</p>
      <p class="file-note">
        {who ? `${who.name}, ` : ""}
        {moment(turnedBack.at, site.lang)}
      </p>
    </Notice>
  );
}

function Notices(props: Props) {
  const { refusal, history, undelivered = [], site, m } = props;
  const words = m.officer.act;
  // A mail that waits is named below with its person: its event is the same matter.
  const isNamed = undelivered.some((one) => one.state === "WAITING");
  return (
    <>
      {refusal ? (
        <Notice tone="danger" title={words.refused} role="alert">
          <p>{refusal.why[site.lang]}</p>
          <p class="codes">
            {refusal.code} · {m.fix[refusal.whoCanFix]}
          </p>
        </Notice>
      ) : null}
      <TurnedBack {...props} />
      {history.some((entry) => entry.undelivered) && !isNamed ? (
        <Notice tone="info" title={words.undelivered}>
          <p>{words.undeliveredText}</p>
        </Notice>
      ) : null}
    </>
  );
}

function DataSection({ head, data, site, m }: Props) {
  const lang = site.lang;
  return (
    <details class="reader">
      <summary>{m.officer.act.data}</summary>
      <Facts
        wide
        facts={[
          [m.act.department, head.department, "it"],
          [m.act.service, data.service, "it"],
          [m.act.signatory, data.roles.signatory?.name],
          [m.act.proceedingOfficer, data.roles.proceedingOfficer?.name],
          [m.act.rup, data.roles.rup?.name],
          [m.act.contractor, data.contract?.name],
          [m.act.cig, data.cig],
          [m.act.cup, data.cup],
          [m.act.total, head.total === null ? m.act.noSpending : amount(head.total, lang)],
          [m.act.commitment, data.commitment === undefined ? null : amount(data.commitment, lang)],
          [
            m.officer.act.mainDoc,
            head.mainDoc ? (
              <a href={`/ufficio/atti/${encodeURIComponent(head.actId)}/file/documento`}>
                <Fingerprint value={head.mainDoc.sha256} />
              </a>
            ) : null,
          ],
          [m.officer.act.manifest, head.manifestDigest ? <Fingerprint value={head.manifestDigest} /> : null],
        ]}
      />
      <ActText data={data} m={m} />
      <h3>{m.act.movements}</h3>
      <Movements data={data} m={m} lang={lang} />
    </details>
  );
}

/** `GET /ufficio/atti/:id`: where the act is, what it lacks, what can be done, and all that is known of it. */
export function OfficerAct(props: OfficerActProps) {
  const { site, head } = props;
  const m = messagesIn(site.lang);
  const words = m.officer.act;
  const all = { ...props, m };
  const url = `/ufficio/atti/${encodeURIComponent(head.actId)}`;
  return (
    <Layout
      site={site}
      face="officer"
      title={head.subject}
      scripts={["upload.js", "watch.js"]}
      crumbs={[{ label: m.nav.worklist, href: "/ufficio" }, { label: fill(words.draftOf, { id: head.actId }) }]}
    >
      <header class="act-head">
        <p class="tags">
          <StateTag state={head.state} lang={site.lang} />
          <span class="overline">{fill(words.revision, { rev: head.rev })}</span>
        </p>
        <h1 class="act-title" lang="it">
          {head.subject}
        </h1>
        {props.mayChange !== false && editable(head) ? (
          <p>
            <a href={`${url}/modifica`}>{words.edit}</a>
          </p>
        ) : null}
        {props.mayCopy && editable(head) && !head.document ? (
          <AskPreview actId={head.actId} forms={props.forms} label={m.preview.ask} />
        ) : null}
      </header>
      <div data-watch={`${url}/stato.json`} data-ver={String(head.ver)} role="status" class="watch" hidden>
        {words.changed} <a href={url}>{words.reload}</a>
      </div>
      <SituationPanel {...all} />
      <Notices {...all} />
      <Undelivered {...all} />
      <Resume {...all} />
      <div class="act-columns">
        <aside class="act-side" aria-label={m.officer.stations.title}>
          <p class="side-title">{m.officer.stations.title}</p>
          <Stations head={head} m={m} lang={site.lang} />
        </aside>
        <div class="act-main">
          {props.mayChange === false ? null : <Actions {...all} />}
          <Outcome {...all} />
          <section aria-labelledby="controlli">
            <h2 id="controlli">{words.findings}</h2>
            <Findings {...all} />
          </section>
          <section aria-labelledby="allegati">
            <h2 id="allegati">{words.attachments}</h2>
            <Attachments {...all} />
          </section>
          <section aria-labelledby="dati">
            <h2 id="dati">{m.act.text}</h2>
            <DataSection {...all} />
          </section>
          <section aria-labelledby="storia">
            <h2 id="storia">{words.history}</h2>
            {head.rev > 1 ? (
              <p>
                <a href={`${url}/revisioni`}>{m.form.revisions.link}</a>
              </p>
            ) : null}
            <History history={props.history} m={m} lang={site.lang} />
            {props.mayCopy ? (
              <form method="post" action={`${url}/copia`} class="panel action">
                <Hidden tokens={props.forms} />
                <p>{m.form.copyText}</p>
                <button type="submit" class="btn btn-outline-primary">
                  {m.form.copy}
                </button>
              </form>
            ) : null}
          </section>
        </div>
      </div>
    </Layout>
  );
}
