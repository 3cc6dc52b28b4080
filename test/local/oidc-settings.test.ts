// `oidc` and `totpFor` of visto.json: what is taken, what is refused and how it is said, and that no secret is repeated.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { leaving } from "../../local/mail.ts";
import { parseSettings } from "../../local/settings.ts";
import { newFolder } from "../support/world.ts";

const good = {
  issuer: "https://identita.borgosereno.example",
  clientId: "visto",
  clientSecret: "segreto-di-prova",
  claims: { fiscalCode: "fiscal_number" },
  name: "SPID e CIE",
};
const parsed = (oidc: unknown) => parseSettings(JSON.stringify({ oidc }));

describe("the identity provider in visto.json", () => {
  it.each([
    ["a whole one", good],
    ["on this very machine", { ...good, issuer: "http://127.0.0.1:4000" }],
    ["a public client", { ...good, clientSecret: undefined }],
    ["by address", { ...good, claims: { email: "email" } }],
    [
      "with levels, scopes and another algorithm",
      { ...good, acrValues: ["x"], scope: "openid profile", signingAlg: "ES256" },
    ],
  ])("is taken: %s", (_name, oidc) => {
    expect(parsed(oidc).oidc).toMatchObject({ clientId: "visto" });
  });

  it.each([
    ["an issuer without TLS", { issuer: "http://identita.example" }, "oidc.issuer"],
    ["an issuer with a query", { issuer: "https://identita.example/?x=1" }, "oidc.issuer"],
    ["an issuer that is no address", { issuer: "identita" }, "oidc.issuer"],
    ["another scheme", { issuer: "javascript:alert(1)" }, "oidc.issuer"],
    ["an algorithm with a shared key", { signingAlg: "HS256" }, "oidc.signingAlg"],
    ["no algorithm", { signingAlg: "none" }, "oidc.signingAlg"],
    ["scopes without openid", { scope: "profile" }, "oidc.scope"],
    ["no claim", { claims: {} }, "oidc.claims"],
    ["two claims", { claims: { fiscalCode: "a", email: "b" } }, "oidc.claims"],
    ["two secrets", { clientSecretFile: "x" }, "oidc"],
    ["a word that it does not know", { segreto: "x" }, "oidc"],
    ["no name", { name: " " }, "oidc.name"],
  ])("is refused with its field: %s", (_name, over, field) => {
    const wrong = () => parsed({ ...good, ...over });
    expect(wrong).toThrow(`${field}:`);
    expect(wrong).not.toThrow("segreto-di-prova");
  });

  it("has its secret in a file of its own, which must be there and not be empty", async () => {
    const dir = await newFolder();
    const { clientSecret: _, ...open } = good;
    const settings = parsed({ ...open, clientSecretFile: "segreto" });
    await expect(leaving(settings, dir, "x")).rejects.toThrow("oidc.clientSecretFile");
    await writeFile(join(dir, "segreto"), " \n");
    await expect(leaving(settings, dir, "x")).rejects.toThrow("is empty");
    await writeFile(join(dir, "segreto"), "uno\n");
    expect((await leaving(settings, dir, "x")).oidc).toMatchObject({ name: "SPID e CIE" });
  });
});

it("roles that need an app are the product's own", () => {
  expect(parseSettings('{ "totpFor": ["operator"] }').totpFor).toEqual(["operator"]);
  expect(() => parseSettings('{ "totpFor": ["sindaco"] }')).toThrow("totpFor.0");
});
