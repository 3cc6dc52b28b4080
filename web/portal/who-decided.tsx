import { type Assignment, type PublishedHead, signedFiles } from "../../shared/act/index.ts";
import { fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Line, written } from "../parts/written.tsx";
import { type FileHrefs, publicHref } from "../published-files.ts";
import { signatureWords } from "../signature-words.ts";
import type { Lang } from "../views.ts";

/** Both names, and where the directory has them the words and the act that let the one sign for the other. */
function substitute(
  name: string,
  held: { readonly name: string; readonly formula?: string | undefined; readonly decree?: string | undefined },
  m: Messages,
): string {
  const names = fill(m.route.step.onBehalf, { name, other: held.name });
  if (!held.formula) return names;
  return `${names} – ${fill(m.route.step.formula, { formula: written(held.formula), decree: written(held.decree ?? "—") })}`;
}

/** Who decided and as what; a substitute with the name of whoever's place they took. */
function decidedLine(one: Assignment, role: string, m: Messages, lang: Lang) {
  const time = one.at ? moment(one.at, lang) : "—";
  const name = one.onBehalfOf ? substitute(one.name, { ...one, name: one.onBehalfOf.name }, m) : one.name;
  if (!one.opinion) return <Line text={fill(m.portal.act.approvedBy, { name, role: written(role), time })} />;
  return <Line text={`${name}, ${written(role)}: ${fill(m.route.step[one.opinion], { time })}`} />;
}

/**
 * Approvals and signature, kept apart in words: an approval by link is a simple electronic signature (CAD art. 20) and
 * is never called a digital one.
 */
type Decided = { head: PublishedHead; m: Messages; lang: Lang; test: boolean; hrefs?: FileHrefs };

export function WhoDecided({ head, m, lang, test, hrefs }: Decided) {
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
              <p>
                <Line text={substitute(file.signer.name, file.onBehalfOf, m)} />
              </p>
            ) : null}
          </>
        ))}
        {head.signed.timestamp ? (
          <p>
            {head.signed.time.proved
              ? `${fill(m.evidence.timestampText, { time: moment(head.signed.time.proved, lang) })} `
              : ""}
            {head.publication.rendition === "integrale" ? (
              <a href={publicHref(head.actId, "marca", hrefs)} download>
                {m.evidence.downloadTimestamp}
              </a>
            ) : null}
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
