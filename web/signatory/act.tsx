import { choicesOf, controlWords } from "../../shared/act/index.ts";
import { amount, digestStart, fileSize, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { reasonLine } from "../officer/stations.tsx";
import { ActText } from "../parts/act-text.tsx";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { Movements } from "../parts/movements.tsx";
import { Notice } from "../parts/notice.tsx";
import { attachmentSignatureWords } from "../signature-words.ts";
import type { SignatoryActProps } from "../views.ts";
import { Behalf } from "./behalf.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { SignForm } from "./sign-form.tsx";

function Asked({ head, step, site, m }: SignatoryActProps & { m: Messages }) {
  const words = m.signatory.act;
  return (
    <section class="panel asked" aria-labelledby="chiesto">
      <h2 id="chiesto">{words.summary}</h2>
      <p class="act-subject" lang="it">
        {head.subject}
      </p>
      <Facts
        wide
        facts={[
          [words.amount, head.total === null ? m.act.noSpending : <strong>{amount(head.total, site.lang)}</strong>],
          [words.role, step.role],
          [m.act.department, head.department],
          [words.due, step.dueAt ? moment(step.dueAt, site.lang) : words.noDue],
          [
            words.digest,
            <>
              <strong class="mono digest-start">{digestStart(head.manifestDigest)}</strong>
              <span class="field-hint">{words.digestHint}</span>
            </>,
          ],
          ...(head.manifestDigest
            ? ([
                [
                  words.controlWords,
                  <>
                    <strong lang="it">{controlWords(head.manifestDigest).join(" · ")}</strong>
                    <span class="field-hint">{words.controlWordsHint}</span>
                  </>,
                ],
              ] as const)
            : []),
        ]}
      />
    </section>
  );
}

function Attachments({ head, site, m }: SignatoryActProps & { m: Messages }) {
  if (head.slots.length === 0) return <p>{m.act.noAttachments}</p>;
  return (
    <ul class="files">
      {head.slots.map((slot) => (
        <li class="panel">
          <div class="file-head">
            <Icon name="it-clip" extra="icon-primary" />
            <div>
              <h3>
                <a href={`/f/allegato/${encodeURIComponent(slot.label)}`}>
                  {fill(m.act.attachment, { label: slot.label })} – {slot.title}
                </a>
              </h3>
              {slot.file ? (
                <p class="file-facts">
                  {slot.file.format.toUpperCase()} · {fileSize(slot.file.length, site.lang)}
                </p>
              ) : null}
            </div>
            <span class={`tag ${slot.state === "VERIFIED" ? "tag-success" : "tag-neutral"}`}>
              {m.verdict[slot.state]}
            </span>
          </div>
          {slot.verdict ? <p class="file-note">{attachmentSignatureWords(slot.verdict, m)}</p> : null}
          {slot.verdict?.covers === "content" ? <p class="file-note">{m.verdict.inner}</p> : null}
          {slot.recorded ? (
            <details>
              <summary>{m.act.fingerprint}</summary>
              <Fingerprint value={slot.recorded} />
            </details>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** What others have said before: whoever signs answers for the act, and reads the opinions first. */
function Previous({ head, m, site }: SignatoryActProps & { m: Messages }) {
  const said = head.route.flatMap((step) =>
    step.assignments
      .filter((one) => one.state === "APPROVED" || one.state === "OPINION")
      .map((one) => {
        const time = one.at ? moment(one.at, site.lang) : "—";
        const what = one.opinion
          ? fill(m.route.step[one.opinion], { time })
          : fill(m.officer.stations.approvedAt, { time });
        return `${step.role}, ${one.name}: ${what}${reasonLine(one, m)}`;
      }),
  );
  if (said.length === 0) return null;
  return (
    <section aria-labelledby="prima">
      <h2 id="prima">{m.route.choice.previous}</h2>
      <ul class="plain">
        {said.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** `GET /f/atto`: what is asked, everything there is to read, and the decision or the signature. */
export function SignatoryAct(props: SignatoryActProps) {
  const { site, data, step, assignment, refusal } = props;
  const m = messagesIn(site.lang);
  const words = m.signatory.act;
  const signing = step.kind === "signature";
  const opinion = step.kind === "opinion";
  const title = signing ? words.signatureTitle : opinion ? m.route.choice.opinionTitle : words.approvalTitle;
  const lead = signing ? words.signatureLead : opinion ? m.route.choice.opinionLead : words.approvalLead;
  return (
    <Layout site={site} face="signatory" title={title} scripts={signing ? ["upload.js"] : []}>
      <h1>{title}</h1>
      <p class="lead">{fill(lead, { name: assignment.name, role: step.role })}</p>
      <Behalf assignment={assignment} m={m} />
      {refusal ? (
        <Notice tone="danger" title={words.refused} role="alert">
          <p>{refusal.why[site.lang]}</p>
        </Notice>
      ) : null}
      <Asked {...props} m={m} />
      {(props.waiting ?? 0) > 1 ? (
        <p>
          <a class="btn btn-outline-primary" href="/f/lotto">
            {fill(m.route.batch.open, { n: String(props.waiting) })}
          </a>
        </p>
      ) : null}
      <p>
        <a href="/f/app">{m.signatory.enrol.offer}</a>
      </p>
      <p class="opened-note">{signing ? words.openedToSign : words.opened}</p>
      <section aria-labelledby="leggere">
        <h2 id="leggere">{words.readAct}</h2>
        <p>
          <a class="btn btn-outline-primary" href="/f/documento">
            <Icon name="it-file-pdf" size="sm" extra="icon-primary" /> {words.readPdf}
          </a>
        </p>
        <details class="reader">
          <summary>{words.showText}</summary>
          <ActText data={data} m={m} />
          <h3>{m.act.movements}</h3>
          <Movements data={data} m={m} lang={site.lang} />
        </details>
      </section>
      <section aria-labelledby="allegati">
        <h2 id="allegati">{m.act.attachments}</h2>
        <Attachments {...props} m={m} />
      </section>
      <Previous {...props} m={m} />
      {signing ? (
        <>
          <section aria-labelledby="firma">
            <h2 id="firma">{words.signHow}</h2>
            <SignForm {...props} m={m} />
          </section>
          <details class="reader" {...(refusal ? { open: true } : {})}>
            <summary>{words.otherChoice}</summary>
            <DecisionForm {...props} choices={choicesOf(step.kind)} m={m} />
          </details>
        </>
      ) : (
        <section aria-labelledby="decisione">
          <h2 id="decisione">{words.decide}</h2>
          <DecisionForm {...props} choices={choicesOf(step.kind)} m={m} />
        </section>
      )}
    </Layout>
  );
}
