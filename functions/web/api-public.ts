import * as z from "zod";
import type { PublishedHead } from "../../shared/act/index.ts";
import {
  type ActSearch,
  actFile,
  findByCode,
  findPublished,
  findPublishedFile,
  fingerprintsByPrefix,
  isPublic,
  openActSearch,
  publishedBefore,
  romeToday,
  type SearchEntry,
} from "../../shared/workflow/index.ts";
import { cursorOf, listQuery, pageOf, placeIn } from "./api-lists.ts";
import { file, json, type Operation } from "./api-operation.ts";
import { actSchema, copyOf, fileSchema, sha256 } from "./api-views.ts";
import type { WebDeps } from "./deps.ts";

const params = {
  year: z.coerce.number().int().min(1900).max(9999),
  number: z.coerce.number().int().min(1).max(9_999_999),
};

const summaryShape = {
  actId: z.string(),
  register: z.string(),
  year: z.int(),
  number: z.int().positive(),
  date: z.iso.date(),
  subject: z.string(),
  department: z.string(),
  total: z.int().nullable(),
  effect: z.enum(["NONE", "PENDING_VISTO", "EXECUTIVE", "VISTO_REFUSED"]),
  albo: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  transparency: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  permalink: z.url(),
};
const summarySchema = z.strictObject(summaryShape).meta({ id: "PublishedActSummary" });
const publishedFile = fileSchema.extend({ name: z.string(), href: z.string() }).meta({ id: "PublishedFile" });
const publishedSchema = z
  .strictObject({
    ...summaryShape,
    verificationCode: z.string(),
    files: z.array(publishedFile),
    act: actSchema,
  })
  .meta({ id: "PublishedAct" });

function summaryOf(head: PublishedHead, baseUrl: string): z.input<typeof summarySchema> {
  const { actId, subject, department, total, effect, registration, publication } = head;
  const { register, year, number, date } = registration;
  const { albo, transparency } = publication;
  const permalink = `${baseUrl}/trasparenza/${year}/${number}`;
  return { actId, register, year, number, date, subject, department, total, effect, albo, transparency, permalink };
}

/** What of an act may be downloaded, with the impronte that prove it. */
function filesOf(head: PublishedHead): z.input<typeof publishedFile>[] {
  const attachments = head.slots.filter((slot) => isPublic(slot)).map((slot) => `allegato-${slot.label}`);
  const visti = (head.visti ?? []).map((_, at) => `visto-${at + 1}`);
  return ["originale", "marca", "copia", ...visti, ...attachments].flatMap((name) => {
    const found = actFile(head, name);
    if (!found.ok) return [];
    const { fileName, length, type, sha256: digest } = found.value;
    return [{ name, fileName, length, type, sha256: digest, href: `/atti/${head.actId}/file/${name}` }];
  });
}

const short = z.string().min(1).max(200);
const searchQuery = {
  words: short.optional(),
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  number: z
    .string()
    .regex(/^\d{1,7}$/)
    .optional(),
  cig: short.optional(),
  company: short.optional(),
  department: short.optional(),
  fingerprint: short.optional().meta({ description: "SHA-256 di un file dell'atto. / SHA-256 of a file of the act." }),
  amountFrom: z.coerce.number().int().min(0).max(1e15).optional(),
  amountTo: z.coerce.number().int().min(0).max(1e15).optional(),
  dateFrom: z.iso.date().optional(),
  dateTo: z.iso.date().optional(),
};

const foundSchema = z
  .strictObject({
    actId: z.string(),
    year: z.int(),
    number: z.int().positive(),
    date: z.iso.date(),
    subject: z.string(),
    department: z.string(),
    total: z.int().nullable(),
    cig: z.string().nullable(),
    contractor: z.string().nullable(),
    effect: z.string(),
  })
  .meta({ id: "FoundAct" });

const foundOf = ({ actId, year, number, date, subject, department, total, cig, contractor, effect }: SearchEntry) => ({
  actId,
  year,
  number,
  date,
  subject,
  department,
  total,
  cig,
  contractor,
  effect,
});

/** One index a product, held in memory. */
const searches = new WeakMap<WebDeps["world"], ActSearch>();
function searchOf({ world }: WebDeps): ActSearch {
  const known = searches.get(world) ?? openActSearch(world);
  searches.set(world, known);
  return known;
}

const isPublished = (head: { readonly state: string }): head is PublishedHead =>
  ["PUBLISHED", "UNPUBLISHED", "ARCHIVED"].includes(head.state);

/** The acts that anyone may read, with where each list ends. */
export const publicOperations: readonly Operation[] = [
  json({
    id: "listPublished",
    method: "GET",
    path: "/api/v1/pubblicati",
    tag: "pubblicati",
    summary: {
      it: "Elenca gli atti pubblicati, dal numero più recente",
      en: "List published acts, the newest number first",
    },
    note: {
      it: "Una pagina può avere meno atti di `limit`: conta `next`. Con `albo=true` solo gli atti in pubblicazione all'albo.",
      en: "A page may have fewer acts than `limit`: `next` counts. With `albo=true` only those on the notice board.",
    },
    who: "anyone",
    isPublic: true,
    query: { ...listQuery, albo: z.enum(["true", "false"]).default("false") },
    answer: pageOf(summarySchema),
    run: async ({ deps, query }) => {
      const before = placeIn("pubblicati", /^\d{4}#\d{7}$/, query.cursor);
      if (!before.ok) return before;
      const { heads, last } = await publishedBefore(deps.world, { limit: query.limit, before: before.value });
      const today = romeToday(deps.world);
      const shown = heads.filter(isPublished).filter(({ publication: { albo, transparency } }) => {
        const { from, to } = query.albo === "true" ? albo : transparency;
        return from <= today && today <= to;
      });
      const items = shown.map((head) => summaryOf(head, deps.world.settings.baseUrl));
      return { ok: true, value: { items, next: cursorOf("pubblicati", last) } };
    },
  }),
  json({
    id: "searchPublished",
    method: "GET",
    path: "/api/v1/pubblicati/ricerca",
    tag: "pubblicati",
    summary: { it: "Cerca fra gli atti pubblicati", en: "Search published acts" },
    note: { it: "Ogni parametro restringe; importi in centesimi.", en: "Every parameter narrows; amounts in cents." },
    who: "anyone",
    isPublic: true,
    query: { ...listQuery, ...searchQuery },
    answer: pageOf(foundSchema).extend({ total: z.int().min(0) }),
    run: async ({ deps, query: { limit, cursor, ...query } }) => {
      const place = placeIn("ricerca", /^\d{1,6}$/, cursor);
      if (!place.ok) return place;
      const from = Number(place.value ?? 0);
      const { acts, total } = await searchOf(deps).find(query, { from, limit });
      const items = acts.map(foundOf);
      const next = total > from + limit ? String(from + limit) : undefined;
      return { ok: true, value: { items, total, next: cursorOf("ricerca", next) } };
    },
  }),
  json({
    id: "readPublished",
    hasVersion: true,
    method: "GET",
    path: "/api/v1/pubblicati/{year}/{number}",
    tag: "pubblicati",
    summary: {
      it: "Legge un atto pubblicato, con i suoi file e le loro impronte",
      en: "Read a published act with its files and their impronte",
    },
    who: "anyone",
    isPublic: true,
    refusals: ["ACT_NOT_FOUND", "PUBLICATION_OVER"],
    params,
    answer: publishedSchema,
    run: async ({ deps, params: { year, number } }) => {
      const found = await findPublished(deps.world, "transparency", year, number);
      if (!found.ok) return found;
      const { head, data } = found.value;
      const verificationCode = copyOf(head)?.verificationCode ?? "";
      const summary = summaryOf(head, deps.world.settings.baseUrl);
      return { ok: true, value: { ...summary, verificationCode, files: filesOf(head), act: data }, version: head.ver };
    },
  }),
  file({
    id: "readPublishedFile",
    method: "GET",
    path: "/api/v1/pubblicati/{year}/{number}/file/{name}",
    tag: "pubblicati",
    summary: { it: "Scarica un file di un atto pubblicato", en: "Download a file of a published act" },
    who: "anyone",
    isPublic: true,
    refusals: ["ACT_NOT_FOUND", "DOCUMENT_NOT_FOUND", "PUBLICATION_OVER"],
    params: { ...params, name: z.string().min(1).max(40) },
    run: async ({ deps, params: { year, number, name } }) => {
      const found = await findPublished(deps.world, "transparency", year, number);
      return found.ok ? findPublishedFile(deps.world, found.value.head.actId, name) : found;
    },
  }),
  json({
    id: "findFingerprints",
    method: "GET",
    path: "/api/v1/impronte/{prefix}",
    tag: "pubblicati",
    summary: {
      it: "Cerca le impronte pubblicate per le prime 5 cifre",
      en: "Look up published impronte by their first 5 digits",
    },
    note: {
      it: "Chi cerca confronta da sé: così non dice quale file ha in mano.",
      en: "Whoever looks compares by themselves, and does not tell which file they hold.",
    },
    who: "anyone",
    isPublic: true,
    params: { prefix: z.string().regex(/^[0-9A-Fa-f]{5}$/) },
    answer: z.strictObject({
      prefix: z.string(),
      entries: z.array(
        z
          .strictObject({ sha256, name: z.string(), of: z.string(), number: z.int(), year: z.int() })
          .meta({ id: "PublishedFingerprint" }),
      ),
    }),
    run: async ({ deps, params: { prefix } }) => {
      const found = await fingerprintsByPrefix(deps.world, prefix.toUpperCase());
      if (!found.ok) return found;
      const entries = found.value.map(({ sha256: digest, name, of, number, year }) => ({
        sha256: digest,
        name,
        of,
        number,
        year,
      }));
      return { ok: true, value: { prefix: prefix.toUpperCase(), entries } };
    },
  }),
  json({
    id: "findByCode",
    method: "GET",
    path: "/api/v1/verifica/{code}",
    tag: "pubblicati",
    summary: { it: "Trova l'atto di un codice di verifica", en: "Find the act of a verification code" },
    who: "anyone",
    isPublic: true,
    refusals: ["ACT_NOT_FOUND", "PUBLICATION_OVER"],
    params: { code: z.string().min(1).max(20) },
    answer: summarySchema,
    run: async ({ deps, params: { code } }) => {
      const found = await findByCode(deps.world, code.toWellFormed());
      return found.ok ? { ok: true, value: summaryOf(found.value, deps.world.settings.baseUrl) } : found;
    },
  }),
];
