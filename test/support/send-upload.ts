import type { UploadPermission } from "../../shared/workflow/ports/objects.ts";

/** Makes the request that the permission describes, over HTTP as a browser would. */
export async function send(permission: UploadPermission, body: Uint8Array<ArrayBuffer>): Promise<number> {
  const { method, url, headers } = permission;
  const response = await fetch(url, { method, headers, body });
  await response.arrayBuffer();
  return response.status;
}
