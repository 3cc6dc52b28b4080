import type { BodyDesk } from "../../shared/workflow/index.ts";
import { fill, shortDay } from "../../web/format.ts";
import type { Messages } from "../../web/messages/messages.ts";
import type { SettingsSection } from "../../web/operator/settings-views.ts";
import type { WebDeps } from "./deps.ts";

type Facts = readonly (readonly [name: string, value: string])[];

/** What a section says of itself on the page of all of them; no secret is in it. */
export function sectionFacts(
  m: Messages,
  section: SettingsSection,
  { sections, record, hasPicture }: BodyDesk,
  { world, desk }: Pick<WebDeps, "world" | "desk">,
): Facts {
  const words = m.settings;
  const { settings } = world;
  const installed = desk ? undefined : installedFacts(words, section, settings);
  if (installed) return installed;
  const given = (field: string, value: string) =>
    desk?.fixed.some((one) => one === field) ? `${value} (${words.fromFile})` : value;
  const yes = (value: boolean | undefined) => (value ? words.yes : words.no);
  if (section === "identity")
    return [
      [words.name, given("name", settings.name)],
      [words.code, settings.code ?? ""],
      [words.address, settings.address ?? ""],
      [words.pec, settings.pec ?? ""],
      [words.officeName, settings.office],
      [words.dpo, settings.dpo ?? words.unset],
      [words.privacyPolicy, settings.privacyPolicy ?? words.unset],
    ];
  if (section === "look")
    return [
      [words.colour, given("colour", settings.colour ?? words.unset)],
      [words.arms, given("arms", settings.arms ? settings.arms.alt : hasPicture ? words.yes : words.unset)],
    ];
  if (section === "signing") {
    const { signatures } = settings;
    const level = sections.signing.level;
    return [
      [words.level, given("signatures", signatures?.levels?.join(", ") ?? words[`level_${level}`])],
      [words.qualified, given("signatures", yes(signatures?.qualified))],
      [words.passed, given("signatures", yes(signatures?.passed))],
      [words.timestamps, given("timestamps", sections.signing.timestamps.join(" ") || words.unset)],
    ];
  }
  if (section === "address") {
    const { origin, trustedProxies } = sections.address;
    return [
      [words.origin, given("origin", (desk?.fixed.includes("origin") ? settings.baseUrl : origin) || words.originNone)],
      [
        words.trustedProxies,
        desk?.fixed.includes("trustedProxies") ? words.fromFile : trustedProxies.join(", ") || words.unset,
      ],
    ];
  }
  if (section === "seal")
    return [
      [
        words.sealNow,
        record.seal?.kind === "p12"
          ? fill(words.sealOf, { subject: record.seal.subject, until: shortDay(record.seal.until.slice(0, 10)) })
          : words.seal_test,
      ],
    ];
  const { mail } = sections;
  if (desk?.fixed.includes("mail")) return [[words.use, words.fromFile]];
  return mail.use === "none"
    ? [[words.use, words.use_none]]
    : [
        [words.host, `${mail.host}:${mail.port}`],
        [words.user, mail.user],
        [words.from, mail.from],
      ];
}

/** Where the installation's own configuration decides, and pages are told no more than they need of it. */
function installedFacts(
  words: Messages["settings"],
  section: SettingsSection,
  settings: WebDeps["world"]["settings"],
): Facts | undefined {
  if (section === "address") return [[words.origin, settings.baseUrl]];
  if (section === "seal") return [[words.sealNow, words.sealInstalled]];
  if (section === "mail") return [[words.use, words.mailInstalled]];
  if (section === "signing") {
    const { levels, qualified, passed } = settings.signatures ?? {};
    return [
      [words.level, levels?.join(", ") ?? words.level_any],
      [words.qualified, qualified ? words.yes : words.no],
      [words.passed, passed ? words.yes : words.no],
    ];
  }
  return undefined;
}
