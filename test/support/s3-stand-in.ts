// S3 as far as the product asks of it, in memory: versions, "only if there is none", digests that are checked, copies.
// It believes every signature and knows no right, lock or lifecycle: `npm run test:s3-real` asks a server that does.
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type StoredVersion = {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly at: Date;
  readonly headers: Readonly<Record<string, string>>;
  readonly gone: boolean;
};

type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
};

const refused = (status: number, code: string): Answer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`,
});
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
/** What of a PUT S3 says again with the object. */
const kept = ["content-type", "content-disposition", "cache-control"];
const keptOf = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(kept.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])));

/** A server on loopback. `stored` is every version and delete marker, in the order in which they came. */
export async function openS3StandIn() {
  const stored: StoredVersion[] = [];
  const server = createServer(async (request, response) => {
    try {
      say(response, await answer(stored, request), request.method === "HEAD");
    } catch (fault) {
      say(response, refused(500, `InternalError ${fault}`), false);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const newest = (bucket: string, key: string) => {
    const found = stored.findLast((one) => one.bucket === bucket && one.key === key);
    return found?.gone === false ? found : undefined;
  };
  const put = (bucket: string, key: string, bytes: Buffer) => {
    keep(stored, { bucket, key, bytes, headers: {} });
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored,
    newest,
    put,
    /** Takes everything out of a bucket, versions too: what an operator loses with it. */
    empty: (bucket: string) => {
      stored.splice(0, stored.length, ...stored.filter((one) => one.bucket !== bucket));
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function say(response: ServerResponse, { status, headers, body }: Answer, isHead: boolean): void {
  response.writeHead(status, headers).end(isHead ? undefined : body);
}

type New = Pick<StoredVersion, "bucket" | "key" | "bytes" | "headers"> & { readonly gone?: boolean };
function keep(stored: StoredVersion[], made: New): StoredVersion {
  const sha256 = createHash("sha256").update(made.bytes).digest("base64");
  const one = { gone: false, ...made, sha256, version: randomUUID(), at: new Date() };
  stored.push(one);
  return one;
}

async function answer(stored: StoredVersion[], request: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const url = new URL(request.url ?? "/", "http://s3");
  const [, bucket = "", ...rest] = url.pathname.split("/");
  const where = { bucket, key: decodeURIComponent(rest.join("/")) };
  const asked = { ...where, query: url.searchParams, headers: request.headers, body: Buffer.concat(parts) };
  if (asked.key === "" && request.method === "GET") return list(stored, asked);
  if (request.method === "PUT")
    return "x-amz-copy-source" in request.headers ? copy(stored, asked) : put(stored, asked);
  if (request.method === "GET" || request.method === "HEAD") return get(stored, asked);
  if (request.method !== "DELETE") return refused(501, "NotImplemented");
  if (!asked.query.has("versionId")) keep(stored, { ...where, bytes: Buffer.alloc(0), headers: {}, gone: true });
  else return refused(501, "NotImplemented");
  return { status: 204 };
}

type Asked = {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

function find(
  stored: readonly StoredVersion[],
  { bucket, key }: Pick<Asked, "bucket" | "key">,
  version: string | null,
) {
  const found = stored.findLast(
    (one) => one.bucket === bucket && one.key === key && (version === null || one.version === version),
  );
  return found?.gone === false ? found : undefined;
}

function put(stored: StoredVersion[], { bucket, key, headers, body }: Asked): Answer {
  // A body in chunks with a trailer: the product sends none for what it holds in memory.
  if (headers["content-encoding"]?.includes("aws-chunked")) return refused(501, "NotImplemented");
  if (headers["if-none-match"] === "*" && find(stored, { bucket, key }, null))
    return refused(412, "PreconditionFailed");
  const declared = headers["x-amz-checksum-sha256"];
  if (declared !== undefined && declared !== createHash("sha256").update(body).digest("base64"))
    return refused(400, "BadDigest");
  const one = keep(stored, { bucket, key, bytes: body, headers: keptOf(headers) });
  return { status: 200, headers: { etag: `"${one.version}"`, "x-amz-version-id": one.version } };
}

function copy(stored: StoredVersion[], { bucket, key, headers }: Asked): Answer {
  const [path = "", query] = String(headers["x-amz-copy-source"]).split("?");
  const [from = "", ...rest] = path.replace(/^\//, "").split("/");
  const source = { bucket: from, key: decodeURIComponent(rest.join("/")) };
  const found = find(stored, source, new URLSearchParams(query).get("versionId"));
  if (!found) return refused(404, "NoSuchKey");
  const one = keep(stored, { bucket, key, bytes: found.bytes, headers: keptOf(headers) });
  const digest =
    headers["x-amz-checksum-algorithm"] === "SHA256" ? `<ChecksumSHA256>${one.sha256}</ChecksumSHA256>` : "";
  const body = `<?xml version="1.0"?><CopyObjectResult><ETag>"${one.version}"</ETag>${digest}</CopyObjectResult>`;
  return { status: 200, headers: { "content-type": "application/xml", "x-amz-version-id": one.version }, body };
}

function get(stored: readonly StoredVersion[], { bucket, key, query, headers }: Asked): Answer {
  const version = query.get("versionId");
  const found = find(stored, { bucket, key }, version);
  if (!found) return refused(404, version === null ? "NoSuchKey" : "NoSuchVersion");
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
  if (from !== undefined && Number(from) >= found.bytes.length) return refused(416, "InvalidRange");
  const body = from === undefined ? found.bytes : found.bytes.subarray(Number(from), Number(to) + 1);
  return {
    status: from === undefined ? 200 : 206,
    headers: {
      "content-type": "application/octet-stream",
      ...found.headers,
      "content-length": `${body.length}`,
      "last-modified": found.at.toUTCString(),
      etag: `"${found.version}"`,
      "x-amz-version-id": found.version,
      ...(headers["x-amz-checksum-mode"] === "ENABLED" && { "x-amz-checksum-sha256": found.sha256 }),
    },
    body,
  };
}

/** The newest version of each key, or all versions (`?versions`), all on one page. */
function list(stored: readonly StoredVersion[], { bucket, query }: Asked): Answer {
  if (query.has("versions")) return listVersions(stored.filter((one) => one.bucket === bucket && !one.gone));
  if (query.get("list-type") !== "2") return refused(501, "NotImplemented");
  const keys = new Set(stored.filter((one) => one.bucket === bucket).map(({ key }) => key));
  const contents = [...keys].sort().flatMap((key) => {
    const one = find(stored, { bucket, key }, null);
    if (!one || !key.startsWith(query.get("prefix") ?? "")) return [];
    return [
      `<Contents><Key>${escaped(key)}</Key><ETag>"${one.version}"</ETag><Size>${one.bytes.length}</Size></Contents>`,
    ];
  });
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`,
  };
}

function listVersions(all: readonly StoredVersion[]): Answer {
  const versions = all.map(
    ({ key, version }) => `<Version><Key>${escaped(key)}</Key><VersionId>${version}</VersionId></Version>`,
  );
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0"?><ListVersionsResult><IsTruncated>false</IsTruncated>${versions.join("")}</ListVersionsResult>`,
  };
}
