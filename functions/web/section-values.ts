import type { BodySettings, FixedField, SectionGiven, Sections } from "../../shared/workflow/index.ts";
import type { Values } from "../../web/operator/settings-views.ts";
import type { Fields } from "./request.ts";

const names = {
  identity: ["name", "code", "place", "address", "pec", "officeName", "officeEmail", "dpo", "privacyPolicy"],
  look: ["colour", "armsAlt"],
  signing: ["level", "timestamps"],
  mail: ["use", "host", "port", "security", "user", "from"],
  address: ["origin", "trustedProxies"],
} as const;
export type FormSection = keyof typeof names;
export const isFormSection = (section: string): section is FormSection => Object.hasOwn(names, section);

const bytesOf = async (file: File | undefined) => (file ? new Uint8Array(await file.arrayBuffer()) : undefined);

/** A section's form as the use case takes it. */
export async function sectionGiven(section: FormSection, fields: Fields): Promise<SectionGiven> {
  const text = Object.fromEntries(names[section].map((name) => [name, fields.get(name)]));
  if (section === "signing") {
    const on = (name: string) => fields.get(name) === "on";
    return { fields: { ...text, timestamps: linesOf(fields.get("timestamps")), ...both(on) } };
  }
  if (section === "address") return { fields: { ...text, trustedProxies: linesOf(fields.get("trustedProxies")) } };
  if (section === "look")
    return {
      fields: text,
      picture: await bytesOf(fields.file("arms")),
      removePicture: fields.get("removeArms") === "on",
    };
  return section === "mail" ? { fields: text, password: fields.get("password") } : { fields: text };
}

const both = (on: (name: string) => boolean) => ({ qualified: on("qualified"), passed: on("passed") });
const linesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The file of the seal and its password, as a form gives them. */
export const sealGiven = async (fields: Fields) => ({
  kind: fields.get("kind"),
  file: await bytesOf(fields.file("file")),
  password: fields.get("sealPassword"),
});

/** What was typed, to stand in the form again; secrets and files do not. */
export function typedValues(fields: Fields): Values {
  const secret = new Set(["csrf", "idem", "password", "passwordAgain", "sealPassword", "version"]);
  const values: Record<string, string> = {};
  for (const [name, value] of fields.entries()) {
    if (secret.has(name)) continue;
    // A name and a password that may stand in an address.
    const plain = value.replace(/\/\/[^/@\s]*@/g, "//…@");
    values[name] = values[name] === undefined ? plain : `${values[name]} ${plain}`;
  }
  return values;
}

/** What is recorded, as a form's values. */
export function recordedValues(section: FormSection, sections: Sections, settings: BodySettings): Values {
  const { signing } = sections;
  if (section === "signing")
    return {
      ...{ level: signing.level, timestamps: signing.timestamps.join("\n") },
      ...{ qualified: signing.qualified ? "on" : "", passed: signing.passed ? "on" : "" },
    };
  if (section === "address")
    return { origin: sections.address.origin, trustedProxies: sections.address.trustedProxies.join("\n") };
  if (section === "identity") return { ...sections.identity, name: settings.name };
  if (section === "look") return { ...sections.look, ...(settings.colour ? { colour: settings.colour } : {}) };
  return sections.mail;
}

/** Which fields of the forms a file gives. */
export const fixedNames = (fixed: readonly FixedField[]): readonly string[] =>
  fixed.flatMap((field) => (field === "signatures" ? ["level", "qualified", "passed"] : [field]));
