import type { Plugin } from "rolldown";
import { type Node, statementsOf } from "./parsed-module.ts";
import { repository } from "./repository.ts";

/** The name that a chain of calls begins with, and the names of the calls: `z.string().min(1)` is `z`, `string`, `min`. */
function chainOf(node: Node): { readonly root: string; readonly calls: readonly string[] } | undefined {
  const calls: string[] = [];
  let at = node;
  while (at.type === "CallExpression") {
    const callee = at["callee"] as Node;
    if (callee.type !== "MemberExpression") return undefined;
    calls.push(String((callee["property"] as Node)["name"]));
    at = callee["object"] as Node;
  }
  return at.type === "Identifier" ? { root: String(at["name"]), calls } : undefined;
}

/** What a schema answers, which is none. */
const answers = /^(?:safeParse|parse|isOptional$|isNullable$)/;

/** Without the types that are said of it. */
const bare = (node: Node | null): Node | null =>
  node?.type === "TSAsExpression" || node?.type === "TSSatisfiesExpression" ? bare(node["expression"] as Node) : node;

/**
 * The schemas that a module makes when it is read: constants, and members of constant objects, that are `z.…()` or made
 * from one that is.
 */
function schemasOf(body: readonly Node[]): readonly Node[] {
  const names = new Set(["z"]);
  const isSchema = (node: Node | null | undefined): boolean => {
    const chain = node?.type === "CallExpression" ? chainOf(node) : undefined;
    if (!chain || chain.calls.some((call) => answers.test(call))) return false;
    return names.has(chain.root) || chain.root.endsWith("Schema");
  };
  const found: Node[] = [];
  for (const statement of body) {
    const declared = bare((statement.type === "ExportNamedDeclaration" ? statement["declaration"] : statement) as Node);
    if (declared?.type !== "VariableDeclaration" || declared["kind"] !== "const") continue;
    for (const { id, init } of declared["declarations"] as readonly {
      readonly id: Node;
      readonly init: Node | null;
    }[]) {
      const value = bare(init);
      if (value && isSchema(value)) {
        names.add(String(id["name"]));
        found.push(value);
      } else if (value?.type === "ObjectExpression")
        for (const member of value["properties"] as readonly Node[])
          if (isSchema(member["value"] as Node | undefined)) found.push(member["value"] as Node);
    }
  }
  return found;
}

/** Every bundle reads the same modules. */
const done = new Map<string, { readonly of: string; readonly is: string }>();

/**
 * Has every schema made when it is first used. There are five hundred, the largest take milliseconds, a function read
 * them all when it started, and what it is asked for needs few.
 */
export const schemasWhenUsed: Plugin = {
  name: "schemas-when-used",
  transform: {
    filter: { id: /[\\/](?:shared|functions)[\\/].*\.tsx?(?:\?now)?$/, code: /\* as z from "zod"/ },
    handler: (code, id) => {
      const known = done.get(id);
      if (known?.of === code) return known.is;
      const schemas = schemasOf(statementsOf(id.replace(/\?.*$/, ""), code));
      const pieces: string[] = [
        `import { later as __later } from ${JSON.stringify(repository("infra/stand-ins/later.ts"))};`,
      ];
      let at = 0;
      for (const { start, end } of schemas) {
        pieces.push(code.slice(at, start), "/* @__PURE__ */ __later(() => ", code.slice(start, end), ")");
        at = end;
      }
      const is = [...pieces, code.slice(at)].join("");
      done.set(id, { of: code, is });
      return is;
    },
  },
};
