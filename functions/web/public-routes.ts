import type { Hono } from "hono";
import type { PublishedHead } from "../../shared/act/index.ts";
import {
  findByCode,
  findPublished,
  findPublishedFile,
  fingerprintsByPrefix,
  listPublished,
  loadHead,
  readActData,
  romeToday,
  type Space,
} from "../../shared/workflow/index.ts";
import {
  Accessibility,
  AlboList,
  PortalHome,
  PublicAct,
  TransparencyList,
  VerifyCode,
  VerifyDrop,
} from "../../web/pages.ts";
import type { ActSummary, TransparencyQuery } from "../../web/views.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { goneAct, notFound, page, problem, sendFile, siteOf, type WebContext } from "./respond.ts";

const isPublished = (head: { readonly state: string }): head is PublishedHead =>
  ["PUBLISHED", "UNPUBLISHED", "ARCHIVED"].includes(head.state);

/** What lists say of an act. The data are read for the company and the CIG, which the head does not hold. */
async function summary(deps: WebDeps, head: PublishedHead): Promise<ActSummary> {
  const data = await readActData(deps.world.objects, head);
  const { actId, subject, department, total, effect, registration, publication } = head;
  const { year, number, date } = registration;
  return {
    actId,
    year,
    number,
    date,
    subject,
    department,
    total,
    cig: data.cig ?? null,
    contractor: data.contract?.name ?? null,
    effect,
    albo: publication.albo,
  };
}

/**
 * All that the transparency pages still show, the newest first. Every search reads them all: right for the thousands of
 * acts of a small body, not for tens of thousands.
 */
async function published(deps: WebDeps): Promise<ActSummary[]> {
  const today = romeToday(deps.world);
  const found: ActSummary[] = [];
  let after: string | undefined;
  do {
    const list = await listPublished(deps.world, { limit: 100, ...(after === undefined ? {} : { after }) });
    for (const head of list.heads)
      if (isPublished(head) && today <= head.publication.transparency.to) found.push(await summary(deps, head));
    after = list.next;
  } while (after !== undefined);
  return found;
}

const pageSize = 20;
const searchFields = ["q", "year", "number", "cig", "company", "impronta"] as const;

async function search(deps: WebDeps, query: TransparencyQuery): Promise<ActSummary[]> {
  const today = romeToday(deps.world);
  const acts = await published(deps);
  const digest = query.impronta?.replace(/[^0-9a-f]/gi, "").toUpperCase() ?? "";
  const byDigest = digest.length === 64 ? await fingerprintsByPrefix(deps.world, digest.slice(0, 5)) : undefined;
  const holders = new Set(
    byDigest?.ok ? byDigest.value.filter((one) => one.sha256 === digest).map((one) => one.actId) : [],
  );
  const has = (text: string | null, part: string | undefined) =>
    !part || (text ?? "").toLocaleLowerCase("it").includes(part.toLocaleLowerCase("it").trim());
  return acts.filter(
    (act) =>
      act.date <= today &&
      has(
        `${act.subject} ${act.department} ${act.number}/${act.year} ${act.cig ?? ""} ${act.contractor ?? ""}`,
        query.q,
      ) &&
      (!query.year || String(act.year) === query.year.trim()) &&
      (!query.number || String(act.number) === query.number.trim()) &&
      has(act.cig, query.cig) &&
      has(act.contractor, query.company) &&
      (!query.impronta || holders.has(act.actId)),
  );
}

async function act(deps: WebDeps, c: WebContext, space: Space): Promise<Response> {
  const [year, number] = [Number(c.req.param("year")), Number(c.req.param("number"))];
  const found = await findPublished(deps.world, space, year, number);
  if (!found.ok)
    return found.refusal.code === "PUBLICATION_OVER"
      ? goneAct(deps, c, year, number, found.refusal.details["to"] ?? "")
      : notFound(deps, c);
  const { head, data } = found.value;
  const permalink = `${deps.world.settings.baseUrl}/trasparenza/${year}/${number}`;
  const shown = PublicAct({
    site: siteOf(deps, c),
    space: space === "albo" ? "albo" : "trasparenza",
    head,
    data,
    permalink,
  });
  return page(deps, c, shown, space === "albo" ? "private" : "public");
}

/** The portal: what anyone may read, without an account and without leaving a trace in the stores. */
export function publicRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  app.get("/", async (c) =>
    page(deps, c, PortalHome({ site: siteOf(deps, c), latest: (await published(deps)).slice(0, 5) }), "public"),
  );
  app.get("/accessibilita", (c) => page(deps, c, Accessibility({ site: siteOf(deps, c) }), "public"));
  app.get("/albo", async (c) => {
    const today = romeToday(deps.world);
    const acts = (await published(deps)).filter((one) => one.albo.from <= today && today <= one.albo.to);
    return page(deps, c, AlboList({ site: siteOf(deps, c), acts }), "private");
  });
  app.get("/albo/:year{\\d{4}}/:number{\\d{1,7}}", (c) => act(deps, c, "albo"));
  app.get("/trasparenza", async (c) => {
    const query: TransparencyQuery = Object.fromEntries(
      searchFields.flatMap((name) => (c.req.query(name) ? [[name, c.req.query(name) ?? ""]] : [])),
    );
    const from = Math.max(0, Number(c.req.query("da") ?? 0) || 0);
    const acts = await search(deps, query);
    const next = new URLSearchParams({ ...query, da: String(from + pageSize) });
    const nextHref = acts.length > from + pageSize ? `/trasparenza?${next}` : undefined;
    return page(
      deps,
      c,
      TransparencyList({
        site: siteOf(deps, c),
        query,
        acts: acts.slice(from, from + pageSize),
        total: acts.length,
        nextHref,
      }),
      "public",
    );
  });
  app.get("/trasparenza/:year{\\d{4}}/:number{\\d{1,7}}", (c) => act(deps, c, "transparency"));
  app.get("/atti/:actId{[0-9A-Za-z]{1,40}}/file/:name", async (c) => {
    const actId = c.req.param("actId");
    const found = await findPublishedFile(deps.world, actId, c.req.param("name"));
    if (found.ok) return sendFile(deps, c, found.value, "public");
    if (found.refusal.code !== "PUBLICATION_OVER") return notFound(deps, c);
    const head = await loadHead(deps.world.items, deps.world.settings.tenant, actId);
    const { year, number } = head?.registration ?? { year: 0, number: 0 };
    return goneAct(deps, c, year, number, found.refusal.details["to"] ?? "");
  });
  app.get("/verifica", (c) => {
    const code = c.req.query("codice") ?? c.req.query("code");
    if (code) return c.redirect(`/verifica/${encodeURIComponent(code.trim().toUpperCase())}`, 303);
    return page(deps, c, VerifyDrop({ site: siteOf(deps, c) }), "public");
  });
  app.get("/verifica/:code", async (c) => {
    const code = c.req.param("code").slice(0, 20).toWellFormed();
    const found = await findByCode(deps.world, code);
    return page(
      deps,
      c,
      VerifyCode({ site: siteOf(deps, c), code, head: found.ok ? found.value : undefined }),
      "public",
      found.ok ? 200 : 404,
    );
  });
  app.get("/impronte/:file{[0-9A-Fa-f]{5}\\.json}", async (c) => {
    const prefix = c.req.param("file").slice(0, 5).toUpperCase();
    const found = await fingerprintsByPrefix(deps.world, prefix);
    if (!found.ok) return problem(c, found.refusal);
    return c.json({ prefix, entries: found.value.map(({ actId: _, ...entry }) => entry) }, 200, {
      "cache-control": "public, max-age=60",
    });
  });
}
