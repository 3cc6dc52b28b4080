import type { Child } from "hono/jsx";

/** `it` marks a value that people wrote: it is Italian on every page (WCAG 3.1.2). */
export type Fact = readonly [label: string, value: Child | null | undefined, written?: "it"];

/** Labels and values, side by side where there is room. A fact without a value is left out. */
export function Facts({ facts, wide }: { facts: readonly Fact[]; wide?: boolean }) {
  const shown = facts.filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (shown.length === 0) return null;
  return (
    <dl class={wide ? "facts facts-wide" : "facts"}>
      {shown.map(([label, value, written]) => (
        <div class="fact">
          <dt>{label}</dt>
          <dd {...(written ? { lang: written } : {})}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A whole impronta: monospaced, and broken anywhere so that it fits a phone. */
export function Fingerprint({ value }: { value: string }) {
  return <code class="impronta">{value}</code>;
}
