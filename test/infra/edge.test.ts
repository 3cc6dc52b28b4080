// Runs the function of the edge as CloudFront would: its own source, no module, nothing but the language around it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { root } from "./stacks.ts";

const source = readFileSync(join(root, "infra/edge/viewer-request.js"), "utf8");
type Answer = {
  readonly statusCode?: number;
  readonly uri?: string;
  readonly headers: Record<string, { value: string }>;
};

function ask(uri: string, at: string, headers: Record<string, { value: string }> = {}): Answer {
  const now = Date.parse(at);
  class Fixed extends Date {
    static override now = () => now;
  }
  const context = createContext({ Date: Fixed });
  runInContext(source, context);
  const event = { request: { method: "GET", uri, headers }, viewer: { ip: "203.0.113.7" } };
  return (context as { handler: (event: unknown) => Answer })["handler"](event);
}

describe("the function of the edge", () => {
  it("fits the 10 KB that CloudFront takes", () => {
    expect(Buffer.byteLength(source)).toBeLessThan(10_240);
  });

  it.each([
    ["on the last day", "2026-01-08T22:59:59Z", undefined],
    ["from midnight of Rome in winter", "2026-01-08T23:00:00Z", 410],
    ["long afterwards", "2031-01-01T00:00:00Z", 410],
  ])("answers for a file of the albo %s", (_, at, status) => {
    expect(ask("/file/albo/2026-01-08/01ACT/copia.pdf", at).statusCode).toBe(status);
  });

  it.each([
    ["summer, before midnight", "2026-07-08T21:59:59Z", undefined],
    ["summer, after midnight", "2026-07-08T22:00:00Z", 410],
  ])("knows the time of Rome in %s", (_, at, status) => {
    expect(ask("/file/trasparenza/2026-07-08/01ACT/copia.pdf", at).statusCode).toBe(status);
  });

  it.each(["2026-03-29", "2026-10-25", "2027-03-28", "2030-10-27"])(
    "changes its clocks when Europe does (%s)",
    (day) => {
      const rome = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome", dateStyle: "short" });
      for (let hour = 0; hour < 72; hour += 1) {
        const at = new Date(Date.parse(`${day}T00:00:00Z`) + (hour - 24) * 3_600_000);
        const today = rome.format(at);
        const yesterday = rome.format(new Date(at.getTime() - 86_400_000));
        expect(ask(`/file/albo/${today}/a/b.pdf`, at.toISOString()).statusCode).toBeUndefined();
        if (yesterday < today) expect(ask(`/file/albo/${yesterday}/a/b.pdf`, at.toISOString()).statusCode).toBe(410);
      }
    },
  );

  it.each(["/", "/trasparenza/2025/2706", "/file/altro/2020-01-01/a", "/file/albo/mai/a"])("lets %s pass", (uri) => {
    expect(ask(uri, "2026-01-08T23:00:00Z")).toMatchObject({ uri });
  });

  it("replaces whatever address the visitor claims", () => {
    const { headers } = ask("/", "2026-01-08T23:00:00Z", { "x-visto-viewer": { value: "198.51.100.1" } });
    expect(headers["x-visto-viewer"]).toEqual({ value: "203.0.113.7" });
  });
});
