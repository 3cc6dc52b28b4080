import { serveBody } from "../../local/serve-body.ts";
import { type Client, openClient } from "./client.ts";
import { newFolder } from "./world.ts";

export const bodyFields = {
  ...{ name: "Comune di Borgo Sereno", code: "c_z999", place: "Borgo Sereno", address: "Piazza della Prova 1" },
  ...{
    pec: "protocollo@pec.borgosereno.example",
    officeName: "Segreteria",
    officeEmail: "segreteria@borgosereno.example",
  },
};
export const lookFields = { colour: "#7a1f3d", armsAlt: "Una casa sotto il sole" };
export const operatorFields = {
  ...{ name: "Elena Verifica", who: "elena.verifica", email: "elena@borgosereno.example", office: "Segreteria" },
  ...{ codesEmail: "", fiscalCode: "VRFLNE68H50Z999P", roles: "officer" },
  ...{ password: "una frase lunga di prova", passwordAgain: "una frase lunga di prova" },
};
export const signingFields = { level: "any", timestamps: "", kind: "test", sealPassword: "" };
export const mailFields = {
  use: "none",
  host: "",
  port: "587",
  security: "starttls",
  user: "",
  password: "",
  from: "",
};
export const addressFields = { origin: "", trustedProxies: "" };
export const registerFields = (today: string) => ({
  lastNumber: "41",
  lastDate: today,
  source: "Dichiarazione di prova",
});

export const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(new Date());

/** A body's server on an empty folder, with a client that follows no redirect. */
export async function openSetUp(dir?: string) {
  const told: string[] = [];
  const said: string[] = [];
  const folder = dir ?? (await newFolder());
  const server = await serveBody({
    ...{ port: 0, dir: folder, say: (line) => said.push(line) },
    told: (fault, about) => told.push(`${about}: ${fault instanceof Error ? fault.message : String(fault)}`),
  });
  return { server, told, said, dir: folder, client: openClient(server.url) };
}

/** Posts a step's form with its token; files go in as they are. */
export async function step(
  client: Client,
  path: string,
  fields: Record<string, string>,
  files: Record<string, File> = {},
) {
  const page = `/configurazione/${path.split("/")[0]}`;
  const hidden = await client.form(page, `/configurazione/${path}`);
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...hidden, ...fields })) body.append(name, value);
  for (const [name, file] of Object.entries(files)) body.append(name, file);
  return client.send("POST", `/configurazione/${path}`, {
    body,
    headers: { "sec-fetch-site": "same-origin", origin: "null" },
  });
}

/** Types the code and fills in every step but the last. */
export async function fillIn(client: Client, code: string): Promise<void> {
  await client.post("/configurazione/codice", { code });
  await step(client, "ente", bodyFields);
  await step(client, "aspetto", lookFields);
  await step(client, "amministratore", operatorFields);
  await step(client, "persone", {});
  await step(client, "firme", signingFields);
  await step(client, "posta", mailFields);
  await step(client, "indirizzo", addressFields);
}
