import { expect, test } from "vitest";
import { messagesIn, officerStatus, signatoryStatus } from "../../web/pages.ts";
import { situationOf } from "../../web/situation.ts";
import * as heads from "./sample-heads.ts";

const m = messagesIn("it");
const of = (head: (typeof heads)["draft"]) => situationOf(head, m, "it");

test.each([
  [heads.draft, "todo", "ufficio proponente", "confermare i dati dell’atto"],
  [heads.pending, "todo", "ufficio proponente", "caricare: B, C"],
  [heads.blocked, "blocked", "ufficio proponente", "correggere gli errori e sostituire il file: A, B, C"],
  [heads.readyWithWarnings, "todo", "ufficio proponente", "confermare gli avvisi con una motivazione"],
  [heads.ready, "todo", "ufficio proponente", "inviare in approvazione"],
  [heads.inApproval, "waiting", "Dario Finto", "decisione come Servizio finanziario"],
  [heads.toSign, "waiting", "PROVA ADELE", "firma digitale come Responsabile del provvedimento"],
  [heads.returned, "todo", "ufficio proponente", "leggere il motivo e correggere, oppure ritirare"],
  [heads.sealFailed, "waiting", "al sistema, da solo", "sigillo della copia: tentativo 3 non riuscito, si riprova"],
  [heads.sealedOmissis, "todo", "ufficio proponente", "decidere se pubblicare il testo integrale o con omissis"],
  [heads.published, "todo", "ufficio proponente", "chiedere il visto di regolarità contabile"],
] as const)("an act says whose turn it is and what is missing: case %#", (head, group, turn, missing) => {
  expect(of(head)).toMatchObject({ group, turn, missing });
});

test("the status that scripts read says what became of each upload", () => {
  const { uploads, ver } = officerStatus(heads.pending, "it");
  expect(ver).toBe(heads.pending.ver);
  expect(uploads["A"]).toMatchObject({ busy: false, tone: "success" });
  expect(uploads["B"]).toMatchObject({ busy: true });
  expect(officerStatus(heads.blocked, "it").uploads["B"]).toMatchObject({ busy: false, tone: "danger" });
});

test("the signatory's status carries the reason why a signed file was not accepted", () => {
  expect(signatoryStatus(heads.toSign, "it").uploads["firma"]).toMatchObject({
    busy: false,
    tone: "danger",
    text: heads.toSign.signatureRefusal?.message,
  });
  expect(signatoryStatus(heads.published, "it").uploads["firma"]).toMatchObject({ tone: "success" });
});
