// Proves what a function makes of its variables, and that a wrong one is named at its start.
import { describe, expect, it } from "vitest";
import { settingsOf } from "../../../shared/adapters/aws/environment.ts";
import { readFunctionEnvironment } from "../../../shared/adapters/aws/function-environments.ts";

const variables = {
  ...{ VISTO_TABLE: "t", VISTO_INTAKE_BUCKET: "i", VISTO_VAULT_BUCKET: "v", VISTO_PORTAL_BUCKET: "p" },
  ...{ VISTO_ORIGIN: "https://atti.example.org", VISTO_TENANT: "borgo-sereno", VISTO_OFFICE: "Ufficio Atti" },
  ...{ VISTO_BODY_NAME: "Comune di Borgo Sereno", VISTO_BODY_PLACE: "Borgo Sereno" },
};
const facts = { code: "c_z999", pec: "protocollo@pec.example.org", colour: "#7a1f3d", signatures: { levels: ["T"] } };

describe("a function's variables", () => {
  it("say of the body what every page shows, and nothing that was not said", () => {
    const plain = settingsOf(readFunctionEnvironment("publish-act", variables));
    expect(plain).toMatchObject({ tenant: "T#borgo-sereno", name: "Comune di Borgo Sereno", test: false });
    expect(Object.keys(plain).filter((name) => name in facts)).toEqual([]);
    const told = { ...variables, VISTO_BODY_FACTS: JSON.stringify(facts) };
    expect(settingsOf(readFunctionEnvironment("publish-act", told))).toEqual({ ...plain, ...facts });
  });

  it.each([
    ["no JSON", "{"],
    ["a colour that is hard to read", '{"colour":"#ffe08a"}'],
    ["an address of two lines", '{"address":"a\\nb"}'],
    ["a word that nobody knows", '{"logo":"x"}'],
  ])("are refused at the start by their name, with %s", (_what, text) => {
    const told = { ...variables, VISTO_BODY_FACTS: text };
    expect(() => readFunctionEnvironment("publish-act", told)).toThrow(/VISTO_BODY_FACTS: expected JSON/);
  });
});
