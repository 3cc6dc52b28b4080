import type { ActHead, Slot } from "../../shared/act/index.ts";
import { verdictSentence, verdictTone } from "../act-status.ts";
import { fileSize, fill, moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Hidden } from "../parts/form.tsx";
import { SignatureDetails } from "../parts/signature-details.tsx";
import { UploadControl } from "../parts/upload-control.tsx";
import { Written } from "../parts/written.tsx";
import { attachmentSignatureWords } from "../signature-words.ts";
import type { OfficerActProps } from "../views.ts";
import { Unanswered } from "./evidence.tsx";

type Props = OfficerActProps & { m: Messages };

const takesFiles = (head: ActHead) =>
  ["ATTACHMENTS_PENDING", "READY", "BLOCKED"].includes(head.state) && !head.submission;

/** What was found about the file: never a bare tick, always both digests where they differ. */
function VerdictCard({ slot, head, forms, mayChange = true, site, reports, m }: Props & { slot: Slot }) {
  const { verdict, file } = slot;
  const report = reports?.[slot.label];
  const other = verdict?.belongsTo;
  // A file that cannot be read is the wrong file too when its digest is another one.
  const differs = slot.state !== "MISMATCH" && verdict?.covers === "none" && verdict.expected !== null;
  return (
    <div class={`verdict verdict-${verdictTone(slot)}`}>
      <p class="verdict-title">{m.verdict[slot.state]}</p>
      <p>{verdictSentence(slot, m)}</p>
      {slot.state === "MISMATCH" && other && mayChange ? (
        <form method="post" action={`/ufficio/atti/${encodeURIComponent(head.actId)}/scambia`}>
          <Hidden tokens={forms} />
          <input type="hidden" name="a" value={slot.label} />
          <input type="hidden" name="b" value={other} />
          <button type="submit" class="btn btn-outline-primary">
            {fill(m.verdict.swap, { label: slot.label, other })}
          </button>
        </form>
      ) : null}
      {verdict ? (
        <>
          {differs ? <p>{m.verdict.mismatch}</p> : null}
          {slot.state === "UNREADABLE" ? null : <p>{attachmentSignatureWords(verdict, m)}</p>}
          <Unanswered n={verdict.unanswered} m={m} />
          <Facts
            facts={[
              [m.verdict.expected, verdict.expected ? <Fingerprint value={verdict.expected} /> : null],
              [m.verdict.found, <Fingerprint value={verdict.found} />],
              [m.verdict.innerDigest, verdict.inner ? <Fingerprint value={verdict.inner} /> : null],
            ]}
          />
          <p class="file-note">
            {file ? (
              <>
                <a href={`/ufficio/atti/${encodeURIComponent(head.actId)}/file/allegato-${slot.label}`}>
                  {file.fileName}
                </a>
                {` · ${file.format.toUpperCase()} · ${fileSize(file.length, site.lang)} · `}
              </>
            ) : null}
            {m.verdict.since} {moment(verdict.at, site.lang)}
          </p>
        </>
      ) : null}
      {report ? <SignatureDetails report={report} m={m} lang={site.lang} /> : null}
    </div>
  );
}

function SlotCard(props: Props & { slot: Slot }) {
  const { slot, head, forms, mayChange = true, uploadLimit, plainUploadLimit, site, m } = props;
  const words = m.officer.act;
  const act = `/ufficio/atti/${encodeURIComponent(head.actId)}`;
  return (
    <li class="panel slot" id={`allegato-${slot.label}`}>
      <div class="panel-head">
        <h3>
          {fill(m.act.attachment, { label: slot.label })} – <Written>{slot.title}</Written>
        </h3>
        <span class={`tag tag-${verdictTone(slot) === "info" ? "neutral" : verdictTone(slot)}`}>
          {m.verdict[slot.state]}
        </span>
      </div>
      {slot.verdict ? null : slot.recorded ? (
        <p class="impronta-line">
          <span>{m.verdict.expected}</span>
          <Fingerprint value={slot.recorded} />
        </p>
      ) : (
        <p class="file-note">{slot.source === "upload" ? words.fromUpload : m.act.fingerprintMissing}</p>
      )}
      {slot.upload ? <p class="file-note">{m.verdict.slotOpen}</p> : null}
      {slot.verdict ? <VerdictCard {...props} /> : null}
      {mayChange && takesFiles(head) ? (
        <UploadControl
          label={slot.label}
          fieldLabel={fill(words.choose, { label: slot.label })}
          button={words.upload}
          permissionUrl={`${act}/allegati/${encodeURIComponent(slot.label)}/permesso`}
          statusUrl={`${act}/stato.json`}
          doneHref={`${act}#allegato-${slot.label}`}
          forms={forms}
          m={m}
          limit={{ bytes: uploadLimit, text: fileSize(uploadLimit, site.lang) }}
          plain={
            plainUploadLimit
              ? {
                  action: `${act}/allegati/${encodeURIComponent(slot.label)}/file`,
                  limit: fileSize(plainUploadLimit, site.lang),
                }
              : undefined
          }
        />
      ) : null}
    </li>
  );
}

/** The attachments with what the act records of them and what arrived. */
export function Attachments(props: Props) {
  const { head, uploadLimit, mayChange = true, site, m } = props;
  if (head.slots.length === 0) return <p>{m.act.noAttachments}</p>;
  return (
    <>
      {mayChange && takesFiles(head) ? (
        <p class="file-note">{fill(m.officer.act.limit, { limit: fileSize(uploadLimit, site.lang) })}</p>
      ) : null}
      <ul class="files">
        {head.slots.map((slot) => (
          <SlotCard {...props} slot={slot} />
        ))}
      </ul>
    </>
  );
}
