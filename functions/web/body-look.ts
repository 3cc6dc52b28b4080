import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { type BodySettings, shadesOf } from "../../shared/workflow/index.ts";
import { bodyStyle } from "../../web/body-style.ts";
import type { Site } from "../../web/views.ts";
import type { WebDeps, WebEnv } from "./deps.ts";

type Look = Pick<BodySettings, "colour" | "arms">;
type Served = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

const named = (bytes: Uint8Array, ending: string) =>
  `${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}.${ending}`;

const styles = new Map<string, Served>();
function styleOf({ colour }: Look): Served | undefined {
  if (colour === undefined) return undefined;
  const known = styles.get(colour);
  if (known) return known;
  const bytes = new TextEncoder().encode(bodyStyle(shadesOf(colour)));
  const made = { name: named(bytes, "css"), type: "text/css; charset=utf-8", bytes };
  // One body has one colour; whoever tries many must not fill the memory.
  if (styles.size > 20) styles.clear();
  styles.set(colour, made);
  return made;
}

const types = { svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg" } as const;
const pictures = new WeakMap<object, Served>();
function pictureOf({ arms }: Look): Served | undefined {
  if (!arms) return undefined;
  const known = pictures.get(arms);
  if (known) return known;
  const made = { name: named(arms.bytes, arms.format), type: types[arms.format], bytes: arms.bytes };
  pictures.set(arms, made);
  return made;
}

/** What every page says of the body's look: addresses that change with their bytes. */
export function lookOf(settings: Look): NonNullable<Site["look"]> {
  const [style, picture] = [styleOf(settings), pictureOf(settings)];
  return {
    ...(style && settings.colour ? { style: `/ente/${style.name}`, colour: settings.colour } : {}),
    ...(picture && settings.arms ? { arms: { href: `/ente/${picture.name}`, alt: settings.arms.alt } } : {}),
  };
}

/** `GET /ente/:file`: the style sheet of the body's colour, and its coat of arms. Kept for a year: the name is of the bytes. */
export function lookRoutes(app: Hono<WebEnv>, { world }: Pick<WebDeps, "world">): void {
  app.get("/ente/:file{[0-9a-f]{32}\\.(css|png|jpg|svg)}", (c) => {
    const file = [styleOf(world.settings), pictureOf(world.settings)].find((one) => one?.name === c.req.param("file"));
    if (!file) return c.notFound();
    return c.body(Uint8Array.from(file.bytes), 200, {
      "content-type": file.type,
      "cache-control": "public, max-age=31536000, immutable",
      // Opened by itself a picture draws and runs nothing else.
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      "x-content-type-options": "nosniff",
    });
  });
}
