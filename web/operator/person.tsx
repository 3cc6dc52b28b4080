import { ButtonForm } from "../access/parts.tsx";
import type { PersonProps } from "../access-views.ts";
import { fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Field, Hidden, Select } from "../parts/form.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { AccountDoneNotice, AccountLog, AccountTag, personPath, RoleChoices, rolesText } from "./people.tsx";

type Inner = PersonProps & { m: Messages };

function Roles({ m, forms, account }: Inner) {
  const words = m.access;
  return (
    <form method="post" action={`${personPath(account.who)}/ruoli`} class="panel">
      <Hidden tokens={forms} />
      <RoleChoices m={m} roles={account.roles} prefix="ruolo" />
      <p class="field-hint">{words.rolesText}</p>
      <button type="submit" class="btn btn-primary">
        {words.rolesSave}
      </button>
    </form>
  );
}

function Entry({ m, forms, account, isOwn }: Inner) {
  const words = m.access;
  const { who, state, totp, passkeys } = account;
  const isSuspended = state === "suspended";
  return (
    <section class="panel" aria-labelledby="accesso-persona">
      <h2 id="accesso-persona">{words.entry}</h2>
      <div class="buttons">
        {state === "invited" || state === "open" ? (
          <ButtonForm
            forms={forms}
            action={`${personPath(who)}/invito`}
            label={state === "invited" ? words.invite : words.inviteReset}
          />
        ) : null}
        {state === "none" || isOwn ? null : (
          <ButtonForm
            forms={forms}
            action={`${personPath(who)}/stato`}
            label={isSuspended ? words.resume : words.suspend}
            tone={isSuspended ? "outline-primary" : "outline-danger"}
          >
            <input type="hidden" name="stato" value={isSuspended ? "aperta" : "sospesa"} />
          </ButtonForm>
        )}
      </div>
      {(totp || passkeys > 0) && !isOwn ? (
        <>
          <p>{words.factorsText}</p>
          <ButtonForm
            forms={forms}
            action={`${personPath(who)}/fattori`}
            label={words.factorsRemove}
            tone="outline-danger"
          />
        </>
      ) : null}
    </section>
  );
}

function Contact({ m, forms, account }: Inner) {
  const words = m.access;
  return (
    <details class="reader">
      <summary>{words.contact}</summary>
      <form method="post" action={`${personPath(account.who)}/recapiti`}>
        <Hidden tokens={forms} />
        <p>{words.contactText}</p>
        <div class="field-row even">
          <Field id="email" type="email" label={words.newEmail} maxlength={254} autocomplete="off" />
          <Select
            id="channelKind"
            label={words.channelKind}
            options={[
              { value: "sms", label: words.sms },
              { value: "email", label: words.mail },
            ]}
          />
          <Field id="channelAddress" label={words.channelAddress} maxlength={254} autocomplete="off" />
        </div>
        <button type="submit" class="btn btn-primary">
          {words.contactSave}
        </button>
      </form>
    </details>
  );
}

/** `GET /gestione/persone/:who`: one person's account, and what an operator may do with it. */
export function Person(props: PersonProps) {
  const { site, account, log, mayChange, isOwn, refusal, done } = props;
  const m = messagesIn(site.lang);
  const words = m.access;
  const { who, name, email, office, roles, state, channel, totp, recovery, passkeys } = account;
  const ways = [
    totp ? fill(words.totpYes, { n: String(recovery) }) : words.totpNo,
    ...(passkeys > 0 ? [fill(words.passkeys, { n: String(passkeys) })] : []),
  ];
  return (
    <Layout
      site={site}
      face="officer"
      title={name}
      crumbs={[
        { label: m.settings.title, href: "/gestione" },
        { label: words.peopleTitle, href: "/gestione/persone" },
        { label: name },
      ]}
    >
      <h1>{name}</h1>
      <p>
        <AccountTag m={m} state={state} />
      </p>
      <Refusal site={site} title={words.peopleRefused} refusal={refusal} />
      <AccountDoneNotice m={m} done={done} />
      <Facts
        wide
        facts={[
          [words.username, <span class="mono">{who}</span>],
          [words.email, <span class="mono break">{email}</span>],
          [words.office, office, "it"],
          [words.roles, rolesText(m, roles)],
          [words.way, ways.join(", ")],
          [words.channel, channel ?? <strong>{words.channelNone}</strong>],
        ]}
      />
      {account.lacksTotp ? <p class="file-note">{words.totpLacks}</p> : null}
      {account.isShut ? <p class="file-note">{words.shut}</p> : null}
      {mayChange ? null : <p class="file-note">{words.peopleReadOnly}</p>}
      {mayChange && isOwn ? <p class="file-note">{words.own}</p> : null}
      {mayChange && !isOwn ? <Roles {...props} m={m} /> : null}
      {mayChange ? <Entry {...props} m={m} /> : null}
      {mayChange ? <Contact {...props} m={m} /> : null}
      <AccountLog m={m} site={site} log={log} names={new Map(Object.entries(props.names))} />
      <p>
        <a href="/gestione/persone">{words.back}</a>
      </p>
    </Layout>
  );
}
