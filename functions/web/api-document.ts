import { createRequire } from "node:module";
import * as z from "zod";
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponseObject,
} from "zod-openapi";
import { refusalCodes } from "../../shared/act/index.ts";
import { workflowCodes } from "../../shared/workflow/index.ts";
import { answersOf, problemsOfOperation } from "./api-answers.ts";
import { type Operation, tags } from "./api-operation.ts";
import { operations } from "./api-operations.ts";
import { apiCodes } from "./api-problems.ts";

// Runs when the document is written, and in tests: never in the running product.

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

const problemSchema = z
  .strictObject({
    type: z.url().meta({ description: "Pagina che spiega il codice. / Page that explains the code." }),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.enum([...refusalCodes, ...workflowCodes, ...apiCodes]).meta({ id: "ProblemCode" }),
    detail: z.string(),
    whoCanFix: z.enum(["officer", "signatory", "financial-office", "operator", "nobody"]),
    errors: z
      .array(z.strictObject({ field: z.string(), value: z.string(), expectation: z.string() }))
      .optional()
      .meta({
        description:
          "I campi che non vanno, nella lingua della risposta. / The fields that do not fit, in the answer's language.",
      }),
  })
  .meta({ id: "Problem", description: "RFC 9457" });

const tagWords: Readonly<Record<(typeof tags)[number], string>> = {
  atti: "L'atto nell'ufficio: dati, allegati, percorso, comandi. / The act at its office.",
  importazioni: "Atti esistenti. / Existing acts.",
  firma: "La persona di un collegamento personale. / The person of a personal link.",
  pubblicati: "Ciò che chiunque può leggere. / What anyone may read.",
  gestione: "Salute e consegne. / Health and deliveries.",
  accesso: "Chi chiede, e le chiavi dei programmi. / Who asks, and the keys of programs.",
};

const header = (schema: z.ZodType, description: string) => schema.meta({ description });

/** The OpenAPI 3.1 document of the API, from the very schemas that requests are parsed with. */
export function apiDocument(): ReturnType<typeof createDocument> {
  const paths: NonNullable<ZodOpenApiObject["paths"]> = {};
  for (const operation of operations)
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: documented(operation),
    };
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Visto",
      version,
      description:
        "Gli atti di un ente, dalla bozza alla pubblicazione. Ogni risposta negativa è un problema RFC 9457 con un codice stabile. / The acts of a public body, from draft to publication.",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: "/" }],
    tags: tags.map((name) => ({ name, description: tagWords[name] })),
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "Chiave personale: `visto_…`. / Personal key." },
        session: { type: "apiKey", in: "cookie", name: "visto_ufficio" },
        link: { type: "apiKey", in: "cookie", name: "visto_link" },
      },
    },
  });
}

function documented(operation: Operation): ZodOpenApiOperationObject {
  const { id, summary, note, tag, params, query, body } = operation;
  return {
    operationId: id,
    summary: summary.it,
    description: [summary.en, note?.it, note?.en, rolesOf(operation)].filter(Boolean).join("\n\n"),
    tags: [tag],
    security: securityOf(operation),
    requestParams: {
      ...(params ? { path: z.object(params) } : {}),
      ...(query ? { query: z.object(query) } : {}),
      ...headersOf(operation),
    },
    ...(body ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {}),
    responses: { ...success(operation), ...problems(operation) },
  };
}

const rolesOf = ({ who }: Operation) =>
  typeof who === "string" ? undefined : `Ruoli / Roles: ${who.map((role) => `\`${role}\``).join(", ")}`;

function securityOf({ who, sessionOnly }: Operation) {
  if (who === "anyone") return [];
  if (who === "link") return [{ link: [] }];
  return sessionOnly ? [{ session: [] }] : [{ key: [] }, { session: [] }];
}

function headersOf(operation: Operation): { header?: z.ZodObject } {
  const { method, once, ifMatch, who } = operation;
  const key = header(
    z.string().regex(/^[\w.:-]{1,100}$/),
    "Sceglie chi chiede: una per richiesta. / Chosen by the caller.",
  );
  const etag = header(
    z.string().regex(/^"\d{1,15}"$/),
    "ETag della versione letta. / ETag of the version that was read.",
  );
  const csrf = header(z.string(), "Con un cookie di sessione. / With a session's cookie.");
  const headers = {
    ...(method === "POST" && once !== "none" ? { "Idempotency-Key": key } : {}),
    ...(ifMatch ? { "If-Match": ifMatch === "required" ? etag : etag.optional() } : {}),
    ...(method !== "GET" && who !== "anyone" ? { "X-CSRF-Token": csrf.optional() } : {}),
  };
  return Object.keys(headers).length > 0 ? { header: z.object(headers) } : {};
}

type Responses = Record<`${1 | 2 | 3 | 4 | 5}${string}`, ZodOpenApiResponseObject>;
const at = (status: number) => String(status) as keyof Responses;

function success(operation: Operation): Responses {
  const found: Responses = {};
  for (const { status, kind, words } of answersOf(operation)) {
    const description = `${words.it} / ${words.en}`;
    if (kind === "empty") found[at(status)] = { description };
    else if (kind === "file")
      found[at(status)] = {
        description,
        content: { "application/pdf": {}, "application/octet-stream": {} },
      };
    else if (operation.answer)
      found[at(status)] = { description, content: { "application/json": { schema: operation.answer } } };
  }
  return found;
}

function problems(operation: Operation): Responses {
  const found: Responses = {};
  for (const [status, codes] of problemsOfOperation(operation))
    found[at(status)] = {
      description: codes.map((code) => `\`${code}\``).join(", "),
      content: { "application/problem+json": { schema: problemSchema } },
    };
  return found;
}
