import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export type Served = {
  readonly path: string;
  readonly method: string;
  readonly body: Uint8Array;
  readonly host: string;
};
type Answer = (request: Served, response: ServerResponse) => void;

/** A loopback server of certificates, lists and OCSP answers: bytes by path, and what it was asked. */
export async function responder(paths: Readonly<Record<string, Uint8Array | Answer>>) {
  const seen: Served[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    try {
      for await (const part of request) parts.push(Buffer.from(part));
    } catch {
      // The client hung up: what it would have asked is not a question.
      return;
    }
    const { method = "", url = "", headers } = request;
    const asked = { path: url, method, body: new Uint8Array(Buffer.concat(parts)), host: headers.host ?? "" };
    seen.push(asked);
    const answer = paths[url];
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === "function") answer(asked, response);
    else response.writeHead(200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, seen };
}
