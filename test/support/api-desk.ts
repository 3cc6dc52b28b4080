import { expect } from "vitest";
import { type Api, type Ask, openApi, putPermitted, type Told } from "./api.ts";
import type { Client } from "./client.ts";
import { newestCode, newestToken } from "./journey.ts";
import { testLog } from "./log.ts";
import { openTestSite, type TestSite } from "./site.ts";

/** An office that works by the API alone: an officer's session, a program with a key, and people with links. */
export type ApiDesk = {
  readonly site: TestSite;
  readonly api: Api;
  readonly officer: Client;
  readonly machine: Client;
  /** Expects success. */
  readonly ok: (client: Client, id: string, ask?: Ask) => Promise<Told>;
  /** The same by the program, with its key. */
  readonly bot: (id: string, ask?: Ask) => Promise<Told>;
  /** The same, whatever is answered. */
  readonly refused: (id: string, ask?: Ask) => Promise<Told>;
  readonly useKey: (key: string) => void;
  /** The file goes to the store, and its verdict comes. */
  readonly put: (permission: unknown, bytes: Uint8Array) => Promise<void>;
  /** Opens the newest link of a person, with the code of the second channel. */
  readonly enter: (actId: string, email: string) => Promise<{ readonly client: Client; readonly csrf: string }>;
  /** Approves by the newest link, twice with one key: one decision, one receipt. */
  readonly approve: (actId: string, email: string) => Promise<void>;
};

export async function openApiDesk(): Promise<ApiDesk> {
  const site = await openTestSite({ wrap: (world) => ({ ...world, log: testLog }) });
  const api = openApi();
  let key = "";
  const machine = site.client();
  const ok: ApiDesk["ok"] = async (client, id, ask = {}) => {
    const told = await api.call(client, id, ask);
    expect([id, told.status < 300, told.text]).toEqual([id, true, told.text]);
    return told;
  };
  const enter: ApiDesk["enter"] = async (actId, email) => {
    const client = site.client();
    const opened = await ok(client, "openLink", { body: { token: await newestToken(site, actId, email) } });
    if (opened.json["next"] === "confirm") {
      const asked = await ok(client, "readConfirmation");
      const own = { csrf: String(asked.json["csrf"]) };
      await ok(client, "sendConfirmationCode", own);
      await ok(client, "confirmOpening", { ...own, body: { kind: "otp", answer: await newestCode(site) } });
    }
    return { client, csrf: String((await ok(client, "readTask")).json["csrf"]) };
  };
  return {
    site,
    api,
    officer: await site.signedIn("bruno.esempio", ["officer", "operator", "auditor"]),
    machine,
    ok,
    bot: (id, ask = {}) => ok(machine, id, { key, ...ask }),
    refused: (id, ask = {}) => api.call(machine, id, { key, ...ask }),
    useKey: (secret) => {
      key = secret;
    },
    put: async (permission, bytes) => {
      expect(await putPermitted(permission, bytes)).toBe(200);
      await site.outbox.drain();
    },
    enter,
    approve: async (actId, email) => {
      const { client, csrf } = await enter(actId, email);
      const { manifestDigest } = (await ok(client, "readTask")).json;
      const ask = { csrf, idem: "d-1", body: { choice: "APPROVE", seenDigest: manifestDigest } };
      const first = await ok(client, "decide", ask);
      expect((await ok(client, "decide", ask)).json).toEqual(first.json);
      await site.outbox.drain();
    },
  };
}
