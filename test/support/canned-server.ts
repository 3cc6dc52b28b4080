import { createServer, type IncomingHttpHeaders } from "node:http";
import { onTestFinished } from "vitest";

export type CannedAnswer = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** A loopback server that gives the answers in turn, the last one for ever, and keeps what it was asked, whole requests only. */
export async function cannedServer(...answers: readonly CannedAnswer[]): Promise<{ url: string; seen: SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    try {
      for await (const part of request) parts.push(Buffer.from(part));
    } catch {
      // The client ended its request: that nothing whole arrived is what the test wants to know.
      return;
    }
    const { method = "", url = "", headers } = request;
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    seen.push({ method, path: url, headers, body: Buffer.concat(parts).toString("utf8") });
    response.writeHead(answer?.status ?? 500, answer?.headers).end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return { url: `http://127.0.0.1:${address.port}`, seen };
}
