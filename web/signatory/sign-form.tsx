import { fileSize } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { Fingerprint } from "../parts/facts.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { Stored } from "../parts/stored.tsx";
import { UploadControl } from "../parts/upload-control.tsx";
import type { SignatoryActProps } from "../views.ts";

/** Download the fixed bytes, sign them with one's own card or remote service, upload the signed file. */
export function SignForm(props: SignatoryActProps & { m: Messages }) {
  const { head, forms, m, site, assignment, plainUploadLimit: most } = props;
  const words = m.signatory.act;
  const refused = head.signatureRefusal;
  // Of several who sign, only whose file it was is told that it is refused.
  const isMine = refused !== undefined && (refused.by === undefined || refused.by === assignment.who);
  return (
    <>
      {isMine ? (
        <Notice tone="danger" title={words.signatureRefused} role="alert">
          <Stored said={refused} lang={site.lang} />
          <p class="codes">{refused.codes.join(" · ")}</p>
          <p>{words.signatureRefusedHelp}</p>
        </Notice>
      ) : null}
      <ol class="steps">
        <li>
          <h3>{words.step1}</h3>
          <p>{words.step1Text}</p>
          <p>
            <a class="btn btn-outline-primary" href={head.signatures ? "/f/da-firmare" : "/f/documento"} download>
              <Icon name="it-download" size="sm" extra="icon-primary" /> {words.downloadPdf}
            </a>
          </p>
          <p class="impronta-line">
            <span>{words.documentDigest}</span>
            <Fingerprint value={(head.signatures?.at(-1) ?? head.mainDoc).sha256} />
          </p>
        </li>
        <li>
          <h3>{words.step2}</h3>
          <p>{words.step2Text}</p>
        </li>
        <li>
          <h3>{words.step3}</h3>
          <p>{words.step3Text}</p>
          <UploadControl
            main
            label="firma"
            fieldLabel={words.signedFile}
            button={words.upload}
            permissionUrl="/f/firma/permesso"
            statusUrl="/f/stato.json"
            doneHref="/f/ricevuta"
            forms={forms}
            plain={most ? { action: "/f/firma/file", limit: fileSize(most, site.lang) } : undefined}
            m={m}
          />
        </li>
      </ol>
    </>
  );
}
