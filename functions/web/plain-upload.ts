import { type Answer, no, type UploadPermission, type WorkflowRefusal } from "../../shared/workflow/index.ts";
import type { WebDeps } from "./deps.ts";
import type { WebContext } from "./respond.ts";

/** Most that a plain form may carry: it is held in memory, which the uploads of scripts never are. Bytes. */
export const plainUploadMost = 25_000_000;

/**
 * Whether this request may carry a file: an officer's own form or a link's, where the uploads come to this very server.
 * A link's session is read before the body is.
 */
export const takesPlainFile = (deps: WebDeps, c: WebContext): boolean =>
  deps.takeUpload !== undefined &&
  (c.get("officer") === undefined
    ? /^\/f\/(?:firma|lotto)\/file$/.test(c.req.path)
    : /^(?:\/ufficio\/(?:atti\/\w+\/allegati\/\w+|importa\/\w+)|\/f\/(?:firma|lotto))\/file$/.test(c.req.path));

/** Bytes that a plain form takes here; nothing where uploads go to an object store of their own. */
export const plainLimitOf = (deps: WebDeps): number | undefined =>
  deps.takeUpload ? Math.min(plainUploadMost, deps.world.settings.uploadLimit) : undefined;

type Wish = { readonly fileName: string; readonly length: number; readonly type: string };

/**
 * The file of a form, taken as if its browser had asked the permission and made the PUT: bound to length and type, the
 * impronta computed from what arrived. Answers the refusal, if any.
 */
export async function takePlainFile(
  deps: WebDeps,
  file: File | undefined,
  permit: (wish: Wish) => Promise<Answer<UploadPermission>>,
): Promise<WorkflowRefusal | undefined> {
  if (!file || !deps.takeUpload)
    return no("REQUEST_NOT_VALID", {
      field: "file",
      value: "—",
      expectation: "un file che non è vuoto / a file that is not empty",
    });
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : "application/octet-stream";
  const permitted = await permit({ fileName: file.name, length: file.size, type });
  if (!permitted.ok) return permitted.refusal;
  const token = new URL(permitted.value.url, deps.world.settings.baseUrl).pathname.split("/").at(-1) ?? "";
  const headers = { contentType: type, contentLength: String(file.size) };
  const taken = await deps.takeUpload(token, headers, file.stream());
  if (!taken.ok) throw new Error(`the permission just given was refused: ${taken.code}`);
  deps.wake();
  return undefined;
}
