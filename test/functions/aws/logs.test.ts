// Proves that no log holds what people wrote or are called, when everything that can fail fails and says so in their words.
import { describe, expect, it } from "vitest";
import { demoPassword, demoPeople } from "../../../local/demo/borgo-sereno.ts";
import { lineJournal } from "../../../shared/adapters/embedded/line-journal.ts";
import { faultFields, type Journal, toldTo, type World } from "../../../shared/workflow/index.ts";
import { actWith, aFile } from "../../support/acts.ts";
import { onAws } from "../../support/aws-run.ts";
import { openJournal } from "../../support/journal.ts";
import { published, stateOf } from "../../support/journey.ts";
import { spendingOfTwin } from "../../support/spending.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../../support/world.ts";

const subject = "Affidamento a Quarzo Lilla S.r.l. della rassegna di prova";
const amount = "43.920,00";
const files = [aFile("A", "testo riservato dell'allegato A"), aFile("B")];
const gossip = demoPeople
  .map(({ name, email, fiscalCode, who }) => `${name} <${email}> ${fiscalCode} ${who}`)
  .join("; ");

/** Fails once for each thing it is asked, quoting everything that a message could quote. */
function failsOnce() {
  const seen = new Set<string>();
  return async (what: string, more = ""): Promise<void> => {
    if (seen.has(what)) return;
    seen.add(what);
    const fault = new Error(`${what}: ${gossip}; ${subject}; ${amount}; ${more}`, { cause: gossip });
    Object.assign(fault, { code: `per ${gossip}`, $metadata: { httpStatusCode: 503, requestId: `di ${gossip}` } });
    throw fault;
  };
}

/** A world in which each port fails the first time, and which tells it to `journal`. */
const unlucky =
  (journal: Journal) =>
  (world: World): World => {
    const fail = failsOnce();
    return {
      ...world,
      journal,
      mail: {
        send: async (mail) => {
          await fail(`mail ${mail.about.kind}`, `${mail.to.email} ${mail.subject} ${mail.text}`);
          await world.mail.send(mail);
        },
      },
      objects: {
        ...world.objects,
        read: async (ref, range) => {
          if (ref.bucket === "intake") await fail(`read ${ref.key}`);
          return world.objects.read(ref, range);
        },
      },
      renderer: {
        ...world.renderer,
        renderOriginal: async (act, setup) => {
          await fail("render", JSON.stringify(act));
          return world.renderer.renderOriginal(act, setup);
        },
      },
      seal: {
        ...world.seal,
        sign: async (bytes) => {
          await fail("sign");
          return world.seal.sign(bytes);
        },
      },
    };
  };

/** Goes on as a machine does: what was put off comes again later. */
function patient(test: TestWorld): TestWorld {
  const drain = async () => {
    let all = 0;
    for (let round = 0; round < 12; round += 1) {
      all += await test.outbox.drain();
      if (!dumpItems(test.dir).some((item) => "gsi5pk" in item) && round > 1) break;
      test.clock.forward(31_000);
    }
    return all;
  };
  return { ...test, outbox: { ...test.outbox, drain } };
}

/** Everything that must not be found, with what it is. */
async function secretsOf(test: TestWorld): Promise<(readonly [string, string])[]> {
  const mails = [...(await test.spool.list()), ...(await test.messages.list())];
  const links = mails.flatMap(({ text }) => [...text.matchAll(/#([\w-]{16,})/g)].map(([, token = ""]) => token));
  expect(links.length).toBeGreaterThan(0);
  return [
    ...demoPeople.flatMap(({ name, surname, givenName, email, fiscalCode, who }) =>
      [name, surname, givenName, surname.toUpperCase(), email, fiscalCode, who].map(
        (text) => ["person", text] as const,
      ),
    ),
    ...links.map((token) => ["token", token] as const),
    ...mails.map((mail) => ["subject of a mail", mail.subject] as const),
    ["subject", subject],
    ["subject", "Quarzo"],
    ["amount", "43.920"],
    ["amount", "4392000"],
    ["file", "riservato"],
    ["password", demoPassword],
    ["address", "@"],
    ["upload", "/carica/"],
  ];
}

async function journey(open: (journal: Journal) => Promise<TestWorld>, journal: Journal, lines: readonly string[]) {
  const test = patient(await open(journal));
  const actId = await published(test, actWith(files, true, { ...spendingOfTwin(), subject }), files);
  expect(await stateOf(test, actId)).toBe("PUBLISHED");
  const log = lines.join("");
  for (const [what, text] of await secretsOf(test)) expect(log.includes(text), `${what}: ${text}`).toBe(false);
  expect(log).not.toContain("unfit");
  expect(log).toContain(actId);
  return new Set(lines.map((line) => (JSON.parse(line) as { code?: string }).code));
}

describe("the log of a whole journey on which everything fails once", () => {
  it("tells each fault by its code and names nobody, on AWS's handlers", async () => {
    const { journal, lines } = openJournal();
    const codes = await journey(async (heard) => onAws(await openTestWorld({ wrap: unlucky(heard) })), journal, lines);
    for (const code of ["DELIVERY_FAILED", "MESSAGE_FAILED", "VERDICT_FAILED", "SEALING_FAILED"])
      expect(codes).toContain(code);
  });

  it("does so on one machine", async () => {
    const lines: string[] = [];
    const journal = lineJournal({
      now: () => new Date("2025-12-24T09:00:00Z"),
      write: (line) => void lines.push(line),
    });
    const codes = await journey((heard) => openTestWorld({ wrap: unlucky(heard) }), journal, lines);
    for (const code of ["DELIVERY_FAILED", "WORK_FAILED", "VERDICT_FAILED", "SEALING_FAILED"])
      expect(codes).toContain(code);
  });
});

describe("a fault", () => {
  it("is told by its name, code, answer and places, and never by its message or its cause", () => {
    const fault = Object.assign(new TypeError("Adele Prova\n    at Adele Prova (segreto.ts:1:1)", { cause: "Bruno" }), {
      code: "ECONNRESET",
      $metadata: { httpStatusCode: 503, requestId: "abc-1" },
    });
    const told = faultFields(fault);
    expect(told).toMatchObject({ name: "TypeError", code: "ECONNRESET", status: 503, request: "abc-1" });
    expect(told.at[0]).toMatch(/aws\/logs\.test\.ts:\d+:\d+\)$/);
    expect(JSON.stringify(told)).not.toMatch(/Adele|Prova|segreto|Bruno/);
  });

  it.each([["words"], [{ message: "Adele Prova" }], [undefined]])("that is no error (%s) is told as that", (thrown) => {
    expect(faultFields(thrown)).toEqual({ name: "NotAnError", at: [] });
  });

  it.each([
    ["upload acts/1/2", { work: "upload" }],
    ["health items", { work: "health:items" }],
    ["outbox", { work: "outbox" }],
    ["Adele Prova", {}],
  ])("about %j is told with no more than our own word for it", (about, expected) => {
    const { journal, lines } = openJournal();
    toldTo(journal)(new Error("no"), about);
    const { code, work } = JSON.parse(lines[0] ?? "{}") as { code: string; work?: string };
    expect({ code, ...(work === undefined ? {} : { work }) }).toEqual({ code: "WORK_FAILED", ...expected });
  });
});

it("a request's address is written with its pattern, expressions included, and its fault beside it", () => {
  const { journal, lines } = openJournal();
  for (const path of ["/ufficio/atti/:actId{[0-9A-Za-z]{1,40}}", "/albo/:year{\\d{4}}/:number{\\d{1,7}}"]) {
    toldTo(journal)(new TypeError("no"), `GET ${path}`);
    const line: unknown = JSON.parse(lines.at(-1) ?? "");
    expect(line).toMatchObject({ code: "REQUEST_FAILED", route: `GET ${path}`, fault: { name: "TypeError" } });
  }
});
