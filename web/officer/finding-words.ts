import { type ActData, checkAct } from "../../shared/act/index.ts";
import type { Lang } from "../views.ts";

type Recorded = { readonly code: string; readonly message: string; readonly where: string };
export type FindingWords = { readonly message: string; readonly where: string; readonly lang: Lang };

/** Acts of before were stored with the keyboard's apostrophe. */
const plain = (text: string) => text.replaceAll("’", "'");

/**
 * What a recorded finding says, in the page's language. The act keeps its findings in Italian: in another language they
 * are those of the same checks on the same data, and one that the data no longer give keeps its Italian words.
 */
export function findingWords(data: ActData, lang: Lang): (finding: Recorded) => FindingWords {
  const own = ({ message, where }: Recorded): FindingWords => ({ message, where, lang: "it" });
  if (lang === "it") return own;
  const said = checkAct(data, { language: lang });
  const italian = checkAct(data, { language: "it" });
  return (finding) => {
    const at = italian.findIndex(
      ({ code, message }) => code === finding.code && plain(message) === plain(finding.message),
    );
    const same = at < 0 ? undefined : said[at];
    return same?.code === finding.code ? { message: same.message, where: same.where, lang } : own(finding);
  };
}
