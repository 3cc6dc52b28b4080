import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { apiDocument } from "../../functions/web/api-document.ts";
import type { Operation } from "../../functions/web/api-operation.ts";
import { operations } from "../../functions/web/api-operations.ts";
import { sha256Of } from "../../shared/act/index.ts";
import type { Client, Got } from "./client.ts";

type Json = { readonly [name: string]: unknown };

/** What a call says of itself. `key`: a bearer key in place of the client's cookies. */
export type Ask = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The body as it is, whatever it is. */
  readonly raw?: string;
  readonly key?: string;
  readonly csrf?: string;
  readonly idem?: string;
  readonly ifMatch?: string;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Told = Got & { readonly json: Json; readonly code: string | undefined };

/** Calls operations by their id and holds every answer against the document: status, media type, schema. */
export type Api = {
  readonly call: (client: Client, id: string, ask?: Ask) => Promise<Told>;
  /** What was seen: `id status` of what went well, `id code` of every problem. */
  readonly seen: ReadonlySet<string>;
};

const named = new Map(operations.map((operation) => [operation.id, operation]));
export function operationOf(id: string): Operation {
  const found = named.get(id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
}

let count = 0;

export function openApi(): Api {
  const document = JSON.parse(JSON.stringify(apiDocument())) as Json;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: "visto" });
  const seen = new Set<string>();
  const call: Api["call"] = async (client, id, ask = {}) => {
    const operation = operationOf(id);
    const got = await client.send(operation.method, addressOf(operation, ask), {
      ...bodyOf(ask),
      headers: headersOf(operation, ask),
    });
    const told = { ...got, ...readJson(got) };
    hold(ajv, operation, told);
    seen.add(`${id} ${told.code ?? told.status}`);
    return told;
  };
  return { call, seen };
}

function readJson({ text, headers }: Got): Pick<Told, "json" | "code"> {
  if (!headers.get("content-type")?.includes("json")) return { json: {}, code: undefined };
  const json = JSON.parse(text) as Json;
  const isProblem = headers.get("content-type")?.startsWith("application/problem+json");
  return { json, code: isProblem ? String(json["code"]) : undefined };
}

function addressOf({ path }: Operation, { params = {}, query }: Ask): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? "NIENTE"));
  return query ? `${filled}?${new URLSearchParams(query)}` : filled;
}

const bodyOf = ({ raw, body }: Ask) => {
  if (raw !== undefined) return { body: raw };
  return body === undefined ? {} : { body: JSON.stringify(body) };
};

function headersOf({ method, once }: Operation, ask: Ask): Record<string, string> {
  const { key, csrf, idem, ifMatch, headers, body, raw } = ask;
  count += 1;
  return {
    ...(body === undefined && raw === undefined ? {} : { "content-type": "application/json" }),
    ...(method === "POST" && once !== "none" ? { "idempotency-key": idem ?? `chiave-${count}` } : {}),
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(csrf === undefined ? {} : { "x-csrf-token": csrf, "sec-fetch-site": "same-origin" }),
    ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
    ...headers,
  };
}

/** @throws when the answer is not one that the document has. */
function hold(ajv: Ajv2020, operation: Operation, told: Told): void {
  const about = `${operation.id} ${told.status} ${told.text.slice(0, 300)}`;
  const place = `visto#/paths/${operation.path.replaceAll("~", "~0").replaceAll("/", "~1").replace(/[{}]/g, encodeURIComponent)}/${operation.method.toLowerCase()}/responses/${told.status}`;
  const response = ajv.getSchema(place)?.schema as { content?: Json; description?: string } | undefined;
  if (!response) throw new Error(`not documented: ${about}`);
  const type = told.headers.get("content-type")?.split(";")[0] ?? "";
  if (!response.content) {
    if (told.text !== "") throw new Error(`a body where none is documented: ${about}`);
    return;
  }
  if (!Object.hasOwn(response.content, type)) throw new Error(`${type} is not documented: ${about}`);
  if (!type.includes("json")) return;
  const validate = ajv.getSchema(
    `${place}/content/${type.replaceAll("/", "~1").replace("+", encodeURIComponent)}/schema`,
  );
  if (!validate) throw new Error(`no schema for ${about}`);
  if (!validate(told.json)) throw new Error(`${ajv.errorsText(validate.errors)}: ${about}`);
  if (told.code !== undefined && !response.description?.includes(`\`${told.code}\``))
    throw new Error(`${told.code} is not documented: ${about}`);
}

/** What a request for an upload permission says of a file. */
export const fileFacts = (bytes: Uint8Array, fileName = "file.pdf") => ({
  fileName,
  length: bytes.length,
  type: "application/pdf",
  sha256: sha256Of(bytes),
});

/** The PUT that a permission allows; answers its status. */
export async function putPermitted(permission: unknown, bytes: Uint8Array): Promise<number> {
  const { url, headers } = permission as { url: string; headers: Record<string, string> };
  const { "content-length": _, ...own } = headers;
  return (await fetch(url, { method: "PUT", headers: own, body: Uint8Array.from(bytes) })).status;
}
