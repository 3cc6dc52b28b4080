import { fieldOf } from "../act-form/places.ts";
import { type Values, valuesOf } from "../act-form/values.ts";
import { euroFirst, fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Choice, Field, Hidden } from "../parts/form.tsx";
import { Sentence } from "../parts/written.tsx";
import { openWarnings } from "../situation.ts";
import type { OfficerActProps } from "../views.ts";
import type { AcknowledgedFields } from "./acknowledged-fields.ts";
import { type FindingWords, findingWords } from "./finding-words.ts";
import { fieldId } from "./form/said.tsx";

const severities = ["E", "A", "I"] as const;
const tones = { E: "danger", A: "warning", I: "neutral" } as const;

/** What the checks found, by severity, and the form that acknowledges warnings: an error cannot be acknowledged. */
export function Findings({
  head,
  data,
  forms,
  mayChange = true,
  site,
  acknowledging: sent,
  m,
}: OfficerActProps & { m: Messages }) {
  const words = m.officer.act;
  const values = valuesOf(data);
  const inWords = findingWords(data, site.lang);
  if (head.findings.length === 0) return <p>{words.findingsNone}</p>;
  const open = [...new Map(openWarnings(head).map((finding) => [finding.code, finding])).values()];
  const editable =
    mayChange && ["DRAFT", "ATTACHMENTS_PENDING", "READY", "BLOCKED"].includes(head.state) && !head.submission;
  return (
    <>
      <p>{words.findingsNote}</p>
      {severities.map((severity) => {
        const found = head.findings.filter((finding) => finding.severity === severity);
        if (found.length === 0) return null;
        return (
          <details
            class={`findings findings-${tones[severity]}`}
            {...(severity === "E" || (severity === "A" && open.length > 0) ? { open: true } : {})}
          >
            <summary>
              {words[severity]} <span class="count-tag">{found.length}</span>
            </summary>
            <ul>
              {found.map((finding) => {
                const said = inWords(finding);
                const known = severity === "A" ? head.acknowledged.find((one) => one.code === finding.code) : undefined;
                return (
                  <li>
                    <p>
                      <code class="code">{finding.code}</code> <span lang={said.lang}>{euroFirst(said.message)}</span>
                    </p>
                    {said.where ? (
                      <p class="file-note">
                        {said.lang === "it" ? (
                          <Sentence text={words.where} written={{ where: said.where }} />
                        ) : (
                          fill(words.where, { where: said.where })
                        )}
                        {editable ? <ToField finding={finding} head={head} values={values} m={m} /> : null}
                      </p>
                    ) : null}
                    {known ? (
                      <p class="acknowledged">
                        <Sentence
                          text={words.acknowledged}
                          values={{ time: moment(known.at, site.lang) }}
                          written={{ reason: known.reason }}
                        />
                      </p>
                    ) : null}
                  </li>
                );
              })}
            </ul>
          </details>
        );
      })}
      {editable && open.length > 0 ? (
        <form
          method="post"
          action={`/ufficio/atti/${encodeURIComponent(head.actId)}/conferma`}
          class="panel"
          id="conferma"
        >
          <h3>{words.acknowledgeTitle}</h3>
          <Hidden tokens={forms} />
          <p>{words.acknowledgeEach}</p>
          {open.map((finding) => (
            <Acknowledged finding={finding} said={inWords(finding)} sent={sent} isAlone={open.length === 1} m={m} />
          ))}
          {open.length > 1 ? (
            <Field
              id="conferma-motivo"
              name="reason"
              label={words.acknowledgeCommon}
              hint={words.acknowledgeCommonHint}
              value={sent?.reason}
              rows={2}
              maxlength={1000}
            />
          ) : null}
          <button type="submit" class="btn btn-primary">
            {words.acknowledge}
          </button>
        </form>
      ) : null}
    </>
  );
}

/**
 * One warning: whoever acknowledges it ticks it and says why. Nothing is ticked beforehand, and the common reason is
 * taken for those alone that ask for it.
 */
function Acknowledged(props: {
  finding: { code: string };
  said: FindingWords;
  sent: AcknowledgedFields | undefined;
  isAlone: boolean;
  m: Messages;
}) {
  const { finding, said, sent, isAlone, m } = props;
  const words = m.officer.act;
  const { code } = finding;
  return (
    <fieldset class="acknowledge">
      <legend class="visually-hidden">{code}</legend>
      <Choice
        id={`avviso-${code}`}
        type="checkbox"
        name="codes"
        value={code}
        label={
          <>
            <code class="code">{code}</code> <span lang={said.lang}>{euroFirst(said.message)}</span>
          </>
        }
        checked={sent?.codes.includes(code) === true}
      />
      <Field
        id={`motivo-${code}`}
        name={`reason.${code}`}
        label={words.acknowledgeReason}
        hint={words.acknowledgeHint}
        value={sent?.reasons[code]}
        rows={2}
        maxlength={1000}
      />
      {isAlone ? null : (
        <Choice
          id={`comune-${code}`}
          type="checkbox"
          name="common"
          value={code}
          label={words.acknowledgeUseCommon}
          checked={sent?.common.includes(code) === true}
        />
      )}
    </fieldset>
  );
}

/** The way to the field of the form that a finding speaks of. */
function ToField(props: {
  finding: { code: string; where: string };
  head: { actId: string };
  values: Values;
  m: Messages;
}) {
  const { finding, head, values, m } = props;
  const field = fieldOf(finding, values);
  if (field === undefined) return null;
  const place = values.has(field) ? fieldId(field) : `rows-${field}`;
  return (
    <>
      {" "}
      <a href={`/ufficio/atti/${encodeURIComponent(head.actId)}/modifica#${place}`}>
        {m.form.toField}
        <span class="visually-hidden"> ({finding.code})</span>
      </a>
    </>
  );
}
