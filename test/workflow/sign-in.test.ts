// Officers' accounts: five tries, counted in the table before the password is looked at.
import { describe, expect, it } from "vitest";
import { hashPassword } from "../../shared/adapters/embedded/passwords.ts";
import { findPerson, officerSession, permits, savePerson, signIn, signOut } from "../../shared/workflow/index.ts";
import { codeOf, must, officer } from "../support/journey.ts";
import { dumpItems, openTestWorld, type TestWorld } from "../support/world.ts";

const password = "una parola d'ordine di prova";
const hashed = hashPassword(password);

async function withAccount(): Promise<TestWorld> {
  // Real hashes take long on purpose; that the real check is used is for the first test to show.
  const passwords = {
    hash: hashPassword,
    verify: async (given: string, hash: string | undefined) => hash !== undefined && given === password,
  };
  return withHash(await openTestWorld({ wrap: (world) => ({ ...world, passwords }) }));
}

async function withHash(test: TestWorld): Promise<TestWorld> {
  const { items, settings } = test.world;
  const person = await findPerson(items, settings.tenant, officer);
  if (!person) throw new Error("nobody");
  await savePerson(items, settings.tenant, { ...person, passwordHash: await hashed });
  return test;
}

const enter = (test: TestWorld, given: string, who = officer) => signIn(test.world, { who, password: given });
const wrong = async (test: TestWorld, times: number) => {
  const codes: string[] = [];
  for (let n = 0; n < times; n += 1) codes.push(codeOf(await enter(test, "sbagliata")));
  return codes;
};
const minute = 60_000;

describe("signing in", () => {
  it("opens a session with the right password, until signing out or eight hours later", async () => {
    const test = await withHash(await openTestWorld());
    expect(codeOf(await enter(test, "sbagliata"))).toBe("WRONG_CREDENTIALS");
    const { secret } = must(await enter(test, password));
    expect((await officerSession(test.world, secret))?.person.who).toBe(officer);
    expect(JSON.stringify(dumpItems(test.dir))).not.toContain(secret);
    test.clock.forward(8 * 60 * minute);
    expect(await officerSession(test.world, secret)).toBeUndefined();
    const again = must(await enter(test, password));
    await signOut(test.world, again.secret);
    expect(await officerSession(test.world, again.secret)).toBeUndefined();
  });

  it("says the same of a name that nobody has, of one who only signs by links, and of one that is no name", async () => {
    const test = await withAccount();
    for (const who of ["nessuno", "adele.prova", "", "x".repeat(5_000), "\ud800", "P#bruno.esempio"])
      expect(codeOf(await enter(test, password, who))).toBe("WRONG_CREDENTIALS");
  });

  it("waits ten minutes after five failures, also for the right password, and then counts anew", async () => {
    const test = await withAccount();
    expect(await wrong(test, 6)).toEqual([...Array(5).fill("WRONG_CREDENTIALS"), "TOO_MANY_ATTEMPTS"]);
    expect(codeOf(await enter(test, password))).toBe("TOO_MANY_ATTEMPTS");
    test.clock.forward(10 * minute - 1);
    expect(codeOf(await enter(test, password))).toBe("TOO_MANY_ATTEMPTS");
    test.clock.forward(1);
    expect(await wrong(test, 4)).toEqual(Array(4).fill("WRONG_CREDENTIALS"));
    expect(codeOf(await enter(test, password))).toBe("ok");
  });

  it("forgets the failures with a success", async () => {
    const test = await withAccount();
    for (let round = 0; round < 3; round += 1) {
      await wrong(test, 4);
      must(await enter(test, password));
    }
    expect(await wrong(test, 4)).not.toContain("TOO_MANY_ATTEMPTS");
  });

  it("counts forty guesses at once as forty: only five are looked at", async () => {
    const test = await withAccount();
    let looked = 0;
    const passwords = {
      ...test.world.passwords,
      verify: async () => {
        looked += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return false;
      },
    };
    const guesses = Array.from({ length: 40 }, (_, n) =>
      signIn({ ...test.world, passwords }, { who: officer, password: `tentativo ${n}` }),
    );
    const codes = (await Promise.all(guesses)).map(codeOf);
    expect(looked).toBe(5);
    expect(codes.filter((code) => code === "TOO_MANY_ATTEMPTS")).toHaveLength(35);
  });
});

describe("a role", () => {
  it("permits what it is listed for, and nothing else", async () => {
    const test = await withAccount();
    const person = await findPerson(test.world.items, test.world.settings.tenant, officer);
    if (!person) throw new Error("nobody");
    expect(codeOf(permits(person, ["officer"]))).toBe("ok");
    expect(codeOf(permits(person, ["operator"]))).toBe("NOT_PERMITTED");
    expect(codeOf(permits({ ...person, roles: [] }, ["officer"]))).toBe("NOT_PERMITTED");
    expect(codeOf(permits(person, []))).toBe("NOT_PERMITTED");
  });
});
