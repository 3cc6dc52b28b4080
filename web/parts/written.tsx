import type { Child } from "hono/jsx";
import { fill } from "../format.ts";

/**
 * What people wrote into an act or into the body's directory: Italian on every page, and marked as such, so that a page in
 * English is not read out with English sounds (WCAG 3.1.2).
 */
export const Written = ({ children }: { children: Child }) => <span lang="it">{children}</span>;

/** Unicode's isolates (UAX #9): where nobody takes them out, the text reads the same. */
const [open, close] = ["\u2068", "\u2069"];

/** Marks such words inside a sentence of ours, for {@link Line} to find. */
export const written = (text: string): string => `${open}${text.replace(/[\u2068\u2069]/g, "")}${close}`;

/** A sentence with the words that {@link written} marked in their own language. */
export const Line = ({ text }: { readonly text: string }) => (
  <>
    {text
      .split(/\u2068([^\u2069]*)\u2069/)
      .map((piece, index) => (index % 2 === 1 ? <Written>{piece}</Written> : piece))}
  </>
);

/** A sentence of ours with «names» in it, some of which are filled with what people wrote. */
export function Sentence(props: {
  readonly text: string;
  readonly written: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string | number>>;
}) {
  const own = Object.entries(props.written).map(([name, text]) => [name, written(text)]);
  return <Line text={fill(props.text, { ...props.values, ...Object.fromEntries(own) })} />;
}
