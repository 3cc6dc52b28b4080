import { type Journal, logLine } from "../../workflow/ports/journal.ts";

/** Lines of JSON, one for each thing that is told or measured, for whoever reads the program's error output. */
export function lineJournal(options: { readonly now: () => Date; readonly write: (line: string) => void }): Journal {
  const { now, write } = options;
  const put = (line: object) => write(`${JSON.stringify(line)}\n`);
  return {
    tell: (code, fields) => put(logLine(code, fields, now().toISOString())),
    measure: (metric, value) => put({ at: now().toISOString(), level: "INFO", metric, value }),
  };
}
