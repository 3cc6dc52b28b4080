import * as z from "zod";
import { readPicture } from "../../pdf/index.ts";
import { type FieldProblem, problemOf } from "../model/body-expectations.ts";
import {
  type BodyRecord,
  bodyAction,
  type KeptPicture,
  pictureItem,
  readArms,
  readBodyRecord,
  type SealRecord,
  sealSecret,
  secretAction,
  sectionsOf,
} from "../model/body-record.ts";
import { type Read, readFields, type SectionName, type Sections, sections } from "../model/body-sections.ts";
import { keys } from "../model/keys.ts";
import { no, refuse, type WorkflowRefusal } from "../model/refusals.ts";
import type { Action, Value } from "../ports/items.ts";
import type { Keyed } from "../ports/second-factor.ts";
import type { World } from "../world.ts";

export type BodyWorld = Pick<World, "settings" | "items" | "clock" | "newId"> & { readonly keyed: Keyed };

/** A section's form: its fields, and what is no field of an item. An empty password leaves the one that is recorded. */
export type SectionGiven = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly picture?: Uint8Array | undefined;
  readonly removePicture?: boolean;
  readonly password?: string;
};

/** What an IT office gave in a file or in the installation: shown and never changed here. */
export type FixedField =
  | "name"
  | "colour"
  | "arms"
  | "signatures"
  | "timestamps"
  | "mail"
  | "origin"
  | "trustedProxies";

const changeSchema = z.object({
  section: z.string(),
  fields: z.array(z.string()),
  by: z.string(),
  at: z.string(),
  version: z.int(),
});
/** Who changed which fields, and when. No value stands in it. */
export type BodyChange = z.infer<typeof changeSchema>;

export type BodyDesk = {
  readonly record: BodyRecord;
  readonly sections: Sections;
  readonly hasPicture: boolean;
  /** The last ones, the newest first. */
  readonly changes: readonly BodyChange[];
};

/** The body's settings as its operators see them; no secret is among them. Changes nothing. */
export async function readBodySettings(world: Pick<World, "settings" | "items">): Promise<BodyDesk> {
  const { items, settings } = world;
  const record = await readBodyRecord(items, settings.tenant);
  const log = await items.query({ pk: keys.bodyLog(settings.tenant), limit: 20, order: "descending" });
  return {
    record,
    sections: sectionsOf(settings, record),
    hasPicture: (await readArms(items, settings.tenant)) !== undefined,
    changes: log.items.map((item) => changeSchema.parse(item)),
  };
}

export type Changed =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly refusal: WorkflowRefusal; readonly problems: readonly FieldProblem[] };

/** A refusal that names the first field, and the problems of all. */
export const notValid = (problems: readonly FieldProblem[]): Extract<Changed, { ok: false }> => {
  const [{ field, value, expectation } = problemOf("—", "", "version")] = problems;
  return {
    ...refuse(no("REQUEST_NOT_VALID", { field, value, expectation: `${expectation.it} / ${expectation.en}` })),
    problems,
  };
};

/** Reads a section's form with its picture and its password; what a file fixed is taken as it is recorded. */
export function readSection<S extends SectionName>(
  section: S,
  given: SectionGiven,
  was: { readonly sections: Sections; readonly record: BodyRecord; readonly hasPicture: boolean },
  fixed: readonly FixedField[] = [],
): Read<{ readonly value: Sections[S]; readonly picture: KeptPicture | undefined }> {
  const known = was.sections[section] as Readonly<Record<string, unknown>>;
  const kept = keptFields(section, fixed).map((field) => [field, known[field]] as const);
  const read = readFields(sections[section] as unknown as z.ZodType<Sections[S]>, {
    ...given.fields,
    ...Object.fromEntries(kept),
  });
  const problems = read.ok ? [] : [...read.problems];
  const found = given.picture === undefined ? undefined : readPicture(given.picture);
  if (typeof found === "string")
    problems.push(problemOf("arms", `${given.picture?.length ?? 0} byte (${found})`, "picture"));
  if (section === "look" && !fixed.includes("arms") && !given.removePicture && (given.picture || was.hasPicture))
    if (String(given.fields["armsAlt"] ?? "").trim() === "" && !problems.some(({ field }) => field === "armsAlt"))
      problems.push(problemOf("armsAlt", "", "pictureAlt"));
  if (section === "mail" && needsPasswordAgain(given, was)) problems.push(problemOf("password", "…", "smtpPassword"));
  if (!read.ok || problems.length > 0) return { ok: false, problems };
  const picture =
    given.picture && typeof found === "object" ? { format: found.format, bytes: given.picture } : undefined;
  return { ok: true, value: { value: read.value, picture } };
}

function keptFields(section: SectionName, fixed: readonly FixedField[]): readonly string[] {
  if (section === "identity") return ["code", ...(fixed.includes("name") ? ["name"] : [])];
  if (section === "look")
    return [...(fixed.includes("colour") ? ["colour"] : []), ...(fixed.includes("arms") ? ["armsAlt"] : [])];
  if (section === "address") return (["origin", "trustedProxies"] as const).filter((field) => fixed.includes(field));
  if (section !== "signing") return [];
  const policy = fixed.includes("signatures") ? ["level", "qualified", "passed"] : [];
  return [...policy, ...(fixed.includes("timestamps") ? ["timestamps"] : [])];
}

/**
 * A recorded password goes to the server it was given for and to no other: whoever holds an operator's session must not
 * be able to have it sent to a server of their own.
 */
function needsPasswordAgain(given: SectionGiven, was: { readonly record: BodyRecord }): boolean {
  if (given.fields["use"] !== "smtp" || String(given.fields["user"] ?? "").trim() === "" || given.password)
    return false;
  const { mail, hasMailPassword } = was.record;
  if (!hasMailPassword || !mail) return true;
  return (["host", "port", "security", "user"] as const).some(
    (field) => mail[field] !== String(given.fields[field] ?? "").trim(),
  );
}

export type ChangeRequest = SectionGiven & {
  readonly by: string;
  readonly section: SectionName;
  /** The version that the form was read at. */
  readonly version: number;
};

/**
 * Changes one section of the body's settings, with who and when, if nobody changed any in the meantime. Nothing is
 * stored when a field is wrong.
 */
export async function changeBody(
  world: BodyWorld,
  request: ChangeRequest,
  fixed: readonly FixedField[] = [],
): Promise<Changed> {
  const { items, settings, keyed } = world;
  const desk = await readBodySettings(world);
  const { record } = desk;
  if (request.version !== record.version) return staleBody();
  if ((request.section === "mail" && fixed.includes("mail")) || (request.picture && fixed.includes("arms")))
    return fixedElsewhere(request.section);
  const read = readSection(request.section, request, desk, fixed);
  if (!read.ok) return notValid(read.problems);
  const { value, picture } = read.value;
  const next: BodyRecord = { ...record, version: record.version + 1, [request.section]: value };
  const mail = request.section === "mail" ? mailSecret(keyed, settings.tenant, next, request) : undefined;
  const actions: Action[] = [
    bodyAction(settings.tenant, mail?.record ?? next),
    ...(mail?.actions ?? []),
    ...(picture ? [{ put: { ...keys.bodyArms(settings.tenant), ...pictureItem(picture) } }] : []),
    ...(request.removePicture && !picture ? [{ delete: keys.bodyArms(settings.tenant) }] : []),
    bodyLogAction(world, { ...request, fields: changedFields(desk.sections[request.section], value, request) }),
  ];
  const written = await items.transact(actions);
  if (written.ok) return { ok: true, version: next.version };
  return staleBody();
}

const staleBody = (): Changed => ({ ...refuse(no("SETTINGS_CHANGED")), problems: [] });
const fixedElsewhere = (section: string): Changed => ({ ...refuse(no("SETTINGS_FIXED", { section })), problems: [] });

/** The mail server's password: a new one, the recorded one, or none where no user is named. */
function mailSecret(keyed: Keyed, tenant: string, next: BodyRecord, { password }: SectionGiven) {
  const needed = next.mail?.use === "smtp" && next.mail.user !== "";
  const actions: Action[] = !needed
    ? [{ delete: keys.bodySecret(tenant, "mail") }]
    : password
      ? [secretAction(keyed, tenant, "mail", password)]
      : [];
  return { record: { ...next, hasMailPassword: needed }, actions };
}

function changedFields(before: object, after: object, { picture, removePicture, password }: SectionGiven): string[] {
  const old = before as Readonly<Record<string, unknown>>;
  const fields = Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
    .map(([name]) => name);
  return [...fields, ...(picture || removePicture ? ["arms"] : []), ...(password ? ["password"] : [])];
}

export function bodyLogAction(
  { settings, clock, newId }: Pick<BodyWorld, "settings" | "clock" | "newId">,
  change: {
    readonly section: string;
    readonly fields: readonly string[];
    readonly by: string;
    readonly version: number;
  },
): Action {
  const { section, fields, by, version } = change;
  const at = clock();
  const entry: { [name: string]: Value } = { section, fields: [...fields], by, at, version: version + 1 };
  return { put: { pk: keys.bodyLog(settings.tenant), sk: `${at}#${newId()}`, ...entry } };
}

/** What is known of a PKCS#12 that opened: whose it is, until when. */
export type OpenedSeal = { readonly subject: string; readonly until: string };
/** `"no key"` where the file opens and holds no private key with its certificate; `undefined` where it does not open. */
export type OpensSeal = (pkcs12: Uint8Array, password: string) => OpenedSeal | "no key" | undefined;
export const largestSeal = 50_000;

/** Whether the file is a key that the body can seal with now. The password is not repeated in what is answered. */
export function readSeal(
  given: { readonly kind: string; readonly file: Uint8Array | undefined; readonly password: string },
  opens: OpensSeal,
  now: string,
): Read<{ readonly record: SealRecord; readonly secret: string | undefined }> {
  const wrong = (field: string, value: string, expected: Parameters<typeof problemOf>[2]) => ({
    ok: false as const,
    problems: [problemOf(field, value, expected)],
  });
  if (given.kind === "test") return { ok: true, value: { record: { kind: "test" }, secret: undefined } };
  if (given.kind !== "p12") return wrong("kind", given.kind, "sealKind");
  const { file, password } = given;
  if (!file || file.length > largestSeal) return wrong("file", `${file?.length ?? 0} byte`, "sealFile");
  const opened = password.length <= 200 ? opens(file, password) : undefined;
  if (!opened) return wrong("sealPassword", "…", "sealPassword");
  if (opened === "no key") return wrong("file", `${file.length} byte`, "sealNoKey");
  if (opened.until <= now) return wrong("file", opened.until, "sealExpired");
  return { ok: true, value: { record: { kind: "p12", ...opened }, secret: sealSecret(file, password) } };
}

/** Replaces the body's seal. It counts from the next start: what is being sealed now keeps its key. */
export async function changeSeal(
  world: BodyWorld,
  request: {
    readonly by: string;
    readonly version: number;
    readonly file: Uint8Array | undefined;
    readonly password: string;
  },
  opens: OpensSeal,
): Promise<Changed> {
  const { items, settings, keyed, clock } = world;
  const record = await readBodyRecord(items, settings.tenant);
  if (request.version !== record.version) return staleBody();
  const read = readSeal({ file: request.file, password: request.password, kind: "p12" }, opens, clock());
  if (!read.ok) return notValid(read.problems);
  const { record: seal, secret } = read.value;
  const written = await items.transact([
    bodyAction(settings.tenant, { ...record, version: record.version + 1, seal }),
    ...(secret ? [secretAction(keyed, settings.tenant, "seal", secret)] : []),
    bodyLogAction(world, { ...request, section: "seal", fields: ["file"] }),
  ]);
  return written.ok ? { ok: true, version: record.version + 1 } : staleBody();
}
