import { fill, moment, shortDay } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { Line, written } from "../parts/written.tsx";
import { OfficeForms } from "./office-forms.tsx";
import type { OfficesProps } from "./offices-views.ts";

type Props = OfficesProps & { m: Messages };
type Shown = OfficesProps["offices"][number];

const nameOf = ({ people }: Props, who: string) => people.find((one) => one.who === who)?.name ?? who;

function holderLine(props: Props, { who, from, to, decree }: Shown["holders"][number]): string {
  const { since, between } = props.m.offices;
  const values = {
    name: nameOf(props, who),
    from: shortDay(from),
    to: to ? shortDay(to) : "",
    decree: written(decree),
  };
  return fill(to ? between : since, values);
}

function substituteLine(props: Props, { who, kind, from, to, formula, decree }: Shown["delegations"][number]): string {
  const words = props.m.offices;
  const days = { from: shortDay(from), to: shortDay(to) };
  const own = { formula: written(formula), decree: written(decree) };
  return fill(words.substituteLine, { name: nameOf(props, who), kind: words[kind], ...days, ...own });
}

function OfficePanel({ office, ...props }: Props & { office: Shown }) {
  const words = props.m.offices;
  const { holder, absences } = office.today;
  return (
    <li class="panel">
      <h3>{office.name}</h3>
      <Facts
        wide
        facts={[
          [words.holder, holder ? <Line text={holderLine(props, holder)} /> : words.vacant],
          [words.acting, absences[0] ? <Line text={substituteLine(props, absences[0])} /> : null],
        ]}
      />
      {office.holders.length + office.delegations.length > 0 ? (
        <details>
          <summary>
            {words.history}
            <span class="visually-hidden">: {office.name}</span>
          </summary>
          <ul class="plain">
            {office.holders.map((one) => (
              <li>
                <Line text={holderLine(props, one)} />
              </li>
            ))}
            {office.delegations.map((one) => (
              <li>
                <Line text={substituteLine(props, one)} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}

function Contacts({ people, m }: Props) {
  const words = m.offices;
  return (
    <section aria-labelledby="recapiti">
      <h2 id="recapiti">{words.contacts}</h2>
      <p>{words.contactsText}</p>
      <ul class="files">
        {people.map(({ name, office, email, channel }) => (
          <li class="panel">
            <h3>{name}</h3>
            <Facts
              wide
              facts={[
                [words.office, office],
                [words.email, <span class="mono">{email}</span>],
                [words.channel, channel ?? <strong>{words.channelNone}</strong>],
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Step = OfficesProps["templates"][number]["steps"][number];

const askedName = (props: Props, asked: Step["ask"][number]): string => {
  const words = props.m.offices;
  if ("office" in asked) return asked.office;
  if ("who" in asked) return nameOf(props, asked.who);
  const named = {
    rup: words.namedRup,
    signatory: words.namedSignatory,
    proceedingOfficer: words.namedProceedingOfficer,
  };
  return named[asked.named];
};

function howOf({ m }: Props, { kind, ask, mode = "ALL", quorum = 1, days, when }: Step): string {
  const words = m.offices;
  return [
    words[kind],
    ...(ask.length > 1 ? [fill(words[mode], { k: String(quorum) })] : []),
    ...(days ? [fill(words.days, { n: String(days) })] : []),
    ...(when === "spending" ? [words.spending] : []),
  ].join(", ");
}

function Routes(props: Props) {
  const words = props.m.offices;
  return (
    <section aria-labelledby="percorsi">
      <h2 id="percorsi">{words.routes}</h2>
      <p>{words.routesText}</p>
      {props.templates.map(({ kinds, steps, policy }) => (
        <div class="panel">
          <h3>{kinds ? fill(words.routeFor, { kinds: kinds.join(", ") }) : words.routeAll}</h3>
          <ol class="plain-steps">
            {steps.map((step) => (
              <li>
                <strong lang="it">{step.role}</strong>: {step.ask.map((one) => askedName(props, one)).join(", ")} (
                {howOf(props, step)})
              </li>
            ))}
          </ol>
          {policy.keepOpinions ? <p class="file-note">{words.keeps}</p> : null}
        </div>
      ))}
    </section>
  );
}

function Changes(props: Props) {
  const { m, changes, site } = props;
  const words = m.offices;
  return (
    <section aria-labelledby="modifiche">
      <h2 id="modifiche">{words.changes}</h2>
      {changes.length === 0 ? <p class="none">{words.changesNone}</p> : null}
      <ul class="plain">
        {changes.map(({ what, office = "", who, by, at }) => (
          <li>
            {moment(at, site.lang)}:{" "}
            {fill(words[`changed_${what}`], { by: nameOf(props, by), who: nameOf(props, who), office })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `GET /ufficio/uffici`: offices with their dated holders and substitutes, how people are reached, the routes. */
export function Offices(props: OfficesProps) {
  const { site, offices, mayChange, done, refusal } = props;
  const m = messagesIn(site.lang);
  const words = m.offices;
  const all = { ...props, m };
  return (
    <Layout site={site} face="officer" title={words.title}>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <Refusal site={site} title={words.refused} refusal={refusal} />
      {done ? (
        <Notice tone="success" title={words.done} role="status">
          <p>{words.doneText}</p>
        </Notice>
      ) : null}
      {mayChange ? null : <p class="file-note">{words.readOnly}</p>}
      <section aria-labelledby="oggi">
        <h2 id="oggi">{words.today}</h2>
        <ul class="files">
          {offices.map((office) => (
            <OfficePanel {...all} office={office} />
          ))}
        </ul>
      </section>
      {mayChange ? <OfficeForms {...all} /> : null}
      {mayChange ? <Contacts {...all} /> : null}
      <Routes {...all} />
      {mayChange ? <Changes {...all} /> : null}
    </Layout>
  );
}
