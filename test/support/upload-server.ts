import { createServer } from "node:http";
import type { FileObjects } from "../../shared/adapters/embedded/file-objects.ts";

/** A loopback server that takes uploads as the product's own does: it hands each PUT on and says the answer. */
export async function startUploadServer(
  objects: () => FileObjects,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { "content-type": contentType, "content-length": contentLength } = request.headers;
    const sha256 = request.headers["x-amz-checksum-sha256"];
    const headers = { contentType, contentLength, sha256: typeof sha256 === "string" ? sha256 : undefined };
    const received = await objects().receiveUpload(String(request.url).split("/").at(-1) ?? "", headers, request);
    if (received.ok) response.writeHead(200).end();
    else response.writeHead(received.status, { "x-code": received.code }).end();
    request.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}/uploads`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
