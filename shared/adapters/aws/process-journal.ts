import { toldTo } from "../../workflow/ports/journal.ts";
import { emfJournal } from "./emf-journal.ts";

/** Not `console`: Lambda would put words before the line, and CloudWatch would see no number in it. */
export const journal = emfJournal({
  function: process.env["AWS_LAMBDA_FUNCTION_NAME"] ?? "visto",
  now: () => new Date(),
  write: (line) => void process.stdout.write(line),
});

/** A fault by its code, with the ids that find it again and nothing about people. */
export const told = toldTo(journal);
