// Proves that a face which is read by itself answers every address that leads to it, as the whole app does.
import { beforeAll, describe, expect, it } from "vitest";
import { webApp } from "../../../functions/web/app.ts";
import type { WebDeps } from "../../../functions/web/deps.ts";
import { type Face, faceOf, faces } from "../../../functions/web/faces.ts";
import { framed, type Mount } from "../../../functions/web/frame.ts";
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

const mountsOf: Readonly<Record<Face, () => Promise<{ readonly mounts: readonly Mount[] }>>> = {
  portal: () => import("../../../functions/web/face-portal.ts"),
  signatory: () => import("../../../functions/web/face-signatory.ts"),
  api: () => import("../../../functions/web/face-api.ts"),
  desk: () => import("../../../functions/web/face-desk.ts"),
};

async function deps(): Promise<WebDeps> {
  const { world } = await openTestWorld();
  return { world, wake: () => undefined, uploadOrigins: [], sourceOf: () => "127.0.0.1", fault: () => undefined };
}

describe("a face", () => {
  it.each(Object.entries(mountsOf))(
    "(%s) has every address of the whole app that leads to it, in its order",
    async (face, read) => {
      const given = await deps();
      const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
      const whole = webApp(given)
        .routes.filter(({ path }) => path !== "/*" && path !== "*" && faceOf(path.replace("/*", "/")) === face)
        .map(named);
      const { mounts } = await read();
      const own = new Set(framed(given, mounts).routes.map(named));
      expect(whole.length).toBeGreaterThan(5);
      expect(whole.filter((one) => !own.has(one))).toEqual([]);
    },
  );

  it.each([
    ["/", "portal"],
    ["/albo/2025/2706", "portal"],
    ["/f/atto", "signatory"],
    ["/api/v1/atti", "api"],
    ["/ufficio", "desk"],
    ["/constructor", "desk"],
    ["/__proto__", "desk"],
  ])("of %s is %s", (path, face) => {
    expect(faceOf(path)).toBe(face);
    expect(faces).toContain(faceOf(path));
  });
});
