import type { Assignee, StepKind } from "../../shared/act/index.ts";
import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Choice, Field, Hidden, Select } from "../parts/form.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { Written } from "../parts/written.tsx";
import type { FormTokens, ShownRefusal, Site } from "../views.ts";

/** A step as its fields show it. `from`: which step of the template it is; those stay. */
export type EditedStep = {
  readonly from: string;
  readonly kind: string;
  readonly role: string;
  readonly who: readonly string[];
  readonly mode: string;
  readonly quorum: string;
  readonly group: string;
  readonly days: string;
};
export type RouteEditorProps = {
  readonly site: Site;
  readonly forms: FormTokens;
  readonly head: { readonly actId: string; readonly subject: string };
  readonly steps: readonly EditedStep[];
  readonly template: readonly { readonly kind: StepKind; readonly assignees: readonly Assignee[] }[];
  readonly people: readonly { readonly who: string; readonly name: string; readonly office: string }[];
  readonly refusal?: ShownRefusal | undefined;
};

function Step(props: RouteEditorProps & { step: EditedStep; at: number; action: string; m: Messages }) {
  const { step, at, template, people, action, m } = props;
  const words = m.form.routeEditor;
  const own = step.from === "" ? undefined : template[Number(step.from)];
  const kinds = { approval: m.officer.act.kindApproval, opinion: m.route.step.kindOpinion };
  const all = { ...kinds, signature: m.officer.act.kindSignature, visto: m.route.step.kindVisto };
  const id = (name: string) => `s-${at}-${name}`;
  const isClick = !own || own.kind === "approval" || own.kind === "opinion";
  const fixed = own?.assignees ?? [];
  const button = (how: string, text: string, named: string) => (
    <button
      type="submit"
      name="do"
      value={`${how}:${at}`}
      class="btn btn-link btn-sm"
      aria-label={fill(named, { n: at + 1 })}
      formaction={action}
      formnovalidate
    >
      {text}
    </button>
  );
  return (
    <li class="panel route-step">
      <h2>
        {fill(words.step, { n: at + 1 })}: {step.role ? <Written>{step.role}</Written> : words.newRole}
      </h2>
      <input type="hidden" name={`s.${at}.from`} value={step.from} />
      {own ? (
        <>
          <p class="file-note">
            {all[own.kind]}. {words.fromTemplate}
          </p>
          <input type="hidden" name={`s.${at}.kind`} value={own.kind} />
          <input type="hidden" name={`s.${at}.role`} value={step.role} />
        </>
      ) : (
        <div class="field-row">
          <Field id={id("role")} name={`s.${at}.role`} label={words.role} value={step.role} required maxlength={120} />
          <Select
            id={id("kind")}
            name={`s.${at}.kind`}
            label={words.kind}
            value={step.kind}
            options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
          />
        </div>
      )}
      <ul>
        {fixed.map((one) => (
          <li>
            <strong>{one.name}</strong>
            {one.deputies?.length ? (
              <span class="file-note">
                {" "}
                {fill(words.deputies, { names: one.deputies.map((deputy) => deputy.name).join(", ") })}
              </span>
            ) : null}
            <input type="hidden" name={`s.${at}.who`} value={one.who} />
          </li>
        ))}
      </ul>
      {isClick ? (
        <>
          <details class="route-people" {...(own ? {} : { open: true })}>
            <summary>{words.people}</summary>
            <fieldset>
              <legend class="visually-hidden">{words.people}</legend>
              {people
                .filter(({ who }) => !fixed.some((one) => one.who === who))
                .map(({ who, name, office }) => (
                  <Choice
                    id={id(`who-${who.replaceAll(".", "-")}`)}
                    type="checkbox"
                    name={`s.${at}.who`}
                    value={who}
                    label={`${name} – ${office}`}
                    checked={step.who.includes(who)}
                  />
                ))}
            </fieldset>
          </details>
          <div class="field-row">
            <Select
              id={id("mode")}
              name={`s.${at}.mode`}
              label={words.mode}
              value={step.mode || "ALL"}
              options={[
                { value: "ALL", label: words.modeALL },
                { value: "ANY", label: words.modeANY },
                { value: "QUORUM", label: words.modeQUORUM },
              ]}
            />
            <Field
              id={id("quorum")}
              name={`s.${at}.quorum`}
              label={words.quorum}
              value={step.quorum}
              inputmode="numeric"
              maxlength={2}
            />
          </div>
        </>
      ) : null}
      <div class="field-row">
        <Field
          id={id("group")}
          name={`s.${at}.group`}
          label={words.group}
          value={step.group}
          inputmode="numeric"
          maxlength={2}
        />
        <Field
          id={id("days")}
          name={`s.${at}.days`}
          label={words.days}
          value={step.days}
          inputmode="numeric"
          maxlength={3}
        />
      </div>
      <p class="row-buttons">
        {at > 0 ? button("up", m.form.up, words.up) : null}
        {own ? null : button("remove", m.form.remove, words.remove)}
      </p>
    </li>
  );
}

/** `GET /ufficio/atti/:id/percorso`: the body's template, with steps that the officer adds. It works without script. */
export function RouteEditor(props: RouteEditorProps) {
  const { site, forms, head, steps, refusal } = props;
  const m = messagesIn(site.lang);
  const words = m.form.routeEditor;
  const url = `/ufficio/atti/${encodeURIComponent(head.actId)}`;
  const action = `${url}/percorso`;
  const crumbs = [
    { label: m.nav.worklist, href: "/ufficio" },
    { label: head.subject, href: url, lang: "it" as const },
    { label: words.title },
  ];
  return (
    <Layout site={site} face="officer" title={words.title} crumbs={crumbs} styles={["form"]}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Refusal site={site} title={words.refused} refusal={refusal} />
      <form method="post" action={action}>
        <Hidden tokens={forms} />
        <p class="field-hint">{words.groupHint}</p>
        <ol class="route-steps">
          {steps.map((step, at) => (
            <Step {...props} step={step} at={at} action={action} m={m} />
          ))}
        </ol>
        <p>
          <button type="submit" name="do" value="add" class="btn btn-outline-primary" formnovalidate>
            {words.add}
          </button>
        </p>
        <div class="buttons">
          <button type="submit" name="do" value="send" class="btn btn-primary">
            {words.send}
          </button>
          <a href={action}>{words.reset}</a>
          <a href={url}>{m.form.cancel}</a>
        </div>
      </form>
    </Layout>
  );
}
