import type { Hono } from "hono";
import type { ObjectHead } from "../../shared/workflow/index.ts";
import {
  findLogFile,
  findLogTile,
  readCheckpointText,
  readLogKey,
  readProof,
  readRegisterYear,
  readStamp,
} from "../../shared/workflow/log.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { notFound, type WebContext } from "./respond.ts";

/** Anybody may read the log from any page; nothing in it is a page. */
const plain = {
  "access-control-allow-origin": "*",
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'",
};
const text = (c: WebContext, body: string, age: string, more: Record<string, string> = {}) =>
  c.body(body, 200, { ...plain, "content-type": "text/plain; charset=utf-8", "cache-control": age, ...more });

/** A body whose key could not come along began another log beside the one that ended: its second is at `/log/2`. */
const ofNumber = ":number{[1-9]\\d{0,3}}";
const firstLog = 1;

/** A log's files (C2SP tlog-tiles) under one address. */
function oneLog(app: Hono<WebEnv>, deps: WebDeps, prefix: string, numberOf: (c: WebContext) => number): void {
  app.get(`${prefix}/checkpoint`, async (c) => {
    const checkpoint = await readCheckpointText(deps.world, numberOf(c));
    // It changes with each batch: an edge may keep it for seconds.
    return checkpoint === undefined ? notFound(deps, c) : text(c, checkpoint, "public, max-age=5");
  });
  // Whatever has a size in its address is what it is for ever.
  const stored = async (c: WebContext, found: ObjectHead | undefined) => {
    const bytes = found && (await deps.world.objects.read(found));
    if (!bytes) return notFound(deps, c);
    const headers = {
      ...plain,
      "content-type": found.type,
      "content-length": String(found.length),
      "cache-control": "public, max-age=31536000, immutable",
    };
    return c.body(ReadableStream.from(bytes) as ReadableStream<Uint8Array>, 200, headers);
  };
  app.get(`${prefix}/tile/:path{.+}`, async (c) =>
    stored(c, await findLogTile(deps.world, `tile/${c.req.param("path")}`, numberOf(c))),
  );
  app.get(`${prefix}/checkpoint/:size`, async (c) =>
    stored(c, await findLogFile(deps.world, `checkpoint/${c.req.param("size")}`, numberOf(c))),
  );
  app.get(`${prefix}/timestamp/:file`, async (c) =>
    stored(c, await findLogFile(deps.world, `timestamp/${c.req.param("file")}`, numberOf(c))),
  );
  // The size stands in the address that it leads to, and is that of the checkpoint.
  app.get(`${prefix}/timestamp`, async (c) => {
    const last = await readStamp(deps.world.items, deps.world.settings.tenant);
    if (last?.number !== numberOf(c)) return notFound(deps, c);
    const address = `${c.req.path}/${last.size}.tsr`;
    return c.body(null, 302, { ...plain, location: address, "cache-control": "public, max-age=300" });
  });
}

/** The public logs, the proofs of published files, and the numbers of a year. */
export function logRoutes(app: Hono<WebEnv>, deps: WebDeps): void {
  const key = async (c: WebContext, number?: number) => {
    const line = await readLogKey(deps.world, number);
    return line === undefined ? notFound(deps, c) : text(c, `${line}\n`, "public, max-age=300");
  };
  oneLog(app, deps, "/log", () => firstLog);
  oneLog(app, deps, `/log/${ofNumber}`, (c) => Number(c.req.param("number")));
  // Of the log that goes on, whose proofs are given out now; the others' under their number.
  app.get("/log/chiave", (c) => key(c));
  app.get(`/log/${ofNumber}/chiave`, (c) => key(c, Number(c.req.param("number"))));
  app.get("/log/anni/:file{\\d{4}\\.json}", async (c) => {
    const year = await readRegisterYear(deps.world, Number(c.req.param("file").slice(0, 4)));
    return year ? c.json(year, 200, { ...plain, "cache-control": "public, max-age=300" }) : notFound(deps, c);
  });
  app.get("/atti/:actId{[0-9A-Za-z]{1,40}}/prova/:name", async (c) => {
    const name = c.req.param("name");
    // Under the checkpoint that has a timestamp: it proves also when.
    const under = c.req.query("marcata") === undefined ? "last" : "stamped";
    const proof = await readProof(deps.world, c.req.param("actId"), name, under);
    if (!proof.ok) return notFound(deps, c);
    const file = `attachment; filename*=UTF-8''${encodeURIComponent(name)}.tlog-proof`;
    return text(c, proof.value, "public, max-age=300", { "content-disposition": file });
  });
}
