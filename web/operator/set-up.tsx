import type { Child } from "hono/jsx";
import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Hidden } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Asked, AskedGroup, type Form } from "./checked.tsx";
import { SealFields, SectionFields } from "./section-fields.tsx";
import { PeopleStep } from "./set-up-people.tsx";
import { RefusedForm, TrialForm } from "./settings.tsx";
import {
  type SetUpCodeProps,
  type SetUpOverProps,
  type SetUpPage,
  type SetUpStepProps,
  setUpPages,
} from "./settings-views.ts";

/** The last part of a step's address. */
export const stepPaths: Readonly<Record<SetUpPage, string>> = {
  identity: "ente",
  look: "aspetto",
  operator: "amministratore",
  people: "persone",
  signing: "firme",
  mail: "posta",
  address: "indirizzo",
  register: "registro",
};
const base = "/configurazione";

/** `GET /configurazione`, before the code of the terminal was typed. */
export function SetUpCode({ site, forms, refusal }: SetUpCodeProps) {
  const m = messagesIn(site.lang);
  const words = m.settings.setUp;
  const form: Form = { lang: site.lang, values: {}, problems: [] };
  return (
    <Layout site={site} face="signatory" title={words.title}>
      <h1>{words.title}</h1>
      <p class="lead">{words.welcome}</p>
      {refusal ? <Notice tone="danger" title={refusal.why[site.lang]} role="alert" /> : null}
      <form method="post" action={`${base}/codice`} class="panel narrow">
        <Hidden tokens={forms} />
        <h2>{words.codeTitle}</h2>
        <Asked
          {...{ form, name: "code", label: words.code, hint: words.codeHint }}
          required
          mono
          autocomplete="off"
          maxlength={40}
        />
        <button type="submit" class="btn btn-primary">
          {words.enter}
        </button>
      </form>
    </Layout>
  );
}

/** After the end, while the product opens. */
export function SetUpOver({ site, who, origin }: SetUpOverProps) {
  const words = messagesIn(site.lang).settings.setUp;
  return (
    <Layout site={site} face="signatory" title={words.over}>
      <h1>{words.over}</h1>
      <p class="lead">{fill(words.overText, { who })}</p>
      {origin ? <p>{fill(words.overElsewhere, { origin })}</p> : null}
      <p>
        <a class="btn btn-primary" href={`${origin}/accesso`}>
          {words.signIn}
        </a>
      </p>
    </Layout>
  );
}

function Steps({ step, missing, m }: SetUpStepProps & { m: Messages }) {
  const words = m.settings.setUp;
  return (
    <nav aria-label={words.steps} class="set-up-steps">
      <ol>
        {setUpPages.map((page) => (
          <li>
            <a href={`${base}/${stepPaths[page]}`} {...(page === step ? { "aria-current": "step" as const } : {})}>
              {words[`step_${page}`]}
            </a>{" "}
            <span class="file-note">
              {page === step ? words.here : missing.includes(page) ? words.toDo : words.ready}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const textOf = (m: Messages, step: SetUpPage): string => {
  const words = m.settings;
  if (step === "operator" || step === "people" || step === "register") return words.setUp[`text_${step}`];
  return words[`text_${step}`];
};

function OperatorStep({ form, m, roles, operator }: Omit<SetUpStepProps, "form"> & { form: Form; m: Messages }) {
  const words = m.settings.setUp;
  const options = roles.filter((role) => role !== "operator").map((value) => ({ value, label: roleName(m, value) }));
  return (
    <>
      <PersonFields form={form} m={m} />
      <AskedGroup form={form} name="roles" label={words.roles} type="checkbox" options={options} />
      <div class="field-row">
        <Asked
          {...{ form, name: "password", label: words.newPassword, type: "password", autocomplete: "new-password" }}
          hint={operator ? words.newPasswordKept : words.newPasswordHint}
          maxlength={128}
        />
        <Asked
          {...{ form, name: "passwordAgain", label: words.passwordAgain, type: "password" }}
          autocomplete="new-password"
          maxlength={128}
        />
      </div>
    </>
  );
}

export const roleName = (m: Messages, role: string): string => {
  const words: Readonly<Record<string, string>> = m.settings.setUp;
  return words[`role_${role}`] ?? role;
};

/** Who somebody is and how they are reached. */
export function PersonFields({ form, m }: { form: Form; m: Messages }) {
  const words = m.settings.setUp;
  return (
    <>
      <div class="field-row">
        <Asked form={form} name="name" label={words.personName} required maxlength={80} autocomplete="off" />
        <Asked
          form={form}
          name="who"
          label={words.who}
          hint={words.whoHint}
          required
          maxlength={60}
          autocomplete="off"
        />
      </div>
      <div class="field-row">
        <Asked form={form} name="email" label={words.email} required maxlength={254} autocomplete="off" />
        <Asked form={form} name="office" label={words.office} required maxlength={80} />
      </div>
      <div class="field-row">
        <Asked form={form} name="codesEmail" label={words.codesEmail} hint={words.codesEmailHint} maxlength={254} />
        <Asked form={form} name="fiscalCode" label={words.fiscalCode} hint={words.fiscalCodeHint} maxlength={20} mono />
      </div>
    </>
  );
}

function RegisterStep({ form, m }: { form: Form; m: Messages }) {
  const words = m.settings.setUp;
  return (
    <>
      <div class="field-row">
        <Asked
          {...{ form, name: "lastNumber", label: words.lastNumber, hint: words.lastNumberHint }}
          required
          inputmode="numeric"
          maxlength={7}
        />
        <Asked
          {...{ form, name: "lastDate", label: words.lastDate, hint: words.lastDateHint, type: "date" }}
          required
        />
      </div>
      <Asked form={form} name="source" label={words.source} hint={words.sourceHint} required maxlength={200} />
      <p>{words.endText}</p>
    </>
  );
}

/** The fields of a step that is one form. */
function StepFields(props: Omit<SetUpStepProps, "form"> & { form: Form; m: Messages }) {
  const { step, form, m } = props;
  if (step === "operator") return <OperatorStep {...props} />;
  if (step === "register") return <RegisterStep form={form} m={m} />;
  if (step === "signing")
    return (
      <>
        <SectionFields {...props} section="signing" />
        <SealFields {...props} />
      </>
    );
  return step === "people" ? null : <SectionFields {...props} section={step} />;
}

function Missing({ missing, m }: { missing: readonly SetUpPage[]; m: Messages }): Child {
  const words = m.settings.setUp;
  return (
    <Notice tone="danger" title={words.missing} role="alert">
      <ul>
        {missing.map((page) => (
          <li>
            <a href={`${base}/${stepPaths[page]}`}>{words[`step_${page}`]}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** `GET /configurazione/:passo`: one step of the set-up, and where it stands among the others. */
export function SetUpStepPage(props: SetUpStepProps) {
  const { site, forms, step, refusal, problems, values, missing } = props;
  const m = messagesIn(site.lang);
  const words = m.settings.setUp;
  const form: Form = { lang: site.lang, values, problems };
  const n = setUpPages.indexOf(step) + 1;
  const before = setUpPages[n - 2];
  const title = words[`step_${step}`];
  // The end names the steps that are missing; they are links and not fields of this form.
  const ended = problems.some(({ field }) => missing.some((page) => page === field));
  return (
    <Layout site={site} face="signatory" title={`${title} – ${words.title}`} scripts={["choose.js"]}>
      <p class="set-up-count">{fill(words.step, { n, all: setUpPages.length })}</p>
      <h1>{title}</h1>
      <p class="lead">{textOf(m, step)}</p>
      {refusal && ended ? <Missing missing={missing} m={m} /> : null}
      {refusal && !ended ? <RefusedForm site={site} refusal={refusal} marked={problems.length > 0} /> : null}
      {step === "people" ? (
        <PeopleStep {...props} m={m} />
      ) : (
        <form method="post" action={`${base}/${stepPaths[step]}`} enctype="multipart/form-data" class="panel">
          <Hidden tokens={forms} />
          <StepFields {...props} form={form} m={m} />
          <button type="submit" class="btn btn-primary">
            {step === "register" ? words.end : words.next}
          </button>
        </form>
      )}
      {step === "mail" && !missing.includes("mail") ? (
        <TrialForm site={site} forms={forms} action={`${base}/posta/prova`} trial={props.trial} />
      ) : null}
      {before ? (
        <p>
          <a href={`${base}/${stepPaths[before]}`}>{words.back}</a>
        </p>
      ) : null}
      <Steps {...props} m={m} />
    </Layout>
  );
}
