import { isVacant, openSteps, seats } from "../../shared/act/index.ts";
import type { Messages } from "../messages/messages.ts";
import { Field, Hidden, Select } from "../parts/form.tsx";
import type { OfficerActProps } from "../views.ts";

type Props = OfficerActProps & { m: Messages };
const actUrl = (props: Props) => `/ufficio/atti/${encodeURIComponent(props.head.actId)}`;

/** Places of the open steps that somebody else may take, or whose address may be wrong. */
const places = ({ head }: Props, withVacant: boolean) =>
  openSteps(head).flatMap((step) =>
    seats(step)
      .filter((one) => one.state === "PENDING" || (withVacant && isVacant(one)))
      .map((one) => ({ value: `${step.n}#${one.who}`, label: `${step.role}: ${one.name}`, lang: "it" as const })),
  );

/** Another person for a place: the wrong one was asked, or whoever had it abstained and no substitute was left. */
export function Reassign(props: Props) {
  const { m, people = [] } = props;
  const words = m.route.people;
  const options = places(props, true);
  if (options.length === 0) return null;
  const others = people.map(({ who, name, office }) => ({ value: who, label: `${name} – ${office}` }));
  return (
    <form method="post" action={`${actUrl(props)}/nomina`} class="panel action">
      <Hidden tokens={props.forms} />
      <h3>{words.reassign}</h3>
      <p>{words.reassignText}</p>
      <Select id="posto-nomina" name="place" label={words.place} options={options} />
      <Select id="to" label={words.newPerson} options={[{ value: "", label: words.choose }, ...others]} />
      <Reason id="motivo-nomina" label={words.reason} m={m} />
      <button type="submit" class="btn btn-outline-primary">
        {words.reassign}
      </button>
    </form>
  );
}

const Reason = ({ id, label, m }: { id: string; label: string; m: Messages }) => (
  <Field
    id={id}
    name="reason"
    label={label}
    hint={m.officer.act.reasonHint}
    rows={2}
    required
    minlength={10}
    maxlength={1000}
  />
);

/** A mistyped address, mended without voiding the step. */
export function CorrectAddress(props: Props) {
  const { m } = props;
  const words = m.route.people;
  const options = places(props, false);
  if (options.length === 0) return null;
  return (
    <form method="post" action={`${actUrl(props)}/indirizzo`} class="panel action">
      <Hidden tokens={props.forms} />
      <h3>{words.address}</h3>
      <p>{words.addressText}</p>
      <Select id="posto-indirizzo" name="place" label={words.person} options={options} />
      <Field id="email" type="email" label={words.email} required maxlength={254} autocomplete="off" />
      <Reason id="motivo-indirizzo" label={words.reason} m={m} />
      <button type="submit" class="btn btn-outline-primary">
        {words.address}
      </button>
    </form>
  );
}

/** The visto of an act that awaits one and has none under way. */
export function AskVisto(props: Props) {
  const { head, m } = props;
  const words = m.route.people;
  const awaits = head.registration && (head.effect === "PENDING_VISTO" || head.effect === "VISTO_REFUSED");
  if (!awaits || openSteps(head).some((step) => step.kind === "visto")) return null;
  return (
    <form method="post" action={`${actUrl(props)}/visto`} class="panel action">
      <Hidden tokens={props.forms} />
      <h3>{words.askVisto}</h3>
      <p>{words.askVistoText}</p>
      <button type="submit" class="btn btn-primary">
        {words.askVisto}
      </button>
    </form>
  );
}

/** This numbered act rectifies, revokes or annuls an earlier one. */
export function Amend(props: Props) {
  const { head, m } = props;
  const words = m.route.amendment;
  if (!head.registration) return null;
  const kinds = (["RECTIFIED", "REVOKED", "ANNULLED"] as const).map((value) => ({
    value,
    label: words[`choose${value}`],
  }));
  return (
    <form method="post" action={`${actUrl(props)}/collega`} class="panel action">
      <Hidden tokens={props.forms} />
      <h3>{words.declare}</h3>
      <p>{words.declareText}</p>
      <Select id="how" label={words.how} options={kinds} />
      <Field id="number" label={words.number} inputmode="numeric" required maxlength={9} />
      <Field
        id="year"
        label={words.year}
        inputmode="numeric"
        required
        maxlength={4}
        value={String(head.registration.year)}
      />
      <Reason id="motivo-collega" label={words.reason} m={m} />
      <button type="submit" class="btn btn-outline-primary">
        {words.confirm}
      </button>
    </form>
  );
}
