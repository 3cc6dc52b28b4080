import type { Choice as Decision } from "../../shared/act/index.ts";
import { fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Choice, Field, Hidden, Select } from "../parts/form.tsx";
import type { SignatoryActProps } from "../views.ts";

/**
 * The decision: what was read is named by its digest, so that it can speak of nothing else.
 * Posts `choice`, `reasonKind`, `reason`, `seenDigest`, `csrf`, `idem`.
 */
export function DecisionForm(props: SignatoryActProps & { choices: readonly Decision[]; m: Messages }) {
  const { site, forms, head, choices, written, m } = props;
  const words = m.signatory.act;
  const hints = { APPROVE: words.approveHint, RETURN: words.returnHint, REJECT: words.rejectHint };
  const reasons = Object.entries(m.signatory.reasons);
  return (
    <form method="post" action="/f/decidi" class="panel decision">
      <Hidden tokens={forms} />
      <input type="hidden" name="seenDigest" value={head.manifestDigest} />
      <fieldset>
        <legend>{words.choice}</legend>
        {choices.map((choice) => (
          <Choice
            id={`scelta-${choice}`}
            type="radio"
            name="choice"
            value={choice}
            label={words[choice]}
            hint={hints[choice]}
            checked={written?.choice === choice}
            required
          />
        ))}
      </fieldset>
      <Select
        id="reasonKind"
        label={words.reasonKind}
        options={[{ value: "", label: words.reasonKindNone }, ...reasons.map(([value, label]) => ({ value, label }))]}
      />
      <Field
        id="reason"
        label={words.reason}
        hint={words.reasonHint}
        rows={4}
        value={written?.reason}
        maxlength={1000}
      />
      <p class="file-note">{fill(words.abstain, { office: site.office.name })}</p>
      {choices.includes("APPROVE") ? <p class="file-note">{m.approval.note}</p> : null}
      <button type="submit" class="btn btn-primary btn-lg">
        {words.confirm}
      </button>
    </form>
  );
}
