import type { Child } from "hono/jsx";

export type Tone = "success" | "danger" | "warning" | "info";

/**
 * A message with a heading. `role` is for what answers an action: it is read out when the page opens. An alert takes the
 * focus too, without script, so that whoever uses the keyboard begins at what went wrong.
 */
export function Notice(props: { tone: Tone; title: Child; role?: "alert" | "status"; id?: string; children?: Child }) {
  return (
    <div
      class={`alert alert-${props.tone}`}
      {...(props.role ? { role: props.role } : {})}
      {...(props.role === "alert" ? { tabindex: -1, autofocus: true } : {})}
      {...(props.id ? { id: props.id } : {})}
    >
      <p class="notice-title">{props.title}</p>
      {props.children}
    </div>
  );
}

/** What stands where a list has nothing in it. */
export function Empty({ title, children }: { title: string; children?: Child }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
