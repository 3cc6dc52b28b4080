import type { Hono } from "hono";
import * as z from "zod";
import { refusal, refusalCodes } from "../../shared/act/index.ts";
import { no, workflowCodes } from "../../shared/workflow/index.ts";
import { ApiDocs, type ApiOperation, type ApiProblem, Problem, Problems } from "../../web/api/documentation.tsx";
import { problemsOfOperation } from "./api-answers.ts";
import { fieldsOfSchema } from "./api-fields.ts";
import { type Operation, tags } from "./api-operation.ts";
import { operations } from "./api-operations.ts";
import { apiCodes, apiStatusOf, refusedBecause } from "./api-problems.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { notFound, page, siteOf } from "./respond.ts";

const documentPath = "/static/openapi.json";

/** The document, its page, and the pages that the types of problems lead to. */
export function apiDocsRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get("/openapi.json", async (c) => {
    const file = await deps.staticFile?.(documentPath, c.req.header("accept-encoding"));
    // Where a CDN serves what never changes between two versions, it serves this too.
    if (!file) return c.redirect(documentPath, 302);
    return c.body(Uint8Array.from(file.bytes), 200, {
      "content-type": file.type,
      "cache-control": "public, max-age=3600",
      "access-control-allow-origin": "*",
      vary: "accept-encoding",
      ...(file.encoding ? { "content-encoding": file.encoding } : {}),
    });
  });
  app.get("/api/documentazione", (c) => {
    const lang = c.get("lang");
    const groups = tags.map((tag) => ({
      tag,
      operations: operations.filter((one) => one.tag === tag).map((one) => shown(one, lang)),
    }));
    return page(deps, c, ApiDocs({ site: siteOf(deps, c), groups }), "public");
  });
  app.get("/problemi", (c) => {
    const problems = [...apiCodes, ...workflowCodes, ...refusalCodes].flatMap(
      (code) => explained(code, c.get("lang")) ?? [],
    );
    return page(deps, c, Problems({ site: siteOf(deps, c), problems }), "public");
  });
  app.get("/problemi/:code", (c) => {
    const problem = explained(c.req.param("code"), c.get("lang"));
    return problem ? page(deps, c, Problem({ site: siteOf(deps, c), problem }), "public") : notFound(deps, c);
  });
}

function explained(code: string, lang: "it" | "en"): ApiProblem | undefined {
  const isOf = <T extends string>(codes: readonly T[]): T | undefined => codes.find((one) => one === code);
  const [own, workflow, act] = [isOf(apiCodes), isOf(workflowCodes), isOf(refusalCodes)];
  const found = own ? refusedBecause(own) : workflow ? no(workflow) : act ? refusal(act) : undefined;
  // What an answer fills in, a value or a time, is not there yet.
  const sentence = found?.why[lang].replace(/«\w+»/g, "…") ?? "";
  return found && { code, status: apiStatusOf(code), sentence, whoCanFix: found.whoCanFix };
}

function shown(operation: Operation, lang: "it" | "en"): ApiOperation {
  const { id, method, path, summary, note, who, sessionOnly, once, ifMatch, params, query, body, answer } = operation;
  return {
    id,
    method,
    path,
    summary: summary[lang],
    note: note?.[lang],
    who,
    sessionOnly: sessionOnly === true,
    hasKey: method === "POST" && once !== "none",
    ifMatch,
    params: [
      ...(params ? fieldsOfSchema(z.object(params), "input") : []),
      ...(query ? fieldsOfSchema(z.object(query), "input") : []),
    ],
    body: body ? fieldsOfSchema(body, "input") : undefined,
    answer: answer ? fieldsOfSchema(answer, "output") : operation.file ? "file" : "empty",
    answerStatus: operation.status ?? 200,
    problems: problemsOfOperation(operation),
  };
}
