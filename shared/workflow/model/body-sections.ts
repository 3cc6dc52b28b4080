import * as z from "zod";
import { contrastWithWhite, isColour, leastContrast } from "../ports/body-colour.ts";
import { type Expectation, expectations, type FieldProblem, problemOf } from "./body-expectations.ts";
import { isMailAddress } from "./mail-address.ts";
import { isProxy, mostProxies, readOrigin } from "./public-address.ts";

const isLine = (text: string) => text.isWellFormed() && !/\p{Cc}|[\u2028\u2029]/u.test(text);
const says = (expected: Expectation) => ({ error: expected });

export const line = (most = 120, expected: Expectation = "line") =>
  z
    .string()
    .trim()
    .refine((text) => text.length >= 1 && text.length <= most && isLine(text), says(expected));
const optionalLine = z
  .string()
  .trim()
  .refine((text) => text.length <= 120 && isLine(text), says("optionalLine"));
export const mailAddress = z.string().trim().refine(isMailAddress, says("mail"));
const optionalMail = z
  .string()
  .trim()
  .refine((text) => text === "" || isMailAddress(text), says("optionalMail"));

const isWebAddress = (text: string) =>
  text.length <= 300 && isLine(text) && /^https:\/\/[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:\/[^\s<>"]*)?$/.test(text);

/** Who the body is. The code begins every key, so it is set once. */
export const identitySchema = z.object({
  name: line(),
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_]{2,20}$/, says("ipa")),
  place: line(80, "line"),
  address: line(200, "longLine"),
  pec: mailAddress,
  officeName: line(),
  officeEmail: mailAddress,
  /** Where its data protection officer is reached (art. 37(7) GDPR), and its own notice; empty in records from before. */
  dpo: optionalLine.default(""),
  privacyPolicy: z
    .string()
    .trim()
    .refine((text) => text === "" || isWebAddress(text), says("optionalWebAddress"))
    .default(""),
});

/** How it looks; the picture itself is kept apart. */
export const lookSchema = z.object({
  colour: z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => text === "" || isColour(text), says("colour"))
    .refine((text) => !isColour(text) || contrastWithWhite(text) >= leastContrast, says("contrast")),
  armsAlt: optionalLine,
});

const authority =
  /^https?:\/\/(?:[^\s/@?#]*@)?(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?(?:[/?][^\s]*)?$/;
const isAuthority = (text: string) => {
  const found = text.length <= 300 && isLine(text) ? authority.exec(text) : null;
  return found !== null && Number(found[1] ?? 1) <= 65_535;
};
/** A name and a password before the host: the item would hold them as they are. */
const holdsSecret = (text: string) => /^https?:\/\/[^/?#]*@/.test(text);

/** What a signed file must show, and who is asked for timestamps. */
export const signingSchema = z.object({
  level: z.enum(["any", "T", "LT", "LTA"], says("level")),
  qualified: z.boolean(),
  passed: z.boolean(),
  timestamps: z
    .array(z.string())
    .max(5, says("timestamps"))
    .refine((all) => all.every(isAuthority), says("timestamps"))
    .refine((all) => !all.some(holdsSecret), says("timestampSecret")),
});

const isThisMachine = (host: string) => host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

/** The mail server; its password is kept apart. */
export const mailServerSchema = z
  .object({
    use: z.enum(["none", "smtp"], says("useMail")),
    host: optionalLine,
    port: z.string().trim(),
    security: z.enum(["tls", "starttls", "none"], says("security")),
    user: optionalLine,
    from: optionalMail,
  })
  .superRefine((given, context) => {
    if (given.use === "none") return;
    const wrong = (path: string, message: Expectation) => context.addIssue({ code: "custom", path: [path], message });
    if (!/^[A-Za-z0-9._:[\]-]{1,253}$/.test(given.host)) wrong("host", "host");
    if (!/^\d{1,5}$/.test(given.port) || Number(given.port) < 1 || Number(given.port) > 65_535) wrong("port", "port");
    if (given.security === "none" && !isThisMachine(given.host)) wrong("security", "plainHost");
    if (!isMailAddress(given.from)) wrong("from", "mail");
  });

/** Where the body is reached from outside. An empty origin: from this machine alone. */
export const addressSchema = z.object({
  origin: z
    .string()
    .trim()
    .refine((text) => text === "" || readOrigin(text) !== undefined, says("origin"))
    .transform((text) => readOrigin(text) ?? ""),
  trustedProxies: z
    .array(z.string())
    .refine((all) => all.length <= mostProxies && all.every(isProxy), says("trustedProxies")),
});

export type Identity = z.infer<typeof identitySchema>;
export type Look = z.infer<typeof lookSchema>;
export type Signing = z.infer<typeof signingSchema>;
export type MailServer = z.infer<typeof mailServerSchema>;

/** What of a section is stored as it is; files and secrets are not in it. */
export const sections = {
  identity: identitySchema,
  look: lookSchema,
  signing: signingSchema,
  mail: mailServerSchema,
  address: addressSchema,
} as const;
export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as readonly SectionName[];
export type Sections = { readonly [K in SectionName]: z.infer<(typeof sections)[K]> };

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Reads a section's fields; every field that is wrong is named, with its value and what was expected. */
export function readFields<T>(schema: z.ZodType<T>, given: Readonly<Record<string, unknown>>): Read<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data };
  const seen = new Set<string>();
  const problems = parsed.error.issues.flatMap(({ path, message }) => {
    const field = String(path[0] ?? "");
    if (seen.has(field)) return [];
    seen.add(field);
    const value = given[field];
    const expected = message in expectations ? (message as Expectation) : "line";
    const text = Array.isArray(value) ? value.join(" ") : typeof value === "string" ? value : "";
    const secret = /password/i.test(field) || expected === "timestampSecret";
    const ratio = expected === "contrast" ? String(contrastWithWhite(text.trim())) : "";
    return [problemOf(field, secret ? "…" : text, expected, { ratio })];
  });
  return { ok: false, problems };
}
