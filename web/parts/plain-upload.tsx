import { fill } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import type { FormTokens } from "../views.ts";
import { FileChoice } from "./file-choice.tsx";
import { Hidden } from "./form.tsx";

/** One file by a form, for where no script runs: the largest one that goes this way is said before it is chosen. */
export function PlainUpload(props: {
  readonly action: string;
  readonly limit: string;
  readonly id: string;
  readonly label: string;
  readonly forms: FormTokens;
  readonly m: Messages;
}) {
  const words = props.m.officer.act;
  return (
    <form method="post" action={props.action} enctype="multipart/form-data" class="plain-upload">
      <Hidden tokens={props.forms} />
      <p class="file-note">{fill(words.plainUpload, { limit: props.limit })}</p>
      <div class="field">
        <p class="fixed-label">{props.label}</p>
        <FileChoice id={props.id} name="file" label={props.label} m={props.m} required />
      </div>
      <button type="submit" class="btn btn-outline-primary">
        {words.plainSend}
      </button>
    </form>
  );
}
