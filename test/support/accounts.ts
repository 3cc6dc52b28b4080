import { TOTP } from "otpauth";
import type { Client, Got } from "./client.ts";
import type { TestSite } from "./site.ts";

export const passphrase = "cavallo giallo graffetta batteria";

/** The token that was mailed to an address last, as the link has it. */
export async function mailedToken(site: TestSite, email: string): Promise<string> {
  await site.outbox.drain();
  const [mail] = (await site.spool.list()).filter((one) => one.to.email === email && one.text.includes("/password#"));
  return /\/password#([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
}

/** Sets a password with a mailed link, as the pages do. */
export async function choosePassword(site: TestSite, token: string, password: string, again = password): Promise<Got> {
  const client = site.client();
  const opened = await client.post("/password/apri", { token });
  if (opened.status !== 200) return opened;
  return client.post("/password", { token, password, again });
}

const numbers = (text: string) => /class="mono key-text">([A-Z2-7 ]+)</.exec(text)?.[1]?.replaceAll(" ", "") ?? "";

/** The codes of an app that was given the key of a page, by a generator of its own. */
export const appOf = (page: string, site: TestSite) => {
  const secret = numbers(page);
  return (offset = 0): string =>
    new TOTP({ secret }).generate({ timestamp: Date.parse(site.clock.now()) + offset * 30_000 });
};

/** Connects an app to an account that is signed in. Answers its codes and the recovery codes. */
export async function connectApp(site: TestSite, client: Client, password: string) {
  const path = "/ufficio/accesso";
  const begun = await client.post(`${path}/app`, { ...(await client.form(path, `${path}/app`)), old: password });
  if (begun.status !== 303) throw new Error(`no app was begun: ${begun.status}`);
  const page = (await client.get(path)).text;
  const code = appOf(page, site);
  const made = await client.post(`${path}/app/conferma`, {
    ...(await client.form(path, `${path}/app/conferma`)),
    code: code(),
  });
  const recovery = [...made.text.matchAll(/<li class="mono">([0-9A-Z]{4}-[0-9A-Z]{4})</g)].map(([, one = ""]) => one);
  return { code, recovery, page, status: made.status };
}
