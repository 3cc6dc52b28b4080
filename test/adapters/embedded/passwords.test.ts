import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "../../../shared/adapters/embedded/passwords.ts";

// From OpenSSL's Argon2id, an independent implementation (node:crypto argon2Sync, 19,456 KiB, 2 passes, 1 lane, 32 bytes).
const known = {
  password: "segreto di prova",
  hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$7WeRQdz2Ipj2CFzNvrUbylkaRKv/xBgCJIysKN3NYcI",
};

describe("passwords", () => {
  it("are known again, and no other is", async () => {
    const hash = await hashPassword("Adele Prova 1");
    expect(await verifyPassword("Adele Prova 1", hash)).toBe(true);
    for (const other of ["adele prova 1", "Adele Prova 1 ", "Adele Prova ", "", "x".repeat(2000)])
      expect(await verifyPassword(other, hash)).toBe(false);
  });

  it("are hashed with Argon2id at OWASP's cost, with a salt of their own each", async () => {
    const [one, two] = await Promise.all([hashPassword("uguale"), hashPassword("uguale")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
  });

  it("agree with another implementation of Argon2id", async () => {
    expect(await verifyPassword(known.password, known.hash)).toBe(true);
  });

  it("are the same in every Unicode form in which a keyboard may send them", async () => {
    expect(await verifyPassword("perche\u0301", await hashPassword("perch\u00e9"))).toBe(true);
  });

  it("are refused when empty or very long", async () => {
    await expect(hashPassword("")).rejects.toThrow(RangeError);
    await expect(hashPassword("è".repeat(513))).rejects.toThrow(RangeError);
    expect(await verifyPassword("è".repeat(512), await hashPassword("è".repeat(512)))).toBe(true);
  });

  it("of an account that does not exist are never right", async () => {
    expect(await verifyPassword("qualunque", undefined)).toBe(false);
  });

  it.each(["", "text", "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA", "$2b$10$abcdefghijklmnopqrstuv"])(
    "stored as %j are a fault and not a wrong password",
    async (stored) => {
      await expect(verifyPassword("x", stored)).rejects.toThrow("not one of ours");
    },
  );
});
