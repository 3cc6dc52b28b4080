import { storedWords } from "../stored-words.ts";
import type { Lang } from "../views.ts";

/** A kept sentence as a paragraph, marked where it is not in the page's language (WCAG 3.1.2). */
export function Stored(props: { readonly said: Parameters<typeof storedWords>[0]; readonly lang: Lang }) {
  const { text, lang } = storedWords(props.said, props.lang);
  return <p lang={lang === props.lang ? undefined : lang}>{text}</p>;
}
