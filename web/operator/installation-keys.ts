import type { Messages } from "../messages/messages.ts";
import type { SettingsSection } from "./settings-views.ts";

/** What a section says, by its word on the page, and its entries in the configuration of an installation on AWS. */
type Keys = readonly (readonly [word: keyof Messages["settings"], keys: readonly string[]])[];

/** Where each setting of an installation on AWS is changed (`infra/settings.ts`, under the stage in cdk.json). */
export const installationKeys: Readonly<Record<SettingsSection, Keys>> = {
  identity: [
    ["name", ["bodyName"]],
    ["place", ["bodyPlace"]],
    ["officeName", ["office"]],
    ["code", ["body.code"]],
    ["address", ["body.address"]],
    ["pec", ["body.pec"]],
    ["dpo", ["body.dpo"]],
    ["privacyPolicy", ["body.privacyPolicy"]],
  ],
  look: [
    ["colour", ["body.colour"]],
    ["arms", ["body.coatOfArms"]],
  ],
  signing: [
    ["level", ["body.signatures.levels"]],
    ["qualified", ["body.signatures.qualified"]],
    ["passed", ["body.signatures.passed"]],
    ["timestamps", ["timestamps", "timestampSecret"]],
  ],
  mail: [["from", ["sender", "senderIdentity"]]],
  address: [["origin", ["origin", "certificateArn"]]],
  seal: [["sealNow", ["seal", "sealKeys"]]],
};
