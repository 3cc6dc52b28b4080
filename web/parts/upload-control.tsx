import { fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import type { FormTokens } from "../views.ts";
import { Icon } from "./icon.tsx";
import { PlainUpload } from "./plain-upload.tsx";

/**
 * A file to choose or to drop; `upload.js` computes its impronta, asks the permission and sends it with one PUT.
 * All of its words and addresses are attributes: the script holds none.
 */
export function UploadControl(props: {
  /** Label of the attachment, or `firma`. */
  label: string;
  fieldLabel: string;
  button: string;
  /** Whether sending it is what the page is for: a page has one such button. */
  main?: boolean;
  permissionUrl: string;
  statusUrl: string;
  /** Where to go when the file was accepted. */
  doneHref: string;
  forms: FormTokens;
  m: Messages;
  /** Bytes that are the most, and how people write them: said before anything is computed or sent. */
  limit?: { readonly bytes: number; readonly text: string } | undefined;
  /** Where a plain form sends the file, for browsers without script. */
  plain?: { readonly action: string; readonly limit: string } | undefined;
}) {
  const { label, forms, m } = props;
  const words = m.officer.act;
  const id = `file-${label}`;
  return (
    <div
      class="upload-control"
      data-upload={label}
      data-permission={props.permissionUrl}
      data-status={props.statusUrl}
      data-done={props.doneHref}
      data-csrf={forms.csrf}
      data-idem={forms.idem}
      data-hashing={words.hashing}
      data-asking={words.asking}
      data-sending={words.sending}
      data-checking={words.checking}
      data-failed={words.failed}
      data-lost={words.lost}
      {...(props.limit
        ? {
            "data-limit": String(props.limit.bytes),
            "data-too-large": fill(words.tooLarge, { limit: props.limit.text }),
          }
        : {})}
    >
      <div class="drop drop-small">
        <Icon name="it-upload" extra="icon-primary" />
        <div class="drop-choose">
          <label class="btn btn-outline-primary drop-label" for={id}>
            {props.fieldLabel}
          </label>
          <input id={id} type="file" class="drop-input" />
          <p class="field-hint drop-hint" data-chosen>
            {words.dropHere}
          </p>
        </div>
        <button type="button" class={`btn ${props.main ? "btn-primary" : "btn-outline-primary"}`} data-send>
          {props.button}
        </button>
      </div>
      <progress class="upload-progress" max="100" value="0" aria-label={words.sending} hidden></progress>
      <p class="drop-state" role="status" data-state></p>
      <noscript>
        {props.plain ? (
          <PlainUpload {...props.plain} id={`plain-${label}`} label={props.fieldLabel} forms={forms} m={m} />
        ) : (
          <p class="file-note">{words.uploadNoScript}</p>
        )}
      </noscript>
    </div>
  );
}
