import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * A headless Chromium: the one on this machine, otherwise the one that npm brought.
 *
 * `AWS_LAMBDA_JS_RUNTIME` makes the package unpack its own libraries, so that a bare Debian suffices. Its `args` are not
 * used: they switch web security off and would hide faults of CSP.
 */
export async function openBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: ["--no-sandbox", ...args], headless: true });
}

async function chromiumPath(): Promise<string> {
  return installed.find((path) => existsSync(path)) ?? unpack();
}

/** The Chromium of package-lock.json, the same bytes on every machine; `undefined` where it does not run. */
export async function packedChromium(): Promise<string | undefined> {
  return process.platform === "linux" && process.arch === "x64" ? unpack() : undefined;
}

async function unpack(): Promise<string> {
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs22.x";
  const { default: packed } = await import("@sparticuz/chromium");
  return packed.executablePath();
}
