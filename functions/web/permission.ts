import * as z from "zod";
import { type Answer, answer, no, refuse } from "../../shared/workflow/index.ts";
import type { WebContext } from "./respond.ts";

/** Half a surrogate pair can be written in JSON, and stored nowhere. */
const text = z.string().refine((value) => value.isWellFormed(), "testo Unicode ben formato");
const bodySchema = z.object({
  csrf: z.string(),
  fileName: text,
  length: z.number(),
  type: text,
  sha256: z.string().optional(),
});
export type PermissionBody = Omit<z.infer<typeof bodySchema>, "csrf">;

/** The body of a request for an upload permission, from a page whose form holds this token. */
export async function permissionRequest(c: WebContext, csrf: string): Promise<Answer<PermissionBody>> {
  const json: unknown = await c.req.json().catch(() => undefined);
  const parsed = bodySchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(
      no("REQUEST_NOT_VALID", {
        field: issue?.path.join(".") || "corpo",
        value: "—",
        expectation: issue?.message ?? "JSON",
      }),
    );
  }
  const { csrf: given, ...body } = parsed.data;
  return given === csrf ? answer(body) : refuse(no("SESSION_OVER"));
}
