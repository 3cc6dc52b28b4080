import type { ActHead, Choice as Decision } from "../../shared/act/index.ts";
import { fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Choice, Field, Hidden, Select } from "../parts/form.tsx";
import type { SignatoryActProps } from "../views.ts";

type Props = Pick<SignatoryActProps, "forms" | "step" | "assignment" | "written"> & {
  readonly head: Pick<ActHead, "slots" | "manifestDigest">;
  readonly choices: readonly Decision[];
  readonly m: Messages;
};

/** Every answer with its line of explanation; who comes next after an abstention is said before it is made. */
function answers({ assignment, step, m }: Props): Record<Decision, { readonly label: string; readonly hint: string }> {
  const words = m.signatory.act;
  const more = m.route.choice;
  const next = assignment.deputies?.map((one) => one.name).join(", ") || more.nobodyNext;
  const unfavourable = step.unfavourable === "RETURN" ? more.unfavourableReturns : more.unfavourableHint;
  return {
    APPROVE: { label: words.APPROVE, hint: words.approveHint },
    FAVOURABLE: { label: more.FAVOURABLE, hint: more.favourableHint },
    WITH_REMARKS: { label: more.WITH_REMARKS, hint: more.remarksHint },
    UNFAVOURABLE: { label: more.UNFAVOURABLE, hint: unfavourable },
    RETURN: { label: words.RETURN, hint: words.returnHint },
    REJECT: { label: words.REJECT, hint: words.rejectHint },
    ABSTAIN: { label: more.ABSTAIN, hint: fill(more.abstainHint, { next }) },
    DELEGATE: { label: more.DELEGATE, hint: more.delegateHint },
  };
}

/** What a reason speaks of: the whole act, a page of the PDF, an attachment. */
function Anchors({ head, m }: Props) {
  const words = m.route.choice;
  const options = [
    { value: "", label: words.anchorNone },
    { value: "page", label: words.anchorPage },
    ...head.slots.map(({ label }) => ({
      value: `attachment-${label}`,
      label: fill(words.anchorAttachment, { label }),
    })),
  ];
  return (
    <>
      <Select id="anchor" label={words.anchor} options={options} />
      <Field id="anchorPage" label={words.page} inputmode="numeric" maxlength={5} />
    </>
  );
}

/** Delegation is offered only where the directory records a substitute. */
const offered = ({ choices, assignment }: Props): readonly Decision[] =>
  choices.filter((choice) => choice !== "DELEGATE" || (assignment.deputies?.length ?? 0) > 0);

/**
 * The decision: what was read is named by its digest, so that it can speak of nothing else.
 * Posts `choice`, `reasonKind`, `reason`, `anchor`, `anchorPage`, `to`, `seenDigest`, `csrf`, `idem`.
 */
export function DecisionForm(props: Props) {
  const { forms, head, assignment, written, m } = props;
  const words = m.signatory.act;
  const choices = offered(props);
  const labels = answers(props);
  const reasons = Object.entries(m.signatory.reasons);
  const deputies = (assignment.deputies ?? []).map(({ who, name, formula }) => ({
    value: who,
    label: formula ? `${name} – ${formula}` : name,
    lang: "it" as const,
  }));
  const isClick = choices.includes("APPROVE") || choices.includes("FAVOURABLE");
  return (
    <form method="post" action="/f/decidi" class="panel decision">
      <Hidden tokens={forms} />
      <input type="hidden" name="seenDigest" value={head.manifestDigest ?? ""} />
      <fieldset>
        <legend>{words.choice}</legend>
        {choices.map((choice) => (
          <Choice
            id={`scelta-${choice}`}
            type="radio"
            name="choice"
            value={choice}
            label={labels[choice].label}
            hint={labels[choice].hint}
            checked={written?.choice === choice}
            required
          />
        ))}
      </fieldset>
      {choices.includes("DELEGATE") ? (
        <Select
          id="to"
          label={m.route.choice.to}
          options={[{ value: "", label: m.route.choice.toNone }, ...deputies]}
        />
      ) : null}
      {choices.includes("RETURN") ? (
        <Select
          id="reasonKind"
          label={words.reasonKind}
          options={[{ value: "", label: words.reasonKindNone }, ...reasons.map(([value, label]) => ({ value, label }))]}
        />
      ) : null}
      <Field
        id="reason"
        label={words.reason}
        hint={words.reasonHint}
        rows={4}
        value={written?.reason}
        maxlength={1000}
      />
      {choices.includes("RETURN") ? <Anchors {...props} /> : null}
      {isClick ? <p class="file-note">{m.approval.note}</p> : null}
      <button type="submit" class="btn btn-primary btn-lg">
        {words.confirm}
      </button>
    </form>
  );
}
