import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";

type Stored = { readonly bytes: Buffer; readonly type: string; readonly cache: string | undefined };

/**
 * A server with as much of S3 as whole objects need, for the rest of a test: PUT where there is none, with its checksum
 * checked, HEAD and GET. What S3 refuses besides is for the contract suite on a real server.
 */
export async function memoryS3() {
  const stored = new Map<string, Stored>();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const bytes = Buffer.concat(parts);
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://s3").pathname);
    const found = stored.get(path);
    const end = (status: number, headers: Record<string, string> = {}, body?: Buffer) => {
      response.writeHead(status, { "x-amz-version-id": "v1", ...headers });
      response.end(body);
    };
    if (request.method === "PUT") {
      const { "x-amz-checksum-sha256": declared, "content-type": type = "", "cache-control": cache } = request.headers;
      if (found) return end(412);
      if (declared !== digest(bytes)) return end(400);
      stored.set(path, { bytes, type, cache });
      return end(200);
    }
    if (!found) return end(404);
    const headers = {
      "content-type": found.type,
      "content-length": `${found.bytes.length}`,
      "last-modified": "Wed, 24 Dec 2025 10:00:00 GMT",
      "x-amz-checksum-sha256": digest(found.bytes),
    };
    return end(200, headers, request.method === "GET" ? found.bytes : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`, stored };
}

const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("base64");
