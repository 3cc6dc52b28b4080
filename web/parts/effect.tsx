import { type ActHead, validityOf } from "../../shared/act/index.ts";
import { day, fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import type { Lang } from "../views.ts";
import { Facts, Fingerprint } from "./facts.tsx";
import { Notice } from "./notice.tsx";
import { Sentence } from "./written.tsx";

type Props = { readonly head: ActHead; readonly m: Messages; readonly lang: Lang };

/** What the last visto says of the effect; `undefined` where there is none. */
export function vistoSentence({ head, m, lang }: Props): string | undefined {
  const visto = head.visti?.at(-1);
  if (!visto || head.effect === "PENDING_VISTO") return undefined;
  const words = m.route.visto;
  const values = { date: day(visto.date, lang), reason: visto.reason };
  if (visto.outcome === "REFUSED") return fill(words.refusedSentence, { reason: visto.reason });
  if (visto.outcome === "WITH_REMARKS") return fill(words.remarksSentence, values);
  return fill(words.favourableSentence, { date: values.date });
}

/** Every visto that was given, each a signed statement of its own. `fileHref` is where its file is served. */
export function Visti({ fileHref, ...props }: Props & { fileHref?: ((name: string) => string) | undefined }) {
  const { head, m, lang } = props;
  const words = m.route.visto;
  if (!head.visti?.length) return null;
  return (
    <section class="panel">
      <h3>{words.title}</h3>
      {head.visti.map((visto, at) => (
        <>
          <p>
            {fill(words.given, { name: visto.signer.name })}
            {visto.onBehalfOf
              ? ` (${visto.onBehalfOf.name}${visto.onBehalfOf.formula ? ` – ${visto.onBehalfOf.formula}` : ""})`
              : ""}
            , {moment(visto.at, lang)}: {visto.outcome === "REFUSED" ? words.REFUSED : words[visto.outcome]}
          </p>
          {visto.reason ? <p lang="it">{visto.reason}</p> : null}
          <p>{fill(words.heldBy, { commitments: visto.commitments.join(", ") || words.none })}</p>
          <Facts
            facts={[
              [
                words.statement,
                fileHref ? (
                  <a href={fileHref(`visto-${at + 1}`)}>
                    <Fingerprint value={visto.sha256} />
                  </a>
                ) : (
                  <Fingerprint value={visto.sha256} />
                ),
              ],
            ]}
          />
        </>
      ))}
    </section>
  );
}

/** Acts that this one amends, and acts that amended it; what an annulled act says first. */
export function LinkedActs({ head, m, lang }: Props) {
  const words = m.route.amendment;
  const by = head.amendedBy ?? [];
  const amends = head.amends ?? [];
  if (by.length + amends.length === 0) return null;
  const validity = validityOf(head);
  const values = (one: NonNullable<ActHead["amends"]>[number]) => ({
    number: `${one.number}/${one.year}`,
    date: day(one.date, lang),
    reason: one.reason,
  });
  return (
    <Notice tone={by.length > 0 ? "warning" : "info"} title={validity === "VALID" ? words.title : words[validity]}>
      <ul class="plain">
        {by.map((one) => (
          <li>
            <a href={`/trasparenza/${one.year}/${one.number}`}>
              <Sentence
                text={words.by}
                values={{ how: words[one.how], ...values(one) }}
                written={{ reason: one.reason }}
              />
            </a>
          </li>
        ))}
        {amends.map((one) => (
          <li>
            <a href={`/trasparenza/${one.year}/${one.number}`}>
              <Sentence text={words[`amends${one.how}`]} values={values(one)} written={{ reason: one.reason }} />
            </a>
          </li>
        ))}
      </ul>
      {by.length > 0 ? <p class="file-note">{words.nothingDeleted}</p> : null}
    </Notice>
  );
}

/** Signatures that a correction before the number took away. */
export function Voided({ head, m, lang }: Props) {
  if (!head.voided?.length) return null;
  const words = m.route.people;
  return (
    <Notice tone="warning" title={words.voided}>
      <ul class="plain">
        {head.voided.map((one) => (
          <li>
            <Sentence
              text={words.voidedLine}
              values={{ time: moment(one.signedAt, lang), rev: one.rev, at: moment(one.at, lang) }}
              written={{ signer: one.signer, reason: one.reason }}
            />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
