// Proves that a face which is read by itself answers every address that leads to it, as the whole app does.
import { beforeAll, describe, expect, it } from "vitest";
import { webApp } from "../../../functions/web/app.ts";
import type { WebDeps } from "../../../functions/web/deps.ts";
import { type Face, faceOf, faces } from "../../../functions/web/faces.ts";
import { framed } from "../../../functions/web/frame.ts";
import { type Room, roomOf } from "../../../functions/web/rooms.ts";
import { openTestWorld } from "../../support/world.ts";

// The faces are composed for Lambda: they read its environment when they are loaded, and ask nobody.
const told = [
  "TABLE",
  "INTAKE_BUCKET",
  "VAULT_BUCKET",
  "PORTAL_BUCKET",
  "BODY_NAME",
  "BODY_PLACE",
  "OFFICE",
  "TRUST_BUCKET",
  "SENDER",
  "MAIL_EVENTS",
  "FACTOR_SECRET",
];
beforeAll(() => {
  for (const name of told) process.env[`VISTO_${name}`] = "prova";
  process.env["VISTO_TENANT"] = "borgo-sereno";
  process.env["VISTO_ORIGIN"] = "https://visto.example";
  process.env["VISTO_EDGE_WORD"] = "una-parola-di-prova";
  process.env["AWS_REGION"] = "eu-south-1";
});

const roomsOf: Readonly<Record<Face, () => Promise<{ readonly rooms: readonly Room[] }>>> = {
  portal: () => import("../../../functions/web/face-portal.ts"),
  signatory: () => import("../../../functions/web/face-signatory.ts"),
  api: () => import("../../../functions/web/face-api.ts"),
  docs: () => import("../../../functions/web/face-docs.ts"),
  desk: () => import("../../../functions/web/face-desk.ts"),
};

async function deps(): Promise<WebDeps> {
  const { world } = await openTestWorld();
  return { world, wake: () => undefined, uploadOrigins: [], sourceOf: () => "127.0.0.1", fault: () => undefined };
}

/** An address that a pattern of the router is for: `/atti/:actId{…}/file/:name` is `/atti/2025/file/2025`. */
const addressOf = (pattern: string): string =>
  pattern.replace(/:\w+(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g, "2025").replace("/*", "/una-parte");

describe("a face", () => {
  it.each(Object.entries(roomsOf))(
    "(%s) has every address of the whole app that leads to it, in the room that leads to it",
    async (face, read) => {
      const given = await deps();
      const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
      // What holds for all addresses of the API is in each of its rooms.
      const whole = webApp(given).routes.filter(
        ({ path }) => !["/*", "*", "/api/v1/*"].includes(path) && faceOf(addressOf(path)) === face,
      );
      const { rooms } = await read();
      const inRoom = new Map<Room, ReadonlySet<string>>();
      for (const room of rooms) inRoom.set(room, new Set(framed(given, await room.mounts()).routes.map(named)));
      expect(whole.length).toBeGreaterThan(3);
      expect(
        whole.filter((route) => !inRoom.get(roomOf(rooms, addressOf(route.path)))?.has(named(route))).map(named),
      ).toEqual([]);
      // And none besides: it would answer here alone, or never.
      const all = new Set(webApp(given).routes.map(named));
      expect([...inRoom.values()].flatMap((routes) => [...routes]).filter((route) => !all.has(route))).toEqual([]);
    },
  );

  it.each([
    ["/", "portal"],
    ["/albo/2025/2706", "portal"],
    ["/f/atto", "signatory"],
    ["/api/v1/atti", "api"],
    ["/api/documentazione", "docs"],
    ["/problemi/FAULT", "docs"],
    ["/ufficio", "desk"],
    ["/constructor", "desk"],
    ["/__proto__", "desk"],
  ])("of %s is %s", (path, face) => {
    expect(faceOf(path)).toBe(face);
    expect(faces).toContain(faceOf(path));
  });
});
