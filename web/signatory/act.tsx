import { choicesOf, controlWords } from "../../shared/act/index.ts";
import { amount, digestStart, fileSize, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { reasonLine } from "../officer/stations.tsx";
import { ActText } from "../parts/act-text.tsx";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { Movements } from "../parts/movements.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { Line, Sentence, Written, written } from "../parts/written.tsx";
import { attachmentSignatureWords } from "../signature-words.ts";
import type { SignatoryActProps } from "../views.ts";
import { Behalf } from "./behalf.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { SignForm } from "./sign-form.tsx";

/** What is asked, in the order in which it is checked: the object, the amount, by when, the words to compare. */
function Asked({ head, step, site, m }: SignatoryActProps & { m: Messages }) {
  const words = m.signatory.act;
  const isLong = head.subject.length > 300;
  return (
    <section class="panel asked" aria-label={words.summary}>
      <p class={isLong ? "act-subject act-subject-long" : "act-subject"} lang="it">
        {head.subject}
      </p>
      <dl class="asked-first">
        <div>
          <dt>{words.amount}</dt>
          <dd class="asked-amount">{head.total === null ? m.act.noSpending : amount(head.total, site.lang)}</dd>
        </div>
        <div>
          <dt>{words.due}</dt>
          <dd>{step.dueAt ? moment(step.dueAt, site.lang) : words.noDue}</dd>
        </div>
      </dl>
      {head.manifestDigest ? (
        <dl class="asked-words">
          <dt>{words.controlWords}</dt>
          <dd>
            <Written>{controlWords(head.manifestDigest).join(" · ")}</Written>
            <span class="field-hint">{words.controlWordsHint}</span>
          </dd>
        </dl>
      ) : null}
      <details>
        <summary>{words.details}</summary>
        <Facts
          wide
          facts={[
            [words.role, <Written>{step.role}</Written>],
            [m.act.department, <Written>{head.department}</Written>],
            [
              words.digest,
              <>
                <strong class="mono digest-start">{digestStart(head.manifestDigest)}</strong>
                <span class="field-hint">{words.digestHint}</span>
              </>,
            ],
          ]}
        />
      </details>
    </section>
  );
}

/** Each attachment in one line with its verdict; what the verdict stands on unfolds. */
function Attachments({ head, site, m }: SignatoryActProps & { m: Messages }) {
  if (head.slots.length === 0) return <p>{m.act.noAttachments}</p>;
  return (
    <ul class="file-lines">
      {head.slots.map((slot) => (
        <li>
          <div class="file-line">
            <h3>
              <a href={`/f/allegato/${encodeURIComponent(slot.label)}`}>
                {slot.label} – <Written>{slot.title}</Written>
              </a>
            </h3>
            <span class={`tag ${slot.state === "VERIFIED" ? "tag-success" : "tag-neutral"}`}>
              {m.verdict[slot.state]}
            </span>
          </div>
          <details>
            <summary>
              {m.signatory.act.fileDetails}
              <span class="visually-hidden"> {fill(m.act.attachment, { label: slot.label })}</span>
            </summary>
            {slot.file ? (
              <p class="file-facts">
                {slot.file.format.toUpperCase()} · {fileSize(slot.file.length, site.lang)}
              </p>
            ) : null}
            {slot.verdict ? <p class="file-note">{attachmentSignatureWords(slot.verdict, m)}</p> : null}
            {slot.verdict?.covers === "content" ? <p class="file-note">{m.verdict.inner}</p> : null}
            {slot.recorded ? (
              <p class="impronta-line">
                <span>{m.act.fingerprint}</span>
                <Fingerprint value={slot.recorded} />
              </p>
            ) : null}
          </details>
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
        return `${written(`${step.role}, ${one.name}`)}: ${what}${reasonLine(one, m)}`;
      }),
  );
  if (said.length === 0) return null;
  return (
    <section aria-labelledby="prima">
      <h2 id="prima">{m.route.choice.previous}</h2>
      <ul class="plain">
        {said.map((line) => (
          <li>
            <Line text={line} />
          </li>
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
      <p class="lead">
        <Sentence text={lead} written={{ name: assignment.name, role: step.role }} />
      </p>
      <Behalf assignment={assignment} m={m} />
      <Refusal site={site} title={words.refused} refusal={refusal} />
      <Asked {...props} m={m} />
      <p class="opened-note">{signing ? words.openedToSign : words.opened}</p>
      <p class="to-decision">
        <a class="btn btn-outline-primary" href="/f/documento">
          <Icon name="it-file-pdf" size="sm" extra="icon-primary" /> {words.readPdf}
        </a>
        <a class="btn btn-outline-primary" href={signing ? "#firma" : "#decisione"}>
          {signing ? words.toSignature : words.toDecision}
        </a>
      </p>
      <section aria-labelledby="leggere">
        <h2 id="leggere">{words.readAct}</h2>
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
      <ul class="plain more-ways">
        {(props.waiting ?? 0) > 1 ? (
          <li>
            <a href="/f/lotto">{fill(m.route.batch.open, { n: String(props.waiting) })}</a>
          </li>
        ) : null}
        <li>
          <a href="/f/app">{m.signatory.enrol.offer}</a>
        </li>
      </ul>
    </Layout>
  );
}
