import type { Plugin } from "rolldown";
import { type Node, statementsOf } from "./parsed-module.ts";
import { repository } from "./repository.ts";

type Exports = { readonly whenCalled: readonly string[]; readonly other: readonly string[] };

const nameOf = (node: unknown): string => String((node as Node)["name"]);

/** Whether what is declared answers with a promise, whoever calls it and however: nothing else can be asked for later. */
function promises(node: Node | null | undefined): boolean {
  if (node?.type !== "FunctionDeclaration" && node?.type !== "ArrowFunctionExpression") return false;
  if (node["generator"] === true) return false;
  const told = (node["returnType"] as Node | null | undefined)?.["typeAnnotation"] as Node | undefined;
  const named = told?.type === "TSTypeReference" && nameOf(told["typeName"]) === "Promise";
  return node["async"] === true || named;
}

/**
 * What a module exports, besides types. @throws where something in it may not exist twice: what is read at the start is
 * another copy than what comes later
 */
function exportsOf(body: readonly Node[]): Exports {
  const whenCalled: string[] = [];
  const other: string[] = [];
  for (const statement of body) {
    if (statement.type === "VariableDeclaration" && statement["kind"] !== "const")
      throw new Error("a use case's module remembers something: keep it in what the use case is given");
    if (statement.type !== "ExportNamedDeclaration" || statement["exportKind"] === "type") continue;
    for (const { local, exported, exportKind } of statement["specifiers"] as readonly Record<string, unknown>[])
      if (exportKind !== "type" && local) other.push(nameOf(exported));
    const declared = statement["declaration"] as Node | null;
    if (declared?.type === "FunctionDeclaration")
      (promises(declared) ? whenCalled : other).push(nameOf(declared["id"]));
    if (declared?.type === "VariableDeclaration")
      for (const { id, init } of declared["declarations"] as readonly { readonly id: Node; readonly init: Node }[])
        (promises(init) ? whenCalled : other).push(nameOf(id));
  }
  return { whenCalled, other };
}

const index = repository("shared/workflow/index.ts");
const folder = repository("shared/workflow/use-cases");
const called = "?when-called";
const now = "?now";

/**
 * Has every use case read when it is first called. A function that answers a page, an event or a program calls one or two
 * of them, and what they need (the act's transitions, the verifier, the layout of a mail) is most of the product. Only
 * what answers with a promise can come later; of a module that has both, the rest is read at the start as a copy.
 */
export const useCasesWhenCalled: Plugin = {
  name: "use-cases-when-called",
  resolveId: {
    filter: { id: /^\.\/use-cases\/[\w-]+\.ts$/ },
    handler: (id, importer) =>
      importer === index ? { id: `${folder}/${id.split("/").pop()}${called}`, moduleSideEffects: false } : null,
  },
  load: {
    filter: { id: /[\\/]use-cases[\\/][\w-]+\.ts\?(?:when-called|now)$/ },
    handler: async function (id) {
      const path = id.slice(0, id.lastIndexOf("?"));
      const source = await this.fs.readFile(path, { encoding: "utf8" });
      if (id.endsWith(now)) return { code: source, moduleType: "ts", moduleSideEffects: false };
      const { whenCalled, other } = exportsOf(statementsOf(path, source));
      const lines = whenCalled.map(
        (name) =>
          `export const ${name} = (...given) => import(${JSON.stringify(path)}).then(({ ${name} }) => ${name}(...given));`,
      );
      return [
        ...lines,
        other.length > 0 ? `export { ${other.join(", ")} } from ${JSON.stringify(path + now)};` : "",
      ].join("\n");
    },
  },
};
