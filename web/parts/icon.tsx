import { staticHref } from "../static-names.ts";

/** A decorative icon of the sprite; the words beside it say the same. */
export function Icon({ name, size, extra }: { name: string; size?: "sm" | "lg" | "xl"; extra?: string }) {
  const classes = ["icon", size ? `icon-${size}` : "", extra ?? ""].filter(Boolean).join(" ");
  return (
    <svg class={classes} aria-hidden="true" focusable="false">
      <use href={`${staticHref("/static/icons.svg")}#${name}`}></use>
    </svg>
  );
}
