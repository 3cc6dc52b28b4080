import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { certificate, extensions, generalName, keyOf, name } from "./x509-builder.ts";

/** A reverse proxy as nginx and Caddy are set up in the guide: keeps the host that was asked, adds the visitor's address. */
export type ReverseProxy = {
  readonly port: number;
  readonly url: string;
  /** The authority that its certificate leads to, PEM; empty without TLS. */
  readonly ca: string;
  /** Whom requests are handed to. */
  upstream: string;
  /** The visitor's address as the proxy sees it; its own peer's when absent. */
  visitor: string | undefined;
  readonly close: () => Promise<void>;
};

const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;

/** A server's certificate for a name, and the test authority that issued it. */
function certificateFor(host: string) {
  const authority = name("Autorità TLS di prova");
  const ca = certificate({
    ...{ subject: authority, issuer: authority, key: "proxy-ca", signedBy: "proxy-ca" },
    extensions: [extensions.authority()],
  });
  const leaf = certificate({
    ...{ subject: name("Server di prova"), issuer: authority, key: "proxy", signedBy: "proxy-ca" },
    extensions: [extensions.alternative(generalName.dns(host))],
  });
  const key = keyOf("proxy").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  return { ca: pem(ca), cert: pem(leaf), key };
}

/** Listens on 127.0.0.1, with TLS for `host` unless it is to be without; hands everything to `upstream`. */
export async function openReverseProxy(host: string, options: { readonly tls: boolean }): Promise<ReverseProxy> {
  const proxy = { upstream: "", visitor: undefined as string | undefined };
  const answer = (asked: IncomingMessage, response: ServerResponse) => {
    const before = asked.headers["x-forwarded-for"];
    const peer = proxy.visitor ?? asked.socket.remoteAddress ?? "";
    const outgoing = request(new URL(asked.url ?? "/", proxy.upstream), {
      method: asked.method ?? "GET",
      headers: {
        ...asked.headers,
        host: `${host}:${port}`,
        "x-forwarded-for": before === undefined ? peer : `${before}, ${peer}`,
        "x-forwarded-proto": options.tls ? "https" : "http",
      },
    });
    outgoing.once("response", (got) => {
      response.writeHead(got.statusCode ?? 502, got.rawHeaders);
      got.pipe(response);
    });
    outgoing.once("error", () => response.writableEnded || response.writeHead(502).end());
    asked.pipe(outgoing);
  };
  const made = options.tls ? certificateFor(host) : undefined;
  const server = made ? createTlsServer(made, answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(proxy, {
    port,
    url: `http${options.tls ? "s" : ""}://127.0.0.1:${port}`,
    ca: made?.ca ?? "",
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
