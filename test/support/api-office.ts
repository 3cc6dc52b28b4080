// What the operator and the publisher do, by the API alone: part of the contract's walk over every operation.
import { describe, expect, it } from "vitest";
import { anAct } from "./acts.ts";
import type { ApiDesk } from "./api-desk.ts";
import { headOf, published, rup } from "./journey.ts";
import { dario } from "./spending.ts";

const decree = "decreto n. 1/2025";

/** Registers the tests; the desk is open when they run, and its program has a key. */
export function officeByApi(desk: () => ApiDesk): void {
  const bot: ApiDesk["bot"] = (id, ask) => desk().bot(id, ask);
  const no: ApiDesk["bot"] = (id, ask) => desk().refused(id, ask);

  describe("the office, by the API", () => {
    it("enters holders, substitutes and contacts once each, and walks what was entered", async () => {
      const ask = { idem: "u-1", body: { office: "RUP", who: rup.who, from: "2025-01-01", decree } };
      for (let n = 0; n < 2; n += 1) expect((await bot("enterHolder", ask)).json).toEqual({ entered: true });
      const dates = { from: "2025-12-20", to: "2026-01-06" };
      const body = { office: "RUP", who: dario.who, kind: "absence", ...dates, decree, formula: "per il RUP assente" };
      await bot("enterSubstitute", { body });
      await bot("enterContact", { body: { who: dario.who, channelKind: "sms", channelAddress: "+39 333 0000001" } });
      const offices = (await bot("listOffices", { query: { limit: "100" } })).json["items"] as Record<
        string,
        unknown
      >[];
      expect(offices.find(({ name }) => name === "RUP")).toMatchObject({
        holder: { who: rup.who },
        acting: { who: dario.who, formula: "per il RUP assente" },
      });
      const first = (await bot("listDirectoryChanges", { query: { limit: "2" } })).json as {
        items: { what: string }[];
        next: string;
      };
      const second = (await bot("listDirectoryChanges", { query: { limit: "2", cursor: first.next } })).json;
      expect([first.items.map(({ what }) => what), second]).toMatchObject([
        ["contact", "substitute"],
        { items: [{ what: "holder" }], next: null },
      ]);
      await bot("listRouteTemplates");
      const contacts = (await bot("listContacts", { query: { limit: "100" } })).json["items"] as Record<
        string,
        string
      >[];
      expect(contacts.find(({ who }) => who === dario.who)?.["channel"]).not.toContain("3330000001");
      const one = (await bot("listPeople", { query: { limit: "1" } })).json as { items: object[]; next: string };
      const rest = (await bot("listPeople", { query: { limit: "100", cursor: one.next } })).json["items"] as object[];
      expect([...one.items, ...rest]).toHaveLength(contacts.length);
      const strange = await no("listPeople", { query: { cursor: first.next } });
      expect(strange.code).toBe("REQUEST_NOT_VALID");
    });

    it.each([
      ["enterHolder", { office: "Nessuno", who: rup.who, from: "2025-01-01", decree }],
      ["enterHolder", { office: "RUP", who: "nessuno", from: "2025-01-01", decree }],
      ["enterHolder", { office: "RUP", who: rup.who, from: "ieri", decree }],
      ["enterHolder", { office: "RUP", who: rup.who, from: "2025-01-01", decree: " " }],
      ["enterContact", { who: rup.who, email: "a@b.it\r\nBcc: c@d.it" }],
      ["enterContact", { who: rup.who, channelKind: "piccione", channelAddress: "1" }],
      ["recordAlboOutage", { day: "2025-13-01", reason: "Guasto della rete." }],
      ["recordAlboOutage", { day: "2999-01-01", reason: "Guasto della rete." }],
      ["recordAlboOutage", { day: "2025-12-01", reason: "breve" }],
      ["recordAlboOutage", { day: "2025-12-01", reason: "Guasto.", altro: 1 }],
    ])("refuses %s with what cannot be (%#)", async (id, body) => {
      const told = await no(id, { body });
      expect([told.status, told.code, String(told.json["detail"]).length > 20]).toEqual([
        400,
        "REQUEST_NOT_VALID",
        true,
      ]);
    });

    it("makes up for a day that the notice board lost, once", async () => {
      const day = desk().site.clock.now().slice(0, 10);
      const ask = { idem: "g-1", body: { day, reason: "Guasto della rete, dodici ore." } };
      const done = await bot("recordAlboOutage", ask);
      expect(done.json["extended"]).toBeGreaterThan(0);
      expect((await bot("recordAlboOutage", ask)).json).toEqual(done.json);
      expect((await bot("recordAlboOutage", { body: ask.body })).json).toEqual({ extended: 0 });
      expect((await bot("listProposedAlboDays")).json).toEqual({ items: [] });
      const found = { day: "2025-01-02", reason: "L'albo era in linea altrove." };
      expect((await bot("dismissAlboDay", { body: found })).json).toEqual({ dismissed: true });
      expect((await bot("listDismissedAlboDays")).json).toMatchObject({ items: [found] });
      expect((await bot("listAlboOutages")).json).toMatchObject({ items: [{ day }], next: null });
    });

    it("says how the service stands, and tries again what did not arrive", async () => {
      await desk().site.outbox.drain();
      const { items } = (await bot("readServiceStatus")).json as { items: { part: string; level: string }[] };
      expect(items.find(({ part }) => part === "stores")?.level).toBe("good");
      expect((await bot("retryOutbox")).json).toEqual({ events: 0 });
      expect((await bot("listUndeliveredItems")).json).toEqual({ items: [], next: null });
      const named = { event: "01KD7Q3F7V", target: "link#1#nessuno" };
      expect((await bot("retryDelivery", { body: named })).json).toEqual({ tried: false });
      expect((await bot("resolveDelivery", { body: { ...named, reason: "Avvisato a voce." } })).json).toEqual({
        resolved: false,
      });
      for (const wrong of ["", "a/b", "a#b", "x".repeat(41)])
        expect((await no("retryDelivery", { body: { ...named, event: wrong } })).status).toBeGreaterThanOrEqual(400);
    });

    it("compares revisions, and sends an act by a route of its own", async () => {
      const { json } = await bot("createAct", { body: anAct({ subject: "Percorso proprio" }) });
      const params = { actId: String(json["actId"]) };
      const body = { ...(await bot("readActData", { params })).json, subject: "Percorso proprio, corretto" };
      await bot("saveRevision", { params, body, ifMatch: `"${json["version"]}"` });
      const { changes } = (await bot("compareRevisions", { params, query: { da: "1", a: "2" } })).json as {
        changes: object[];
      };
      expect(changes).toEqual([{ field: "subject", before: "Percorso proprio", after: "Percorso proprio, corretto" }]);
      const none = await no("compareRevisions", { params, query: { da: "7" } });
      expect(none.code).toBe("DOCUMENT_NOT_FOUND");
      await bot("completeDraft", { params });
      await desk().site.outbox.drain();
      const codes = (await headOf(desk().site, params.actId)).findings.flatMap((f) =>
        f.severity === "A" ? [f.code] : [],
      );
      if (codes.length > 0)
        await bot("acknowledgeFindings", {
          params,
          body: { codes: [...new Set(codes)], reason: "Letto e valutato: prova." },
        });
      const { steps } = (await bot("readProposedRoute", { params })).json as {
        steps: { kind: string; role: string; who: string[]; group?: number; mode?: string }[];
      };
      const own = steps.map(({ kind, role, who }, from) => ({ from, kind, role, who }));
      const added = { kind: "opinion", role: "Parere del segretario", who: ["elena.verifica"] };
      const left = await no("submitByRoute", { params, body: { steps: [added] } });
      expect(left.code).toBe("REQUEST_NOT_VALID");
      const ask = { params, idem: "p-1", body: { steps: [added, ...own] } };
      const sent = await bot("submitByRoute", ask);
      expect((await bot("submitByRoute", ask)).json).toEqual(sent.json);
      expect((await headOf(desk().site, params.actId)).route[0]?.role).toBe(added.role);
    });

    it("publishes an act by the words that are left of it", async () => {
      const actId = await published(
        desk().site,
        anAct({
          subject: "Contributo al signor Prova Persona",
          sections: {
            ...{ motivation: [], administrativeChecks: [], accountingChecks: [], legislation: [], decision: [] },
            premises: [{ style: "plain", text: "Vista la domanda del signor Prova Persona." }],
          },
        }),
      );
      const params = { actId };
      const { texts } = (await bot("readOmissis", { params })).json as { texts: { place: string; text: string }[] };
      expect(texts[0]).toMatchObject({ place: "subject", section: null });
      const reason = "Dati personali del beneficiario.";
      const same = await no("prepareOmissis", { params, body: { texts: {}, reason } });
      expect(same.code).toBe("OMISSIS_NOTHING_TAKEN");
      const still = { texts: { subject: "Contributo a prova.persona@example.org" }, reason };
      expect((await no("prepareOmissis", { params, body: still })).code).toBe("OMISSIS_STILL_PERSONAL");
      const ask = { params, idem: "o-1", body: { texts: { subject: "Contributo a [omissis]" }, reason } };
      const done = await bot("prepareOmissis", ask);
      expect((await bot("prepareOmissis", ask)).json).toEqual(done.json);
      await desk().site.outbox.drain();
      expect((await bot("readOmissis", { params })).json["texts"]).toContainEqual(
        expect.objectContaining({ place: "subject", redacted: "Contributo a [omissis]" }),
      );
    });
  });
}
