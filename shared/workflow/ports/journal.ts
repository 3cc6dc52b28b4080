import { type FaultFields, type FieldsOf, type LogCode, logCatalogue, type MetricName } from "./log-catalogue.ts";

/**
 * Where the program says what happened to it: lines of the catalogue for whoever looks, numbers for alarms.
 * Neither throws: what cannot be written stops no work. It is no record of acts; the audit chain is.
 */
export interface Journal {
  tell<C extends LogCode>(code: C, fields: FieldsOf<C>): void;
  measure(metric: MetricName, value: number): void;
}

/** A line as it is written, by any adapter. */
export type LogLine = Readonly<Record<string, unknown>>;

/**
 * The line of a code. Fields that the catalogue does not allow are left out, all of them, and the line says which
 * they were by their names: nothing that nobody foresaw gets into a log.
 */
export function logLine(code: LogCode, fields: object, at: string): LogLine {
  const { level, it: says, fields: schema } = logCatalogue[code];
  const parsed = schema().safeParse(fields);
  const unfit = parsed.error?.issues.map(({ path, code: why }) => `${path.join(".")}:${why}`);
  return { at, level, code, says, ...(parsed.success ? parsed.data : { unfit }) };
}

const word = (text: unknown): string | undefined =>
  typeof text === "string" && /^[\w.:-]{1,80}$/.test(text) ? text : undefined;

/**
 * What may be told of whatever was thrown: its name, its code, what a service answered, and the places in the program.
 * Never its message, which quotes what was read: names, addresses, the text of an act.
 */
export function faultFields(thrown: unknown): FaultFields {
  if (!(thrown instanceof Error)) return { name: "NotAnError", at: [] };
  const { code, $metadata } = thrown as { code?: unknown; $metadata?: { httpStatusCode?: number; requestId?: string } };
  const request = word($metadata?.requestId);
  const known = word(code);
  return {
    name: word(thrown.name) ?? "Error",
    ...(known === undefined ? {} : { code: known }),
    ...($metadata?.httpStatusCode === undefined ? {} : { status: $metadata.httpStatusCode }),
    ...(request === undefined ? {} : { request }),
    at: framesOf(thrown),
  };
}

/**
 * The first frames of a stack: the function, and the last two parts of the file's path. Only what stands after the
 * message: one that was made to look like frames would be told with them.
 */
function framesOf({ stack: whole = "", message }: Error): string[] {
  const begins = whole.indexOf(message);
  const stack = begins < 0 ? "" : whole.slice(begins + message.length);
  const found = stack.matchAll(/^ {4}at (?:(?:async )?([\w.<>$#[\] ]{1,80}) \()?(\S+):(\d+):(\d+)\)?$/gm);
  return [...found]
    .map(([, name = "", path = "", line, column]) => [name, path.split(/[/\\]/).slice(-2).join("/"), line, column])
    .filter(([, file = ""]) => /^[\w.@+-]+(?:\/[\w.@+-]+)?$/.test(file))
    .slice(0, 6)
    .map(([name, file, line, column]) => `${name}(${file}:${line}:${column})`);
}

/** What a fault was about: an event of an act, or words of a few known forms. */
export type About = string | { readonly id: string; readonly type: string; readonly actId: string };

/** Our own word for a work, and what of the world was asked; of longer words nothing is told. */
function workOf(about: string): { readonly work?: string } {
  const [, health, kind] = /^(?:health ([a-z]+)|([a-z]{1,20})(?: .*)?)$/.exec(about) ?? [];
  const work = health === undefined ? kind : `health:${health}`;
  return work === undefined ? {} : { work };
}

/** Tells a fault by the code of what it was about; of other words nothing is told. */
export const toldTo =
  (journal: Journal) =>
  (thrown: unknown, about: About): void => {
    const fault = faultFields(thrown);
    if (typeof about !== "string") {
      journal.tell("DELIVERY_FAILED", { act: about.actId, event: about.id, type: about.type, fault });
      return;
    }
    const [kind = "", what = ""] = about.split(" ", 2);
    if (kind.startsWith("act.")) journal.tell("DELIVERY_FAILED", { act: what, type: kind, fault });
    else if (kind === "message") journal.tell("MESSAGE_FAILED", { message: what, fault });
    else if (kind === "trust")
      journal.tell("TRUST_FILE_REFUSED", { file: what, problem: String(thrown).split(" ", 1)[0] ?? "" });
    else if (/^[A-Z]{3,7}$/.test(kind)) journal.tell("REQUEST_FAILED", { route: about, fault });
    else journal.tell("WORK_FAILED", { ...workOf(about), fault });
  };

/** For tests and for programs that tell nobody. */
export const noJournal: Journal = { tell: () => undefined, measure: () => undefined };
