import { describe, expect, it } from "vitest";
import { extensions, generalName, name } from "../../support/x509-builder.ts";
import { asking, ca, caWith, end, endOfSub, endWith, type Question, subWith, validate } from "./chains.ts";

// Proves what name constraints and policies let pass, by chains that are wrong in one thing each.

describe("line 72: name constraints", () => {
  const { directory, email, dns, uri, ip, other } = generalName;
  const below = directory(name("PROVA"));
  const elsewhere = directory(name("ALTRI"));
  it.each<[string, Uint8Array[], Uint8Array[], Uint8Array[], string]>([
    ["a directory name below a permitted one", [below], [], [], "valid"],
    ["a directory name outside", [elsewhere], [], [], "NAME_FORBIDDEN"],
    ["a directory name below an excluded one", [], [below], [], "NAME_FORBIDDEN"],
    ["an alternative directory name outside", [below], [], [directory(name("ALTRI", "x"))], "NAME_FORBIDDEN"],
    ["a kind that is not constrained", [dns("borgo.example")], [], [email("a@borgo.example")], "valid"],
    ["an address of the host", [email("borgo.example")], [], [email("a@BORGO.example")], "valid"],
    ["an address of a host below", [email("borgo.example")], [], [email("a@x.borgo.example")], "NAME_FORBIDDEN"],
    ["an address in the domain", [email(".borgo.example")], [], [email("a@x.borgo.example")], "valid"],
    ["an excluded mailbox", [], [email("a@borgo.example")], [email("a@borgo.example")], "NAME_FORBIDDEN"],
    ["an address that is none", [email("borgo.example")], [], [email("borgo.example")], "NAME_FORBIDDEN"],
    ["a host of the domain", [dns("borgo.example")], [], [dns("www.borgo.example")], "valid"],
    ["a host that only ends alike", [dns("borgo.example")], [], [dns("ilborgo.example")], "NAME_FORBIDDEN"],
    ["an excluded host in capitals", [], [dns("borgo.example")], [dns("WWW.Borgo.Example")], "NAME_FORBIDDEN"],
    ["a wildcard over an excluded host", [], [dns("a.borgo.example")], [dns("*.borgo.example")], "NAME_FORBIDDEN"],
    ["a URI of the domain", [uri(".borgo.example")], [], [uri("https://x.borgo.example/a")], "valid"],
    [
      "a URI elsewhere with the host in its path",
      [uri(".borgo.example")],
      [],
      [uri("https://x.invalid/.borgo.example")],
      "NAME_FORBIDDEN",
    ],
    [
      "a URI elsewhere with the host as its user",
      [uri("borgo.example")],
      [],
      [uri("https://borgo.example@x.invalid")],
      "NAME_FORBIDDEN",
    ],
    ["a URI without a host", [], [uri("borgo.example")], [uri("urn:x")], "NAME_FORBIDDEN"],
    ["an address of the network", [ip(10, 1, 0, 0, 255, 255, 0, 0)], [], [ip(10, 1, 2, 3)], "valid"],
    ["an address outside the network", [ip(10, 1, 0, 0, 255, 255, 0, 0)], [], [ip(10, 2, 2, 3)], "NAME_FORBIDDEN"],
    ["a kind that nobody here compares", [], [other()], [other()], "NAME_FORBIDDEN"],
  ])("line 72: %s", (_name, permitted, excluded, names, expected) => {
    const leaf = names.length === 0 ? end() : endWith(extensions.alternative(...names));
    expect(validate([leaf, caWith(extensions.constraints(permitted, excluded))])).toBe(expected);
  });

  it("line 72: an address in the subject counts where no alternative one stands", () => {
    const constrained = caWith(extensions.constraints([email("borgo.example")]));
    expect(validate([end({ subject: name("PROVA", { email: "a@borgo.example" }) }), constrained])).toBe("valid");
    expect(validate([end({ subject: name("PROVA", { email: "a@x.invalid" }) }), constrained])).toBe("NAME_FORBIDDEN");
  });

  it("line 72: every authority has its say", () => {
    const chain = (first: string, second: string) => [
      endOfSub(extensions.alternative(dns("www.borgo.example"))),
      subWith(extensions.constraints([dns(second)])),
      caWith(extensions.constraints([dns(first)])),
    ];
    expect(validate(chain("example", "borgo.example"))).toBe("valid");
    expect(validate(chain("borgo.example", "altro.example"))).toBe("NAME_FORBIDDEN");
    expect(validate(chain("altro.example", "borgo.example"))).toBe("NAME_FORBIDDEN");
  });
});

describe("line 72: policies", () => {
  const [a, b, any] = ["1.2.3.1", "1.2.3.2", "2.5.29.32.0"];
  const { policies, mappings, requirePolicy, inhibitMapping, inhibitAny } = extensions;
  const only = (...initialPolicies: string[]) => asking({ initialPolicies, explicitPolicy: true });
  it.each<[string, readonly Uint8Array[], Question, string]>([
    ["none, and none is asked", [end(), ca()], {}, "valid"],
    ["none, and one is asked", [end(), ca()], asking({ explicitPolicy: true }), "POLICY"],
    ["the same all along", [endWith(policies(a)), caWith(policies(a))], only(a), "valid"],
    ["another than is accepted", [endWith(policies(a)), caWith(policies(a))], only(b), "POLICY"],
    [
      "another below than above, and one is required",
      [endWith(policies(b)), caWith(policies(a), requirePolicy(0))],
      {},
      "POLICY",
    ],
    [
      "required by the last certificate itself",
      [endWith(policies(b), requirePolicy(0)), caWith(policies(a))],
      {},
      "POLICY",
    ],
    ["any above", [endWith(policies(a)), caWith(policies(any))], only(a), "valid"],
    [
      "any above, which the user does not allow",
      [endWith(policies(a)), caWith(policies(any))],
      asking({ explicitPolicy: true, inhibitAnyPolicy: true }),
      "POLICY",
    ],
    [
      "any below, which the authority inhibits",
      [endWith(policies(any)), caWith(policies(a), inhibitAny(0))],
      only(a),
      "POLICY",
    ],
    ["mapped", [endOfSub(policies(b)), subWith(policies(b)), caWith(policies(a), mappings([a, b]))], only(a), "valid"],
    [
      "mapped, and mapping is inhibited",
      [endOfSub(policies(b)), subWith(policies(b)), caWith(policies(a), mappings([a, b]))],
      asking({ explicitPolicy: true, inhibitMapping: true }),
      "POLICY",
    ],
    [
      "mapped below an authority that inhibits it",
      [endOfSub(policies(b)), subWith(policies(a), mappings([a, b])), caWith(policies(a), inhibitMapping(0))],
      asking({ explicitPolicy: true }),
      "POLICY",
    ],
    ["mapped from any", [endWith(policies(b)), caWith(policies(any), mappings([any, b]))], {}, "POLICY"],
    ["mapped to any", [endWith(policies(b)), caWith(policies(a), mappings([a, any]))], {}, "POLICY"],
  ])("line 72: %s", (_name, chain, question, expected) => {
    expect(validate(chain, question)).toBe(expected);
  });

  it("line 72: mappings that multiply are given up on, not followed", () => {
    const many = Array.from({ length: 60 }, (_, index) => `1.2.3.${index + 1}`);
    const all = mappings(...many.flatMap((from) => many.map((to): [string, string] => [from, to])));
    const chain = [endOfSub(policies(...many)), subWith(policies(...many), all), caWith(policies(...many), all)];
    expect(validate(chain, asking({ explicitPolicy: true }))).toBe("POLICY");
  });
});
