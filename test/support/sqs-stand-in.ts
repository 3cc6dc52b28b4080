import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Queued = { readonly queue: string; readonly id: string; readonly group: string; readonly body: string };

/** SQS as far as the dispatcher asks of it: messages of FIFO queues, each kept once, until `take` hands them out. */
export async function openSqsStandIn() {
  const seen = new Set<string>();
  const waiting: Queued[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const { QueueUrl, Entries } = JSON.parse(Buffer.concat(parts).toString("utf8")) as {
      readonly QueueUrl: string;
      readonly Entries: readonly Readonly<Record<string, string>>[];
    };
    const queue = QueueUrl.split("/").at(-1) ?? "";
    const Successful = Entries.map(({ Id, MessageBody: body = "", MessageGroupId: group = "", ...entry }) => {
      const id = entry["MessageDeduplicationId"] ?? "";
      if (!seen.has(`${queue} ${id}`)) waiting.push({ queue, id, group, body });
      seen.add(`${queue} ${id}`);
      return { Id, MessageId: id, MD5OfMessageBody: createHash("md5").update(body).digest("hex") };
    });
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ Successful, Failed: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    addressOf: (queue: string) => `${url}/111122223333/${queue}`,
    take: () => waiting.splice(0),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
