import type { Child } from "hono/jsx";
import type { EnrolmentView, QrView } from "../access-views.ts";
import type { Messages } from "../messages/messages.ts";
import { Field, Hidden } from "../parts/form.tsx";
import type { FormTokens } from "../views.ts";

/** Drawn in the page itself: nobody else is asked for a picture of a secret. */
export function Qr({ qr, label }: { qr: QrView; label: string }) {
  const path = qr.runs.map(([column, row, wide]) => `M${column} ${row}h${wide}v1h-${wide}z`).join("");
  return (
    <svg class="qr" viewBox={`0 0 ${qr.modules} ${qr.modules}`} role="img" aria-label={label}>
      <rect width={qr.modules} height={qr.modules} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}

export function CodeField({ label, hint, id = "code" }: { label: string; hint: string; id?: string }) {
  return (
    <Field id={id} name="code" label={label} hint={hint} required autocomplete="one-time-code" maxlength={9} mono />
  );
}

/** The key for the app and the field of its first code. */
export function PendingApp(props: {
  pending: NonNullable<EnrolmentView["pending"]>;
  forms: FormTokens;
  action: string;
  m: Messages;
}) {
  const { pending, forms, action, m } = props;
  const words = m.access;
  return (
    <>
      <p>{words.scan}</p>
      <Qr qr={pending.qr} label={words.qrAlt} />
      <p>{words.orType}</p>
      <p class="mono key-text">{pending.secret.replace(/(.{4})/g, "$1 ").trim()}</p>
      <p>
        <a href={pending.address}>{words.openApp}</a>
      </p>
      <form method="post" action={action}>
        <Hidden tokens={forms} />
        <CodeField label={words.typeCode} hint={words.typeCodeHint} />
        <button type="submit" class="btn btn-primary">
          {words.enrolConfirm}
        </button>
      </form>
    </>
  );
}

/** A form of one button. */
export function ButtonForm(props: {
  forms: FormTokens;
  action: string;
  label: Child;
  about?: string | undefined;
  tone?: "primary" | "outline-primary" | "outline-danger";
  children?: Child;
}) {
  return (
    <form method="post" action={props.action}>
      <Hidden tokens={props.forms} />
      {props.children}
      <button type="submit" class={`btn btn-${props.tone ?? "outline-primary"}`}>
        {props.label}
        {props.about ? <span class="visually-hidden" lang="it">{`: ${props.about}`}</span> : null}
      </button>
    </form>
  );
}
