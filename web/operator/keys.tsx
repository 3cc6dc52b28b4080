import { ButtonForm } from "../access/parts.tsx";
import type { KeysProps } from "../access-views.ts";
import { moment, shortDay } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Choice, Field, Hidden } from "../parts/form.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { rolesText } from "./people.tsx";

function NewKey({ m, forms, ownRoles, typed }: KeysProps & { m: Messages }) {
  const words = m.access;
  return (
    <details class="reader" {...(typed ? { open: true } : {})}>
      <summary>{words.keyNew}</summary>
      <form method="post" action="/gestione/chiavi">
        <Hidden tokens={forms} />
        <div class="field-row even">
          <Field id="name" label={words.keyName} hint={words.keyNameHint} value={typed?.name} required maxlength={80} />
          <Field
            id="days"
            label={words.keyDays}
            hint={words.keyDaysHint}
            value={typed?.days ?? "90"}
            required
            inputmode="numeric"
            maxlength={3}
          />
        </div>
        <fieldset>
          <legend>{words.roles}</legend>
          {ownRoles.map((role) => (
            <Choice
              id={`chiave-${role}`}
              type="checkbox"
              name="roles"
              value={role}
              label={words[`role_${role}`]}
              hint={words[`about_${role}`]}
            />
          ))}
        </fieldset>
        <button type="submit" class="btn btn-primary">
          {words.keyCreate}
        </button>
      </form>
    </details>
  );
}

/** `GET /gestione/chiavi`: the keys of programs, one's own to make and everybody's to revoke. */
export function Keys(props: KeysProps) {
  const { site, forms, keys, mayChange, secret, revoked, refusal } = props;
  const m = messagesIn(site.lang);
  const words = m.access;
  return (
    <Layout
      site={site}
      face="officer"
      title={words.keysTitle}
      crumbs={[{ label: m.settings.title, href: "/gestione" }, { label: words.keysTitle }]}
    >
      <h1>{words.keysTitle}</h1>
      <p class="lead">{words.keysLead}</p>
      <Refusal site={site} title={words.keysRefused} refusal={refusal} />
      {revoked ? <Notice tone="success" title={words.keysRevoked} role="status" /> : null}
      {secret ? (
        <Notice tone="success" title={words.keyMade} role="status">
          <p class="mono break key-text">{secret}</p>
          <p>{words.keyMadeText}</p>
        </Notice>
      ) : null}
      {mayChange ? <NewKey {...props} m={m} /> : <p class="file-note">{words.peopleReadOnly}</p>}
      {keys.length === 0 ? (
        <Empty title={words.keysNone}>
          <p>{words.keysNoneText}</p>
        </Empty>
      ) : (
        <ul class="files">
          {keys.map((key) => (
            <li class="panel">
              <h2 class="h3" lang="it">
                {key.name}
              </h2>
              <Facts
                wide
                facts={[
                  [words.keyOwner, key.ownerName],
                  [words.roles, rolesText(m, key.roles)],
                  [words.keyUntil, moment(key.expiresAt, site.lang)],
                  [words.keyLast, key.lastUsed ? shortDay(key.lastUsed) : words.keyNever],
                ]}
              />
              {mayChange ? (
                <ButtonForm
                  forms={forms}
                  action="/gestione/chiavi/revoca"
                  label={words.keyRevoke}
                  about={key.name}
                  tone="outline-danger"
                >
                  <input type="hidden" name="who" value={key.who} />
                  <input type="hidden" name="id" value={key.id} />
                </ButtonForm>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href="/gestione/persone">{words.peopleTitle}</a>
      </p>
    </Layout>
  );
}
