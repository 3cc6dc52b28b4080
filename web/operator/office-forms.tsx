import type { Child } from "hono/jsx";
import type { Messages } from "../messages/messages.ts";
import { Field, Hidden, Select } from "../parts/form.tsx";
import type { OfficesProps } from "./offices-views.ts";

type Props = OfficesProps & { m: Messages };

function OfficeForm(props: Props & { action: string; title: string; text: string; children: Child }) {
  return (
    <details class="reader">
      <summary>{props.title}</summary>
      <form method="post" action={`/ufficio/uffici/${props.action}`}>
        <Hidden tokens={props.forms} />
        <p>{props.text}</p>
        {props.children}
        <button type="submit" class="btn btn-primary">
          {props.m.offices.save}
          <span class="visually-hidden">: {props.title}</span>
        </button>
      </form>
    </details>
  );
}

const People = ({ id, people, m }: Props & { id: string }) => (
  <Select
    id={id}
    name="who"
    label={m.offices.person}
    options={[
      { value: "", label: m.offices.choose },
      ...people.map(({ who, name, office }) => ({ value: who, label: `${name} – ${office}` })),
    ]}
  />
);

const OfficeSelect = ({ id, offices, m }: Props & { id: string }) => (
  <Select
    id={id}
    name="office"
    label={m.offices.office}
    options={[{ value: "", label: m.offices.choose }, ...offices.map(({ name }) => ({ value: name, label: name }))]}
  />
);

const Decree = ({ id, m }: Props & { id: string }) => (
  <Field id={id} name="decree" label={m.offices.decree} hint={m.offices.decreeHint} required maxlength={200} />
);

/** Who holds an office, who stands in, how a person is reached: one form each, all of them without script. */
export function OfficeForms(props: Props) {
  const words = props.m.offices;
  return (
    <>
      <OfficeForm {...props} action="titolare" title={words.enterHolder} text={words.enterHolderText}>
        <OfficeSelect {...props} id="titolare-ufficio" />
        <People {...props} id="titolare-chi" />
        <Field id="titolare-dal" name="from" type="date" label={words.from} required />
        <Field id="titolare-al" name="to" type="date" label={words.to} hint={words.toHint} />
        <Decree {...props} id="titolare-atto" />
      </OfficeForm>
      <OfficeForm {...props} action="sostituto" title={words.enterSubstitute} text={words.enterSubstituteText}>
        <OfficeSelect {...props} id="sostituto-ufficio" />
        <People {...props} id="sostituto-chi" />
        <Select
          id="sostituto-tipo"
          name="kind"
          label={words.kind}
          options={[
            { value: "absence", label: words.absence },
            { value: "standing", label: words.standing },
          ]}
        />
        <Field id="sostituto-dal" name="from" type="date" label={words.from} required />
        <Field id="sostituto-al" name="to" type="date" label={words.to} required />
        <Decree {...props} id="sostituto-atto" />
        <Field
          id="sostituto-formula"
          name="formula"
          label={words.formula}
          hint={words.formulaHint}
          required
          maxlength={200}
        />
      </OfficeForm>
      <OfficeForm {...props} action="recapiti" title={words.enterContact} text={words.enterContactText}>
        <People {...props} id="recapiti-chi" />
        <Field
          id="recapiti-email"
          name="email"
          type="email"
          label={words.newEmail}
          maxlength={254}
          autocomplete="off"
        />
        <Select
          id="recapiti-tipo"
          name="channelKind"
          label={words.channelKind}
          options={[
            { value: "sms", label: words.sms },
            { value: "email", label: words.mail },
          ]}
        />
        <Field
          id="recapiti-canale"
          name="channelAddress"
          label={words.channelAddress}
          maxlength={254}
          autocomplete="off"
        />
      </OfficeForm>
    </>
  );
}
