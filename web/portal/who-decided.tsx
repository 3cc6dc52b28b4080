import { type Assignment, type PublishedHead, signedFiles } from "../../shared/act/index.ts";
import { fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { signatureWords } from "../signature-words.ts";
import type { Lang } from "../views.ts";

/** Who decided and as what; a substitute with the name of whoever's place they took. */
function decidedLine(one: Assignment, role: string, m: Messages, lang: Lang): string {
  const time = one.at ? moment(one.at, lang) : "—";
  const name = one.onBehalfOf ? fill(m.route.step.onBehalf, { name: one.name, other: one.onBehalfOf.name }) : one.name;
  if (one.opinion) return `${name}, ${role}: ${fill(m.route.step[one.opinion], { time })}`;
  return fill(m.portal.act.approvedBy, { name, role, time });
}

/**
 * Approvals and signature, kept apart in words: an approval by link is a simple electronic signature (CAD art. 20) and
 * is never called a digital one.
 */
export function WhoDecided({ head, m, lang, test }: { head: PublishedHead; m: Messages; lang: Lang; test: boolean }) {
  const approvals = head.route
    .filter((step) => step.kind === "approval" || step.kind === "opinion")
    .flatMap((step) =>
      step.assignments
        .filter((one) => one.state === "APPROVED" || one.state === "OPINION")
        .map((one) => decidedLine(one, step.role, m, lang)),
    );
  return (
    <>
      {approvals.length > 0 ? (
        <div class="panel">
          <h3>{m.approval.recorded}</h3>
          <ul class="plain">
            {approvals.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          <p class="file-note">{m.approval.note}</p>
        </div>
      ) : null}
      <div class="panel">
        <h3>{m.portal.act.signed}</h3>
        {signedFiles(head).map((file) => (
          <>
            {signatureWords(file, m, lang).map((line) => (
              <p>{line}</p>
            ))}
            {file.onBehalfOf ? (
              <p>{fill(m.route.step.onBehalf, { name: file.signer.name, other: file.onBehalfOf.name })}</p>
            ) : null}
          </>
        ))}
        {head.signed.timestamp ? (
          <p>
            {head.signed.time.proved
              ? `${fill(m.evidence.timestampText, { time: moment(head.signed.time.proved, lang) })} `
              : ""}
            <a href={`/atti/${encodeURIComponent(head.actId)}/file/marca`} download>
              {m.evidence.downloadTimestamp}
            </a>
          </p>
        ) : null}
        {test ? <p class="file-note">{m.signature.testMark}</p> : null}
      </div>
      <div class="panel">
        <h3>{m.portal.act.sealed}</h3>
        <p>
          {fill(m.portal.act.sealedText, { time: moment(head.copy.at, lang), code: head.copy.verificationCode })}
          {test ? ` ${m.portal.act.sealTest}` : ""}
        </p>
      </div>
    </>
  );
}
