import { sha256Of } from "../../shared/act/index.ts";
import type { Client, Got } from "./client.ts";

export type Wish = {
  readonly fileName?: string;
  readonly length?: number;
  readonly type?: string;
  readonly sha256?: string | undefined;
  readonly csrf?: string;
};

/** The token that the upload control of an officer's act page carries. */
export async function csrfOf(client: Client, actId: string): Promise<string> {
  const { text } = await client.get(`/ufficio/atti/${actId}`);
  const csrf = /data-csrf="([^"]+)"/.exec(text)?.[1] ?? /name="csrf" value="([^"]+)"/.exec(text)?.[1];
  if (!csrf) throw new Error(`the page of ${actId} has no form`);
  return csrf;
}

/** Asks for a permission as `upload.js` does. */
export async function askPermission(
  client: Client,
  actId: string,
  label: string,
  bytes: Uint8Array,
  wish: Wish = {},
): Promise<Got> {
  const body = {
    csrf: await csrfOf(client, actId),
    fileName: "file.pdf",
    length: bytes.length,
    type: "application/pdf",
    sha256: sha256Of(bytes),
    ...wish,
  };
  return client.json(`/ufficio/atti/${actId}/allegati/${label}/permesso`, body);
}

/** The PUT with the permission's own headers, or with others. */
export async function putFile(
  permission: Got,
  bytes: Uint8Array,
  over: Record<string, string> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const { url, headers } = JSON.parse(permission.text) as { url: string; headers: Record<string, string> };
  const { "content-length": _, ...own } = headers;
  const response = await fetch(url, { method: "PUT", headers: { ...own, ...over }, body: Uint8Array.from(bytes) });
  return { status: response.status, text: await response.text() };
}

/** What an RFC 9457 answer says. */
export const problemOf = (text: string) => JSON.parse(text) as { code: string; status: number; detail: string };
