import process from "node:process";
import { type Browser, chromium, type Page } from "playwright-core";

/** The Chromium that npm brought; its libraries come along, so that a bare Debian suffices. */
export async function openChromium(): Promise<Browser> {
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs22.x";
  const { default: packed } = await import("@sparticuz/chromium");
  return chromium.launch({ executablePath: await packed.executablePath(), args: ["--no-sandbox"] });
}

export type Visit = {
  /** Bytes that came over the wire, headers included; what a cache gave counts nothing. */
  readonly bytes: number;
  readonly requests: number;
  /** From asking to the first byte of the page, in milliseconds. */
  readonly firstByte: number;
  /** What came, largest first: path and bytes. */
  readonly parts: readonly (readonly [path: string, bytes: number])[];
};

/** Opens an address and waits until nothing more comes. Counts as the browser's own network panel does. */
export async function visit(page: Page, url: string): Promise<Visit> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const paths = new Map<string, string>();
  const parts: [string, number][] = [];
  let firstByte = 0;
  session.on("Network.requestWillBeSent", ({ requestId, request }) =>
    paths.set(requestId, new URL(request.url).pathname),
  );
  session.on("Network.responseReceived", ({ response, type }) => {
    if (type === "Document" && response.timing)
      firstByte = response.timing.receiveHeadersEnd - response.timing.sendStart;
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (encodedDataLength > 0) parts.push([paths.get(requestId) ?? "?", encodedDataLength]);
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await session.detach();
  return {
    bytes: parts.reduce((sum, [, bytes]) => sum + bytes, 0),
    requests: parts.length,
    firstByte,
    parts: parts.toSorted(([, a], [, b]) => b - a),
  };
}
