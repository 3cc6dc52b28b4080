import type { AccountDone, AccountEntryView, AccountView, PeopleProps, RoleName } from "../access-views.ts";
import { fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Choice, Field, Hidden } from "../parts/form.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import type { Site } from "../views.ts";

export const roleNames: readonly RoleName[] = ["officer", "publisher", "accountant", "operator", "auditor"];
const tones = { none: "neutral", invited: "info", open: "success", suspended: "danger" } as const;

export const personPath = (who: string) => `/gestione/persone/${encodeURIComponent(who)}`;
export const rolesText = (m: Messages, roles: readonly RoleName[]) =>
  roles.map((role) => m.access[`role_${role}`]).join(", ") || m.access.rolesNone;

export const AccountTag = ({ m, state }: { m: Messages; state: AccountView["state"] }) => (
  <span class={`tag tag-${tones[state]}`}>{m.access[`state_${state}`]}</span>
);

export function AccountDoneNotice({ m, done }: { m: Messages; done: AccountDone | undefined }) {
  const words = m.access;
  const said: Record<AccountDone, string> = {
    added: words.doneAdded,
    roles: words.doneRoles,
    suspended: words.doneSuspended,
    resumed: words.doneResumed,
    invited: words.doneInvited,
    factors: words.doneFactors,
    contact: words.doneContact,
  };
  return done ? (
    <Notice tone="success" title={words.done} role="status">
      <p>{said[done]}</p>
    </Notice>
  ) : null;
}

export function RoleChoices({ m, roles, prefix }: { m: Messages; roles: readonly string[]; prefix: string }) {
  return (
    <fieldset>
      <legend>{m.access.roles}</legend>
      {roleNames.map((role) => (
        <Choice
          id={`${prefix}-${role}`}
          type="checkbox"
          name="roles"
          value={role}
          label={m.access[`role_${role}`]}
          hint={m.access[`about_${role}`]}
          checked={roles.includes(role)}
        />
      ))}
    </fieldset>
  );
}

/** What became of accounts, one sentence each. */
export function AccountLog(props: {
  m: Messages;
  site: Site;
  log: readonly AccountEntryView[];
  names: ReadonlyMap<string, string>;
}) {
  const { m, site, log, names } = props;
  const words = m.access as Readonly<Record<string, string>>;
  const nameOf = (who: string) => names.get(who) ?? who;
  return (
    <section aria-labelledby="registro-utenze">
      <h2 id="registro-utenze">{m.access.log}</h2>
      {log.length === 0 ? <p class="none">{m.access.logNone}</p> : null}
      <ul class="plain">
        {log.map(({ what, who, by, at, detail = "" }) => (
          <li>
            {moment(at, site.lang)}:{" "}
            {fill(words[`event_${what}`] ?? what, { who: nameOf(who), by: nameOf(by), detail: said(m, what, detail) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Roles and ways in are kept as codes and read as words. */
function said(m: Messages, what: string, detail: string): string {
  const words = m.access as Readonly<Record<string, string>>;
  if (what === "signedIn") return words[`via_${detail}`] ?? detail;
  if (what !== "rolesChanged" && what !== "added") return detail;
  return detail === ""
    ? m.access.rolesNone
    : detail
        .split(", ")
        .map((role) => words[`role_${role}`] ?? role)
        .join(", ");
}

function AddForm({ m, forms, typed = {}, typedRoles = [] }: PeopleProps & { m: Messages }) {
  const words = m.access;
  return (
    <details class="reader" {...(typed["who"] === undefined ? {} : { open: true })}>
      <summary>{words.addTitle}</summary>
      <form method="post" action="/gestione/persone">
        <Hidden tokens={forms} />
        <p>{words.addText}</p>
        <div class="field-row even">
          <Field id="name" label={words.name} value={typed["name"]} required maxlength={100} autocomplete="off" />
          <Field
            id="who"
            label={words.username}
            hint={words.usernameHint}
            value={typed["who"]}
            required
            maxlength={60}
            autocomplete="off"
            mono
          />
          <Field
            id="email"
            type="email"
            label={words.email}
            hint={words.emailHint}
            value={typed["email"]}
            required
            maxlength={254}
            autocomplete="off"
          />
          <Field id="office" label={words.office} value={typed["office"]} required maxlength={120} autocomplete="off" />
          <Field
            id="fiscalCode"
            label={words.fiscalCode}
            hint={words.fiscalCodeHint}
            value={typed["fiscalCode"]}
            maxlength={16}
            autocomplete="off"
            mono
          />
        </div>
        <RoleChoices m={m} roles={typedRoles} prefix="nuova" />
        <button type="submit" class="btn btn-primary">
          {words.add}
        </button>
      </form>
    </details>
  );
}

function Line({ m, account }: { m: Messages; account: AccountView }) {
  const words = m.access;
  const { who, name, office, roles, state, totp, recovery, lacksTotp } = account;
  return (
    <li class="panel">
      <div class="panel-head">
        <h3>
          <a href={personPath(who)}>{name}</a>
        </h3>
        <AccountTag m={m} state={state} />
      </div>
      <Facts
        wide
        facts={[
          [words.username, <span class="mono">{who}</span>],
          [words.office, office, "it"],
          [words.roles, rolesText(m, roles)],
          [words.way, state === "none" ? null : totp ? fill(words.totpYes, { n: String(recovery) }) : words.totpNo],
        ]}
      />
      {lacksTotp ? <p class="file-note">{words.totpLacks}</p> : null}
      {account.isShut ? <p class="file-note">{words.shut}</p> : null}
    </li>
  );
}

/** `GET /gestione/persone`: everybody of the directory with their accounts, and what became of them. */
export function People(props: PeopleProps) {
  const { site, accounts, log, mayChange, refusal, done } = props;
  const m = messagesIn(site.lang);
  const words = m.access;
  return (
    <Layout
      site={site}
      face="officer"
      title={words.peopleTitle}
      crumbs={[{ label: m.settings.title, href: "/gestione" }, { label: words.peopleTitle }]}
    >
      <h1>{words.peopleTitle}</h1>
      <p class="lead">{words.peopleLead}</p>
      <Refusal site={site} title={words.peopleRefused} refusal={refusal} />
      <AccountDoneNotice m={m} done={done} />
      {mayChange ? <AddForm {...props} m={m} /> : <p class="file-note">{words.peopleReadOnly}</p>}
      <section aria-labelledby="elenco-persone">
        <h2 id="elenco-persone">{words.peopleNav}</h2>
        {accounts.length === 0 ? (
          <Empty title={words.peopleNone}>
            <p>{words.peopleNoneText}</p>
          </Empty>
        ) : (
          <ul class="files">
            {accounts.map((account) => (
              <Line m={m} account={account} />
            ))}
          </ul>
        )}
      </section>
      <AccountLog m={m} site={site} log={log} names={new Map(accounts.map(({ who, name }) => [who, name]))} />
      <p>
        <a href="/gestione/chiavi">{words.keysTitle}</a>
      </p>
    </Layout>
  );
}
