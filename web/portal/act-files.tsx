import type { PublishedHead } from "../../shared/act/index.ts";
import { fileSize, fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Fingerprint } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { Written } from "../parts/written.tsx";
import { type FileHrefs, type PublicFile, publicFilesOf } from "../published-files.ts";
import { attachmentSignatureWords } from "../signature-words.ts";
import type { Lang } from "../views.ts";

const nameOf = ({ title, written }: PublicFile) => (
  <>
    {title}
    {written ? (
      <>
        {" – "}
        <Written>{written}</Written>
      </>
    ) : null}
  </>
);

const proofHref = (actId: string, name: string) =>
  `/atti/${encodeURIComponent(actId)}/prova/${encodeURIComponent(name)}`;

/** The files of an act, each with its impronta, what it is, and one line about the signatures inside. */
type Shown = {
  head: PublishedHead;
  m: Messages;
  lang: Lang;
  hrefs?: FileHrefs | undefined;
  proofs?: boolean | undefined;
};

export function PublishedFiles({ head, m, lang, hrefs, proofs }: Shown) {
  const { year } = head.registration;
  const verdictOf = (name: string) => head.slots.find((slot) => `allegato-${slot.label}` === name)?.verdict;
  return (
    <>
      <p>{m.portal.act.filesLead}</p>
      {proofs ? <p>{m.portal.act.proofLead}</p> : null}
      <ul class="files">
        {publicFilesOf(head, m, lang, hrefs).map((file) => {
          const verdict = verdictOf(file.name);
          return (
            <li class="panel">
              <div class="file-head">
                <Icon name={file.name === "originale" ? "it-file-signed" : "it-file-pdf"} extra="icon-primary" />
                <div>
                  <h3>{file.href ? <a href={file.href}>{nameOf(file)}</a> : nameOf(file)}</h3>
                  <p class="file-facts">
                    {file.format.toUpperCase()} · {fileSize(file.length, lang)}
                  </p>
                </div>
                {file.href ? (
                  <a class="btn btn-outline-primary btn-xs" href={file.href} download>
                    {m.act.download}
                    <span class="visually-hidden"> {nameOf(file)}</span>
                  </a>
                ) : null}
                {file.href && proofs ? (
                  <a class="btn btn-outline-primary btn-xs" href={proofHref(head.actId, file.name)} download>
                    {m.portal.act.proof}
                    <span class="visually-hidden"> {nameOf(file)}</span>
                  </a>
                ) : null}
              </div>
              <p class="file-note">{file.note}</p>
              {verdict ? <p class="file-note">{attachmentSignatureWords(verdict, m)}</p> : null}
              <p class="impronta-line">
                <span>{m.act.fingerprint}</span>
                <Fingerprint value={file.sha256} />
              </p>
              {file.recorded ? (
                <p class="impronta-line">
                  <span>{m.act.fingerprintInAct}</span>
                  <Fingerprint value={file.recorded} />
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
      <p>
        <a href="/verifica">{fill(m.portal.act.verifyFile, {})}</a>
      </p>
      {proofs ? (
        <p>
          <a href={`/trasparenza/registro/${year}`}>{fill(m.publication.register.title, { year })}</a>
        </p>
      ) : null}
    </>
  );
}
