import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastPassword, passwordProblem } from "../../shared/workflow/index.ts";

const about = ["Comune di Borgo Sereno", "bruno.esempio", "Bruno Esempio", "bruno.esempio@borgosereno.example"];
const judged = (password: string) => passwordProblem(password, about)?.why.it ?? "va bene";

describe("a new password", () => {
  it.each([
    ["too short", "quattordici-14", /ha 14 caratteri/],
    ["empty", "", /ha 0 caratteri/],
    ["too long", "x7 ".repeat(50), /più lunga/],
    ["one letter", "a".repeat(20), /ripetizione/],
    ["a repeated word", "cavallocavallocavallo", /ripetizione/],
    ["a row of the keyboard", "qwertyuiopasdfghj", /ripetizione|sequenza/],
    ["digits in order", "123456789012345678", /ripetizione|sequenza/],
    ["digits backwards", "09876543210987654", /ripetizione|sequenza/],
    ["well known words", "Password12345678!", /parole troppo note/],
    ["the same with accents and capitals", "PÀSSWORD-prova-2026", /parole troppo note/],
    ["the body's name", "BorgoSereno-Comune-1", /parole troppo note/],
    ["one's own name", "Bruno.Esempio.1980", /parole troppo note/],
    ["half a character", `${"abcdefgh".repeat(2)}\ud800`, /più lunga|non va bene/],
  ])("is refused: %s", (_name, password, why) => {
    expect(judged(password)).toMatch(why);
  });

  it.each([
    "cavallo giallo graffetta batteria",
    "la nonna beve tè alle sei",
    "x9#Lq2!vTz81@mNp",
    "🦊 nel bosco corre piano",
    "comune gatto tavolo finestra",
  ])("is taken: %s", (password) => {
    expect(judged(password)).toBe("va bene");
  });

  it("is judged alike in either Unicode form, and no text at all is a fault", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const verdict = judged(text);
        expect(typeof verdict).toBe("string");
        if (verdict === "va bene") expect([...text.normalize("NFKC")].length).toBeGreaterThanOrEqual(leastPassword);
      }),
    );
    expect(judged("perché sì, però è più".normalize("NFD"))).toBe(judged("perché sì, però è più".normalize("NFC")));
  });
});
