import { parseSync } from "rolldown/utils";

/** A node of a module's syntax tree (ESTree): what it holds depends on its type, and is looked at where it is used. */
export type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

/** What a module of TypeScript says, statement by statement. @throws where it cannot be read */
export function statementsOf(path: string, source: string): readonly Node[] {
  const { program, errors } = parseSync(path, source);
  const [first] = errors;
  if (first) throw new Error(`${path}: ${first.message}`);
  return program.body as unknown as readonly Node[];
}
