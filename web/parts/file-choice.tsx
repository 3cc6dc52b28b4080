import type { Messages } from "../messages/messages.ts";
import { Icon } from "./icon.tsx";

/**
 * A file to choose: the button is its label, in the page's language, and the field beside it says the chosen name.
 * The browser's own button, in the browser's language, is not shown.
 */
export function FileChoice(props: {
  readonly id: string;
  readonly name: string;
  /** What the file is; it stands above as a title, and is read out with the button. */
  readonly label: string;
  readonly m: Messages;
  readonly accept?: string | undefined;
  readonly required?: boolean | undefined;
  readonly aria?: Readonly<Record<string, string>>;
}) {
  const { id, name, label, m, accept, required, aria } = props;
  return (
    <div class="file-choice">
      <label class="btn btn-outline-primary" for={id}>
        <Icon name="it-upload" size="sm" extra="icon-primary" /> {m.frame.chooseFile}
        <span class="visually-hidden">: {label}</span>
      </label>
      <input
        {...{ id, name, type: "file", class: "file-input", ...aria }}
        {...(accept ? { accept } : {})}
        {...(required ? { required: true } : {})}
      />
    </div>
  );
}
