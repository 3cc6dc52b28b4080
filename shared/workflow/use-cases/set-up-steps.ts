import type * as z from "zod";
import { romeDay, yearOf } from "../../act/index.ts";
import { type FieldProblem, problemOf } from "../model/body-expectations.ts";
import { nothingSet, pictureItem, readArms, secretAction, sectionsOf } from "../model/body-record.ts";
import { type Read, readFields, type SectionName } from "../model/body-sections.ts";
import { keys } from "../model/keys.ts";
import { passwordProblem } from "../model/password-rule.ts";
import { no, refuse, type WorkflowRefusal } from "../model/refusals.ts";
import { usualTemplate } from "../model/route-templates.ts";
import {
  draftActions,
  everybody,
  holderGiven,
  type PersonDraft,
  personGiven,
  readSetUpDraft,
  registerGiven,
  type SetUpDraft,
  setUpTenant,
  substituteGiven,
} from "../model/set-up-draft.ts";
import type { Action } from "../ports/items.ts";
import type { Keyed } from "../ports/second-factor.ts";
import type { World } from "../world.ts";
import { notValid, type OpensSeal, readSeal, readSection, type SectionGiven } from "./body-settings.ts";

export type SetUpWorld = Pick<World, "items" | "clock" | "newId" | "passwords"> & { readonly keyed: Keyed };
export type Stepped =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: WorkflowRefusal; readonly problems: readonly FieldProblem[] };

type Fields = Readonly<Record<string, unknown>>;
/** Of each list: with picture, secrets and register they fit the 100 actions of one transaction, with some to spare. */
const most = 25;

/** Stores a step if nobody stored one meanwhile, in another window say. */
async function keep(
  { items }: SetUpWorld,
  was: SetUpDraft,
  next: Omit<SetUpDraft, "version">,
  more: readonly Action[] = [],
): Promise<Stepped> {
  const written = await items.transact([...draftActions(was, next), ...more]);
  if (written.ok) return { ok: true };
  const over = (await items.get(keys.setUp("BODY"))) !== undefined;
  return { ...refuse(no(over ? "SET_UP_OVER" : "SETTINGS_CHANGED")), problems: [] };
}

const base = {
  ...{ tenant: setUpTenant, name: "", place: "", office: "", register: "DD", baseUrl: "", test: true },
  ...{ linkDays: 7, uploadMinutes: 60, uploadLimit: 1 },
} as const;

/** Stores a section that the settings' page has too: who the body is, how it looks, its policy, its mail server. */
export async function keepSection(world: SetUpWorld, section: SectionName, given: SectionGiven): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  const record = { ...nothingSet, ...was, version: 1 };
  const hasPicture = (await readArms(world.items, setUpTenant)) !== undefined;
  const sections = { ...sectionsOf(base, record), ...(section === "identity" ? identityAsGiven(given.fields) : {}) };
  const read = readSection(section, given, { record, sections, hasPicture });
  if (!read.ok) return notValid(read.problems);
  const { value, picture } = read.value;
  const needsPassword = section === "mail" && "user" in value && value.use === "smtp" && value.user !== "";
  const actions: Action[] = [
    ...(picture ? [{ put: { ...keys.bodyArms(setUpTenant), ...pictureItem(picture) } }] : []),
    ...(given.removePicture && !picture ? [{ delete: keys.bodyArms(setUpTenant) }] : []),
    ...(needsPassword && given.password ? [secretAction(world.keyed, setUpTenant, "mail", given.password)] : []),
  ];
  const hasMailPassword = section === "mail" ? needsPassword : was.hasMailPassword;
  return keep(world, was, { ...was, [section]: value, hasMailPassword }, actions);
}

/** The code can still be chosen here: nothing is stored under it yet. */
const identityAsGiven = (fields: Fields) => ({ identity: fields as ReturnType<typeof sectionsOf>["identity"] });

/** Stores how acts are signed and sealed: one page, two things that are stored together. */
export async function keepSigning(
  world: SetUpWorld,
  given: {
    readonly fields: Fields;
    readonly kind: string;
    readonly file: Uint8Array | undefined;
    readonly password: string;
  },
  opens: OpensSeal,
): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  const record = { ...nothingSet, version: 1 };
  const signing = readSection("signing", given, { record, sections: sectionsOf(base, record), hasPicture: false });
  // The file that is there stays when the form is sent again without one.
  const stays = given.kind === "p12" && !given.file && was.seal?.kind === "p12" ? was.seal : undefined;
  const seal = stays
    ? { ok: true as const, value: { record: stays, secret: undefined } }
    : readSeal(given, opens, world.clock());
  const problems = [...(signing.ok ? [] : signing.problems), ...(seal.ok ? [] : seal.problems)];
  if (!signing.ok || !seal.ok) return notValid(problems);
  const { secret } = seal.value;
  const actions = secret ? [secretAction(world.keyed, setUpTenant, "seal", secret)] : [];
  return keep(world, was, { ...was, signing: signing.value.value, seal: seal.value.record }, actions);
}

const readPerson = (fields: Fields, taken: readonly PersonDraft[]): Read<z.infer<typeof personGiven>> => {
  const read = readFields(personGiven, fields);
  if (!read.ok || !taken.some(({ who }) => who === read.value.who)) return read;
  return { ok: false, problems: [problemOf("who", read.value.who, "who")] };
};

/** The one rule of passwords, against the body's and the person's own names too. */
function badPassword(password: string, was: SetUpDraft, fields: Fields): FieldProblem[] {
  const { name = "", who = "" } = fields as { name?: string; who?: string };
  const bad = passwordProblem(password, [name, who, was.identity?.name ?? ""]);
  return bad ? [problemOf("password", "…", "password", bad.details)] : [];
}

/** The first account: whoever administers the body. Its password is stored as a hash alone. */
export async function keepOperator(
  world: SetUpWorld,
  given: { readonly fields: Fields; readonly password: string; readonly again: string },
): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  const read = readPerson(given.fields, was.people);
  const problems = read.ok ? [] : [...read.problems];
  const stays = given.password === "" && given.again === "" ? was.operator?.passwordHash : undefined;
  const bad = stays ? [] : badPassword(given.password, was, given.fields);
  problems.push(...bad);
  if (bad.length === 0 && given.password !== given.again)
    problems.push(problemOf("passwordAgain", "…", "passwordAgain"));
  if (!read.ok || problems.length > 0) return notValid(problems);
  const passwordHash = stays ?? (await world.passwords.hash(given.password));
  const roles = ["operator" as const, ...read.value.roles.filter((role) => role !== "operator")];
  return keep(world, was, { ...was, operator: { ...read.value, roles, passwordHash } });
}

/** One more person; with a password where they have an account of their own. */
export async function addPerson(
  world: SetUpWorld,
  given: { readonly fields: Fields; readonly password: string },
): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  const read = readPerson(given.fields, everybody(was));
  const problems = read.ok ? [] : [...read.problems];
  if (given.password !== "") problems.push(...badPassword(given.password, was, given.fields));
  if (read.ok && given.password !== "" && read.value.roles.length === 0)
    problems.push(problemOf("roles", "", "passwordForRole"));
  if (was.people.length >= most) problems.push(problemOf("name", String(was.people.length), "tooMany"));
  if (!read.ok || problems.length > 0) return notValid(problems);
  const hash = given.password === "" ? {} : { passwordHash: await world.passwords.hash(given.password) };
  return keep(world, was, { ...was, people: [...was.people, { ...read.value, ...hash }] });
}

/** Offices that somebody can hold: those of the people, and those that the usual route asks. */
export function officesOf(draft: Pick<SetUpDraft, "operator" | "people">): readonly string[] {
  const asked = usualTemplate.steps.flatMap(({ ask }) => ask.flatMap((one) => ("office" in one ? [one.office] : [])));
  const names = new Set([...asked, ...everybody(draft).map(({ office }) => office)]);
  return [...names].sort((a, b) => a.localeCompare(b, "it"));
}

const entryProblems = (draft: SetUpDraft, fields: Fields): FieldProblem[] => {
  const { office = "", who = "" } = fields as { office?: string; who?: string };
  return [
    ...(officesOf(draft).includes(office) ? [] : [problemOf("office", office, "office")]),
    ...(everybody(draft).some((one) => one.who === who) ? [] : [problemOf("who", who, "person")]),
  ];
};

/** Who holds an office, from a day on; the same office and day again corrects it. */
export async function addHolder(world: SetUpWorld, fields: Fields): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  const read = readFields(holderGiven, fields);
  const problems = [...entryProblems(was, fields), ...(read.ok ? [] : read.problems)];
  if (was.holders.length >= most) problems.push(problemOf("office", String(was.holders.length), "tooMany"));
  if (!read.ok || problems.length > 0) return notValid(problems);
  const { office, from } = read.value;
  const others = was.holders.filter((one) => one.office !== office || one.from !== from);
  return keep(world, was, { ...was, holders: [...others, read.value] });
}

/** Who stands in for a holder. */
export async function addSubstitute(world: SetUpWorld, fields: Fields): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  const read = readFields(substituteGiven, fields);
  const problems = [...entryProblems(was, fields), ...(read.ok ? [] : read.problems)];
  if (was.substitutes.length >= most) problems.push(problemOf("office", String(was.substitutes.length), "tooMany"));
  if (read.ok && was.holders.some(({ office, who }) => office === read.value.office && who === read.value.who))
    problems.push(problemOf("who", read.value.who, "notHolder"));
  if (!read.ok || problems.length > 0) return notValid(problems);
  const { office, who, from, to } = read.value;
  const others = was.substitutes.filter(
    (one) => one.office !== office || one.who !== who || one.from !== from || one.to !== to,
  );
  return keep(world, was, { ...was, substitutes: [...others, read.value] });
}

/** Takes a person, a holder or a substitute off the list; with a person goes what was entered of them. */
export async function removeEntry(
  world: SetUpWorld,
  { list, at }: { readonly list: string; readonly at: string },
): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  const index = /^\d{1,2}$/.test(at) ? Number(at) : -1;
  const without = <T>(all: readonly T[]) => all.filter((_, place) => place !== index);
  if (list === "holders") return keep(world, was, { ...was, holders: without(was.holders) });
  if (list === "substitutes") return keep(world, was, { ...was, substitutes: without(was.substitutes) });
  const gone = was.people[index]?.who;
  if (list !== "people" || gone === undefined) return notValid([problemOf("who", at, "person")]);
  const people = without(was.people);
  const offices = officesOf({ ...was, people });
  const stays = (one: { who: string; office: string }) => one.who !== gone && offices.includes(one.office);
  const { holders, substitutes } = was;
  return keep(world, was, {
    ...{ ...was, people },
    holders: holders.filter(stays),
    substitutes: substitutes.filter(stays),
  });
}

/** The list of people is whole for now. */
export async function endPeople(world: SetUpWorld): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  return keep(world, was, { ...was, peopleDone: true });
}

/** At which number this year's register begins, and who says so. */
export async function keepRegister(world: SetUpWorld, fields: Fields): Promise<Stepped> {
  const was = await readSetUpDraft(world.items);
  const read = readFields(registerGiven, fields);
  const problems = read.ok ? [] : [...read.problems];
  const today = romeDay(world.clock());
  if (read.ok && (read.value.lastDate > today || yearOf(read.value.lastDate) !== yearOf(today)))
    problems.push(problemOf("lastDate", read.value.lastDate, "lastDate"));
  if (!read.ok || problems.length > 0) return notValid(problems);
  return keep(world, was, { ...was, register: read.value });
}
