import * as z from "zod";
import { parseFiscalCode } from "../../act/index.ts";
import type { Action, Items, Value } from "../ports/items.ts";
import type { Expectation } from "./body-expectations.ts";
import {
  addressSchema,
  identitySchema,
  line,
  lookSchema,
  mailAddress,
  mailServerSchema,
  signingSchema,
} from "./body-sections.ts";
import { keys } from "./keys.ts";
import { isMailAddress } from "./mail-address.ts";
import { roles } from "./people.ts";

const says = (expected: Expectation) => ({ error: expected });

/** Secrets and the picture of a set-up under way lie where a body's lie, under a name that no body can have. */
export const setUpTenant = "SETUP";

/** A person as the set-up's form gives them. */
export const personGiven = z
  .object({
    name: line(80, "line"),
    who: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9.-]{1,58}[a-z0-9]$/, says("who")),
    email: mailAddress,
    codesEmail: z
      .string()
      .trim()
      .refine((text) => text === "" || isMailAddress(text), says("optionalMail")),
    fiscalCode: z
      .string()
      .trim()
      .transform((text) => text.replace(/\s+/gu, "").toUpperCase())
      .refine((text) => {
        const read = text === "" ? undefined : parseFiscalCode(text);
        return read === undefined || (read.ok && read.value.of === "person");
      }, says("fiscalCode")),
    office: line(80, "line"),
    roles: z.array(z.enum(roles, says("roles"))).max(roles.length, says("roles")),
  })
  .refine(({ email, codesEmail }) => email.toLowerCase() !== codesEmail.toLowerCase(), {
    path: ["codesEmail"],
    ...says("otherMail"),
  });
export type PersonGiven = z.infer<typeof personGiven>;

const personDraft = z.object({
  name: z.string(),
  who: z.string(),
  email: z.string(),
  codesEmail: z.string(),
  fiscalCode: z.string(),
  office: z.string(),
  roles: z.array(z.enum(roles)),
  passwordHash: z.string().optional(),
});
export type PersonDraft = z.infer<typeof personDraft>;

const day = says("date");
const holderDraft = z.object({
  office: z.string(),
  who: z.string(),
  from: z.iso.date(day),
  to: z.union([z.literal(""), z.iso.date(day)], says("optionalDate")),
  decree: line(200, "longLine"),
});
export const holderGiven = holderDraft.refine(({ from, to }) => to === "" || to >= from, {
  path: ["to"],
  ...says("dateOrder"),
});
const substituteDraft = holderDraft.extend({
  to: z.iso.date(day),
  kind: z.enum(["absence", "standing"], says("kind")),
  formula: line(200, "longLine"),
});
export const substituteGiven = substituteDraft.refine(({ from, to }) => to >= from, {
  path: ["to"],
  ...says("dateOrder"),
});

export const registerGiven = z.object({
  lastNumber: z
    .string()
    .trim()
    .regex(/^\d{1,7}$/, says("lastNumber")),
  lastDate: z.iso.date(day),
  source: line(200, "longLine"),
});

const draftSchema = z.object({
  version: z.int().min(0),
  identity: identitySchema.optional(),
  look: lookSchema.optional(),
  operator: personDraft.optional(),
  people: z.array(personDraft),
  holders: z.array(holderDraft),
  substitutes: z.array(substituteDraft),
  peopleDone: z.boolean(),
  signing: signingSchema.optional(),
  seal: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("test") }),
      z.object({ kind: z.literal("p12"), subject: z.string(), until: z.string() }),
    ])
    .optional(),
  mail: mailServerSchema.optional(),
  address: addressSchema.optional(),
  hasMailPassword: z.boolean(),
  register: registerGiven.optional(),
});
/** What was filled in so far. Kept until the end, so that whoever was interrupted goes on. */
export type SetUpDraft = z.infer<typeof draftSchema>;

const emptyDraft: SetUpDraft = {
  ...{ version: 0, people: [], holders: [], substitutes: [], peopleDone: false, hasMailPassword: false },
};

export async function readSetUpDraft(items: Items): Promise<SetUpDraft> {
  const item = await items.get(keys.setUp("DRAFT"));
  return item ? draftSchema.parse(item["draft"]) : emptyDraft;
}

/** Writes the draft if it is still the one that was read, and the set-up is not over. */
export const draftActions = (was: SetUpDraft, next: Omit<SetUpDraft, "version">): Action[] => [
  {
    put: {
      ...keys.setUp("DRAFT"),
      version: was.version + 1,
      draft: JSON.parse(JSON.stringify({ ...next, version: was.version + 1 })) as Value,
    },
    if: was.version === 0 ? { absent: "pk" } : { attr: "version", op: "=", value: was.version },
  },
  { check: keys.setUp("BODY"), if: { absent: "pk" } },
];

/** Everybody in the draft, the operator first. */
export const everybody = ({ operator, people }: Pick<SetUpDraft, "operator" | "people">): readonly PersonDraft[] => [
  ...(operator ? [operator] : []),
  ...people,
];

export const setUpSteps = ["identity", "look", "operator", "people", "signing", "mail", "address", "register"] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/** The steps that nobody has filled in yet, in their order. */
export const missingSteps = (draft: SetUpDraft): readonly SetUpStep[] =>
  setUpSteps.filter((step) => {
    if (step === "people") return !draft.peopleDone;
    if (step === "signing") return !draft.signing || !draft.seal;
    return draft[step] === undefined;
  });
