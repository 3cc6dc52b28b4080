import { createHash } from "node:crypto";
import { type ActData, fiscalCheckLetter, samePersonName } from "../../shared/act/index.ts";
import { type DemoPerson, demoPeople } from "./borgo-sereno.ts";

/**
 * People that stand in for the RUP and the signatory of an act that is not the demo's own: the act's names, an address
 * that leads nowhere, and a made-up codice fiscale of the unassigned place Z999. Whoever the demo's directory has is
 * left out. The same name gives the same person, so that an interrupted demo finds its keys again.
 */
export function standInsFor(data: ActData): DemoPerson[] {
  const named = [data.roles.rup?.name, data.roles.signatory?.name].filter((name) => name !== undefined);
  const wanted: string[] = [];
  for (const name of named)
    if (![...demoPeople.map((person) => person.name), ...wanted].some((known) => samePersonName(known, name)))
      wanted.push(name);
  return wanted.map(standIn);
}

function standIn(name: string): DemoPerson {
  const [givenName = name, ...rest] = name.trim().split(/\s+/u);
  const digest = createHash("sha256").update(name).digest();
  const letters = Array.from(digest.subarray(0, 6), (byte) => "BCDFGHLMNPQRSTVZ"[byte % 16]).join("");
  const fifteen = `${letters}${String((digest[6] ?? 0) % 100).padStart(2, "0")}A01Z999`;
  const who = `controfigura.${digest.toString("hex", 0, 6)}`;
  return {
    who,
    name,
    surname: rest.join(" ") || name,
    givenName,
    email: `${who}@borgosereno.example`,
    fiscalCode: `${fifteen}${fiscalCheckLetter(fifteen)}`,
    office: "Controfigura di PROVA",
    roles: [],
    account: false,
  };
}
