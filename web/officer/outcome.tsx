import { day, fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { LinkedActs, Visti, Voided } from "../parts/effect.tsx";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Notice } from "../parts/notice.tsx";
import { SignatureDetails } from "../parts/signature-details.tsx";
import { Stored } from "../parts/stored.tsx";
import { EffectBadge } from "../portal/act-list.tsx";
import { signatureWords } from "../signature-words.ts";
import type { OfficerActProps } from "../views.ts";
import { KeptEvidence, LaterVerdicts, MissingTimestamp, Unanswered } from "./evidence.tsx";

type Props = OfficerActProps & { m: Messages };

function Signature({ head, reports, site, m }: Props) {
  const words = m.officer.act;
  const report = reports?.["firma"];
  if (!head.signed && !head.signatureRefusal && !head.timestampMissing) return null;
  return (
    <section aria-labelledby="firma">
      <h2 id="firma">{words.signature}</h2>
      <MissingTimestamp head={head} m={m} lang={site.lang} />
      {head.signatureRefusal ? (
        <Notice tone="warning" title={words.signatureRefusal}>
          <Stored said={head.signatureRefusal} lang={site.lang} />
          <p class="codes">
            {head.signatureRefusal.codes.join(" · ")} · {moment(head.signatureRefusal.at, site.lang)}
          </p>
        </Notice>
      ) : null}
      {head.signed ? (
        <div class="panel">
          {signatureWords(head.signed, m, site.lang).map((line) => (
            <p>{line}</p>
          ))}
          {site.test ? <p class="file-note">{m.signature.testMark}</p> : null}
          <Facts
            facts={[
              [
                m.portal.act.original,
                <a href={`/ufficio/atti/${encodeURIComponent(head.actId)}/file/originale`}>
                  <Fingerprint value={head.signed.sha256} />
                </a>,
              ],
              [
                m.evidence.timestamp,
                head.signed.timestamp ? (
                  <a href={`/ufficio/atti/${encodeURIComponent(head.actId)}/file/marca`}>
                    <Fingerprint value={head.signed.timestamp.sha256} />
                  </a>
                ) : null,
              ],
            ]}
          />
          <Unanswered n={head.signed.unanswered} m={m} />
          {report ? <SignatureDetails report={report} m={m} lang={site.lang} /> : null}
        </div>
      ) : null}
    </section>
  );
}

function SealProblem({ head, site, m }: Props) {
  if (!head.sealError || head.copy) return null;
  const { attempts, message, why, at, code } = head.sealError;
  const { why: ofTimestamps } = m.evidence;
  const timestamp = ofTimestamps[code as keyof typeof ofTimestamps];
  // A fault has its own words, which are for whoever mends it and not in the page's language.
  const ownWords = timestamp !== undefined || code === "SEALING_FAILED";
  return (
    <Notice tone="warning" title={m.officer.act.sealError}>
      {timestamp ? <p>{fill(m.officer.act.sealNoTimestamp, { why: timestamp })}</p> : null}
      {code === "SEALING_FAILED" ? <p>{m.officer.act.sealFault}</p> : null}
      {ownWords ? null : <Stored said={{ message, why }} lang={site.lang} />}
      <p>{fill(m.officer.act.sealErrorText, { attempts, time: moment(at, site.lang) })}</p>
      <p class="codes">
        {code}
        {ownWords ? (
          <>
            {" · "}
            <span lang="en">{message}</span>
          </>
        ) : null}
      </p>
    </Notice>
  );
}

/** Signature, number, seal, effect and publication: what the act has become. */
export function Outcome(props: Props) {
  const { head, site, m } = props;
  const words = m.officer.act;
  const { registration, copy, publication } = head;
  return (
    <>
      <Voided head={head} m={m} lang={site.lang} />
      <LinkedActs head={head} m={m} lang={site.lang} />
      <Signature {...props} />
      {registration ? (
        <section aria-labelledby="numero">
          <h2 id="numero">{words.number}</h2>
          <SealProblem {...props} />
          <Visti
            head={head}
            m={m}
            lang={site.lang}
            fileHref={(name) => `/ufficio/atti/${encodeURIComponent(head.actId)}/file/${name}`}
          />
          <div class="panel">
            <p class="big-number">
              {fill(m.act.numberOfDate, {
                number: registration.number,
                year: registration.year,
                date: day(registration.date, site.lang),
              })}{" "}
              <EffectBadge effect={head.effect} m={m} />
            </p>
            <Facts
              facts={[
                [m.portal.act.copy, copy ? <Fingerprint value={copy.sha256} /> : null],
                [words.verificationCode, copy ? <span class="mono">{copy.verificationCode}</span> : null],
                [words.pages, copy ? String(copy.pages) : null],
                [
                  words.published,
                  publication ? (
                    <>
                      {m.portal.act.alboPeriod}{" "}
                      {fill(m.portal.act.period, {
                        from: day(publication.albo.from, site.lang),
                        to: day(publication.albo.to, site.lang),
                      })}
                    </>
                  ) : null,
                ],
              ]}
            />
            {publication ? (
              <p>
                <a class="btn btn-outline-primary" href={`/trasparenza/${registration.year}/${registration.number}`}>
                  {words.openPublic}
                </a>
              </p>
            ) : null}
          </div>
        </section>
      ) : null}
      <LaterVerdicts later={props.later ?? []} m={m} lang={site.lang} />
      <KeptEvidence entries={props.evidence ?? []} actId={head.actId} m={m} />
    </>
  );
}
