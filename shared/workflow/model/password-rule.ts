import { no, type WorkflowRefusal } from "./refusals.ts";

/** NIST SP 800-63B-4 §3.1.1.2: fifteen where it may be all that there is, any characters, none forced, none expired. */
export const leastPassword = 15;
export const mostPassword = 128;

/** Rows of keyboards and what everybody counts by. */
const runs = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qazwsxedcrfvtgbyhnujmikolp"];
/** Words that the lists of stolen passwords are full of, here and in English. */
const known =
  "password passw0rd parola ordine parolaordine prova segreto benvenuto benvenuti buongiorno ciao amore admin administrator amministratore utente user operatore comune ente ufficio segreteria protocollo ragioneria determina delibera visto login accesso welcome letmein iloveyou monkey dragon master sunshine princess football juventus napoli inter milan roma italia forza estate inverno primavera autunno gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedi changeme default test temp qwerty asdfgh zxcvbn abc".split(
    " ",
  );

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Why a new password will not do, or nothing. Long passphrases pass whatever they are made of; repetitions, keyboard
 * rows and what is little more than known words, the body's name or the person's own do not.
 * Not promised: that it was never stolen elsewhere; no service is asked about it.
 */
export function passwordProblem(password: string, about: readonly string[]): WorkflowRefusal | undefined {
  const length = [...password.normalize("NFKC")].length;
  if (!password.isWellFormed() || length > mostPassword || password.length > 4 * mostPassword)
    return bad(`è più lunga di ${mostPassword} caratteri`, `it is longer than ${mostPassword} characters`);
  if (length < leastPassword)
    return bad(
      `ha ${length} caratteri, ne servono almeno ${leastPassword}; una frase di quattro parole va bene`,
      `it has ${length} characters, at least ${leastPassword} are needed; a phrase of four words will do`,
    );
  const text = plain(password).replace(/\s+/g, "");
  if (new Set(text).size < 5 || /^(.{1,8}?)\1+.{0,8}$/u.test(text) || isRun(text))
    return bad("è una ripetizione o una sequenza della tastiera", "it is a repetition or a row of the keyboard");
  const words = [...known, ...about.flatMap((one) => plain(one).split(/[^\p{L}\p{N}]+/u))].filter(
    (one) => one.length > 2,
  );
  const rest = [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ""), text)
    // A year, a count: what is put behind a word.
    .replace(/(?<!\d)\d{1,9}(?!\d)/g, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
  if (rest.length < 5)
    return bad(
      "è fatta di parole troppo note, del nome dell'ente o del proprio",
      "it is made of words that are too well known, of the body's name or of one's own",
    );
  return undefined;
}

const isRun = (text: string): boolean =>
  runs.some((run) => {
    const round = run.repeat(Math.ceil(text.length / run.length) + 1);
    return round.includes(text) || [...round].reverse().join("").includes(text);
  });

const bad = (it: string, en: string) => no("PASSWORD_NOT_GOOD", { it, en });
