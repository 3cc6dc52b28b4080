import { amount, day, fileSize, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Choice, Field, Hidden } from "../parts/form.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { Stored } from "../parts/stored.tsx";
import { UploadControl } from "../parts/upload-control.tsx";
import { Sentence } from "../parts/written.tsx";
import type { VistoProps } from "../route-views.ts";
import { Behalf } from "./behalf.tsx";
import { DecisionForm } from "./decision-form.tsx";

type Props = VistoProps & { m: Messages };

function Asked({ head, step, site, m }: Props) {
  const words = m.route.visto;
  const { registration, signed } = head;
  if (!registration || !signed) return null;
  return (
    <section class="panel asked" aria-labelledby="chiesto">
      <h2 id="chiesto">{m.signatory.act.summary}</h2>
      <p class="act-subject" lang="it">
        {head.subject}
      </p>
      <Facts
        wide
        facts={[
          [
            m.act.determination,
            <strong>
              {fill(m.act.numberOfDate, {
                number: registration.number,
                year: registration.year,
                date: day(registration.date, site.lang),
              })}
            </strong>,
          ],
          [
            m.signatory.act.amount,
            head.total === null ? m.act.noSpending : <strong>{amount(head.total, site.lang)}</strong>,
          ],
          [m.signatory.act.role, step.role, "it"],
          [m.signatory.act.due, step.dueAt ? moment(step.dueAt, site.lang) : m.signatory.act.noDue],
          [words.original, <Fingerprint value={signed.sha256} />],
        ]}
      />
      <p>
        <a class="btn btn-outline-primary" href="/f/originale">
          <Icon name="it-file-pdf" size="sm" extra="icon-primary" /> {words.readOriginal}
        </a>
      </p>
    </section>
  );
}

function Outcome({ head, forms, m }: Props) {
  const words = m.route.visto;
  const intent = head.vistoIntent;
  const outcomes = [
    ["FAVOURABLE", words.favourableHint],
    ["WITH_REMARKS", words.remarksHint],
    ["REFUSED", words.refusedHint],
  ] as const;
  return (
    <form method="post" action="/f/visto" class="panel decision">
      <Hidden tokens={forms} />
      <fieldset>
        <legend>{words.outcome}</legend>
        {outcomes.map(([value, hint]) => (
          <Choice
            id={`esito-${value}`}
            type="radio"
            name="outcome"
            value={value}
            label={words[value]}
            hint={hint}
            checked={intent?.outcome === value}
            required
          />
        ))}
      </fieldset>
      <Field
        id="commitments"
        label={words.commitments}
        hint={words.commitmentsHint}
        rows={2}
        value={intent?.commitments.join(", ")}
        maxlength={2000}
      />
      <Field
        id="visto-reason"
        name="reason"
        label={words.reason}
        hint={words.reasonHint}
        rows={3}
        value={intent?.reason}
        maxlength={1000}
      />
      <button type="submit" class={intent ? "btn btn-outline-primary" : "btn btn-primary btn-lg"}>
        {intent ? words.prepareAgain : words.prepare}
      </button>
    </form>
  );
}

function Sign({ head, assignment, forms, m, site, plainUploadLimit: most }: Props) {
  const words = m.route.visto;
  const intent = head.vistoIntent;
  if (intent?.who !== assignment.who) return null;
  const commitments = intent.commitments.join(", ") || words.none;
  return (
    <section aria-labelledby="firma">
      <h2 id="firma">{words.prepared}</h2>
      <p>{fill(words.preparedAs, { outcome: words[intent.outcome], commitments })}</p>
      {head.signatureRefusal ? (
        <Notice tone="danger" title={m.signatory.act.signatureRefused} role="alert">
          <Stored said={head.signatureRefusal} lang={site.lang} />
          <p class="codes">{head.signatureRefusal.codes.join(" · ")}</p>
        </Notice>
      ) : null}
      <ol class="steps">
        <li>
          <h3>{words.step1}</h3>
          <p>{words.step1Text}</p>
          <p>
            <a class="btn btn-outline-primary" href="/f/visto/dichiarazione" download>
              <Icon name="it-download" size="sm" extra="icon-primary" /> {words.download}
            </a>
          </p>
        </li>
        <li>
          <h3>{words.step2}</h3>
          <p>{words.step2Text}</p>
        </li>
        <li>
          <h3>{words.step3}</h3>
          <p>{words.step3Text}</p>
          <UploadControl
            main
            label="firma"
            fieldLabel={words.signedFile}
            button={m.signatory.act.upload}
            permissionUrl="/f/firma/permesso"
            statusUrl="/f/stato.json"
            doneHref="/f/ricevuta"
            forms={forms}
            plain={most ? { action: "/f/firma/file", limit: fileSize(most, site.lang) } : undefined}
            m={m}
          />
        </li>
      </ol>
    </section>
  );
}

/** `GET /f/atto` of a visto: the numbered act, what is stated about it, and the statement to sign. */
export function Visto(props: VistoProps) {
  const { site, head, step, assignment, refusal } = props;
  const m = messagesIn(site.lang);
  const words = m.route.visto;
  const number = head.registration ? `${head.registration.number}/${head.registration.year}` : "—";
  const all = { ...props, m };
  return (
    <Layout site={site} face="signatory" title={words.title} scripts={["upload.js"]}>
      <h1>{words.title}</h1>
      <p class="lead">
        <Sentence text={words.lead} values={{ number }} written={{ name: assignment.name, role: step.role }} />
      </p>
      <Behalf assignment={assignment} m={m} />
      <Refusal site={site} title={m.signatory.act.refused} refusal={refusal} />
      <Asked {...all} />
      <p class="opened-note">{words.how}</p>
      <section aria-labelledby="esito">
        <h2 id="esito">{words.outcome}</h2>
        <p>{words.notByLink}</p>
        <Outcome {...all} />
      </section>
      <Sign {...all} />
      <details class="reader">
        <summary>{words.other}</summary>
        <DecisionForm {...props} choices={["ABSTAIN", "DELEGATE"]} m={m} />
      </details>
    </Layout>
  );
}
