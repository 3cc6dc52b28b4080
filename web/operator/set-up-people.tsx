import type { Child } from "hono/jsx";
import { fill, shortDay } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Hidden } from "../parts/form.tsx";
import { Asked, AskedGroup, AskedOne, type Form } from "./checked.tsx";
import { PersonFields, roleName } from "./set-up.tsx";
import type { SetUpStepProps } from "./settings-views.ts";

type Props = SetUpStepProps & { m: Messages };
const base = "/configurazione/persone";

/** The values and problems of the form that was refused; the others stand empty. */
const formOf = ({ form, site, values, problems }: Props, name: string): Form => ({
  lang: site.lang,
  values: form === name ? values : {},
  problems: form === name ? problems : [],
});

function Adder(props: Props & { name: string; title: string; children: Child }) {
  const { forms, name, title, m, form } = props;
  return (
    <details class="reader" {...(form === name ? { open: true } : {})}>
      <summary>{title}</summary>
      <form method="post" action={`${base}/${name}`}>
        <Hidden tokens={forms} />
        {props.children}
        <button type="submit" class="btn btn-outline-primary">
          {m.settings.setUp.add}
          <span class="visually-hidden">: {title}</span>
        </button>
      </form>
    </details>
  );
}

function Remove({ forms, m, list, at, what }: Props & { list: string; at: number; what: string }) {
  return (
    <form method="post" action={`${base}/togli`} class="inline-form">
      <Hidden tokens={forms} />
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="at" value={String(at)} />
      <button type="submit" class="btn btn-outline-primary btn-xs">
        {m.settings.setUp.remove}
        <span class="visually-hidden">: {what}</span>
      </button>
    </form>
  );
}

function Listed(props: { title: string; id: string; none: string; lines: readonly Child[] }) {
  return (
    <section aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.lines.length === 0 ? <p class="none">{props.none}</p> : null}
      {props.lines.length > 0 ? (
        <ul class="set-up-list">
          {props.lines.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

const nameOf = ({ people, operator }: Props, who: string) =>
  [operator, ...people].find((one) => one?.who === who)?.name ?? who;

function OfficeFields(props: Props & { form2: Form; id: string }) {
  const { form2: form, id, offices, people, operator, m } = props;
  const words = m.offices;
  const everybody = [...(operator ? [operator] : []), ...people];
  return (
    <>
      <div class="field-row">
        <AskedOne
          {...{ form, name: "office", id: `${id}-ufficio`, label: words.office }}
          options={[{ value: "", label: words.choose }, ...offices.map((value) => ({ value, label: value }))]}
        />
        <AskedOne
          {...{ form, name: "who", id: `${id}-chi`, label: words.person }}
          options={[
            { value: "", label: words.choose },
            ...everybody.map(({ who, name }) => ({ value: who, label: name })),
          ]}
        />
      </div>
      <div class="field-row">
        <Asked {...{ form, name: "from", id: `${id}-dal`, label: words.from, type: "date" }} required />
        <Asked {...{ form, name: "to", id: `${id}-al`, label: words.to, type: "date" }} />
      </div>
      <Asked {...{ form, name: "decree", id: `${id}-atto`, label: words.decree, hint: words.decreeHint }} required />
    </>
  );
}

/** People, holders of offices and substitutes: a list of each, and a form that adds one. */
export function PeopleStep(props: Props) {
  const { people, operator, holders, substitutes, roles, forms, m } = props;
  const words = m.settings.setUp;
  const person = formOf(props, "persona");
  const substitute = formOf(props, "sostituto");
  const kinds = (["absence", "standing"] as const).map((value) => ({ value, label: m.offices[value] }));
  const rolesOf = (all: readonly string[]) => all.map((role) => roleName(m, role).split(":")[0]).join(", ");
  const line = (one: (typeof holders)[number]) =>
    `${one.office}: ${one.to ? fill(m.offices.between, dated(props, one)) : fill(m.offices.since, dated(props, one))}`;
  const said = ({ name, office, roles: own }: (typeof people)[number]) =>
    [name, office, rolesOf(own)].filter(Boolean).join(" – ");
  return (
    <>
      <Listed
        {...{ title: words.people, id: "elenco-persone", none: words.peopleNone }}
        lines={[
          ...(operator ? [<span>{said(operator)}</span>] : []),
          ...people.map((one, at) => (
            <>
              <span>{said(one)}</span> <Remove {...props} list="people" at={at} what={one.name} />
            </>
          )),
        ]}
      />
      <Adder {...props} name="persona" title={words.addPerson}>
        <PersonFields form={person} m={m} />
        <AskedGroup
          {...{ form: person, name: "roles", label: words.roles, type: "checkbox" }}
          options={roles.map((value) => ({ value, label: roleName(m, value) }))}
        />
        <Asked
          {...{ form: person, name: "password", label: words.firstPassword, hint: words.firstPasswordHint }}
          type="password"
          autocomplete="new-password"
          maxlength={200}
        />
      </Adder>
      <Listed
        {...{ title: words.holders, id: "elenco-titolari", none: words.holdersNone }}
        lines={holders.map((one, at) => (
          <>
            <span>{line(one)}</span> <Remove {...props} list="holders" at={at} what={line(one)} />
          </>
        ))}
      />
      <Adder {...props} name="titolare" title={words.addHolder}>
        <OfficeFields {...props} form2={formOf(props, "titolare")} id="titolare" />
      </Adder>
      <Listed
        {...{ title: words.substitutes, id: "elenco-sostituti", none: words.substitutesNone }}
        lines={substitutes.map((one, at) => (
          <>
            <span>{line(one)}</span> <Remove {...props} list="substitutes" at={at} what={line(one)} />
          </>
        ))}
      />
      <Adder {...props} name="sostituto" title={words.addSubstitute}>
        <OfficeFields {...props} form2={substitute} id="sostituto" />
        <AskedOne {...{ form: substitute, name: "kind", label: m.offices.kind, options: kinds }} />
        <Asked
          {...{ form: substitute, name: "formula", label: m.offices.formula, hint: m.offices.formulaHint }}
          required
        />
      </Adder>
      <form method="post" action={base} class="set-up-next">
        <Hidden tokens={forms} />
        <button type="submit" class="btn btn-primary">
          {words.next}
        </button>
      </form>
    </>
  );
}

const dated = (props: Props, one: { who: string; from: string; to: string; decree: string }) => ({
  name: nameOf(props, one.who),
  from: shortDay(one.from),
  to: one.to ? shortDay(one.to) : "",
  decree: one.decree,
});
