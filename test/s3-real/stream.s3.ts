// 1 GiB through the adapter, both ways, in little memory: what a function of Lambda has.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import type { Bucket, ByteStream, ObjectHead } from "../../shared/workflow/ports/objects.ts";
import { content, contentOf } from "../support/bytes.ts";
import { everythingIn, makeBuckets, realS3 } from "../support/real-s3.ts";

const client = realS3();
let buckets: Readonly<Record<Bucket, string>>;
beforeAll(async () => {
  buckets = await makeBuckets(client);
});
afterAll(() => client.destroy());
const objects = () => s3Objects({ client, buckets, now: () => new Date() });

const partSize = 1024 ** 2;
const parts = 1024;
const length = partSize * parts;
const mostMegabytes = 150;

/** A part that differs from every other, so that a swapped or repeated one shows. */
function part(at: number): Buffer {
  const bytes = Buffer.alloc(partSize, at & 0xff);
  bytes.writeUInt32BE(at);
  return bytes;
}

async function* wholeStream(): ByteStream {
  for (let at = 0; at < parts; at += 1) yield part(at);
}

function digestOfWhole(): string {
  const hash = createHash("sha256");
  for (let at = 0; at < parts; at += 1) hash.update(part(at));
  return hash.digest("hex").toUpperCase();
}

/** What the work adds to the memory of this process at its highest, MB. */
async function memoryOf(work: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  return Math.round((most - before) / 1e6);
}

describe("1 GiB", () => {
  let head: ObjectHead | undefined;
  const sha256 = digestOfWhole();

  it("goes in as a stream with its digest computed on the way, in flat memory", async () => {
    const target = { bucket: "vault", key: "big", type: "application/pdf", length } as const;
    const added = await memoryOf(async () => {
      const made = await objects().create(target, wholeStream());
      head = made.ok ? made.head : undefined;
    });
    console.log(`1 GiB in: ${added} MB more`);
    expect(head).toMatchObject({ length, sha256 });
    expect(added).toBeLessThan(mostMegabytes);
  });

  it("comes out whole in flat memory, and a range of it alone", async () => {
    if (head === undefined) throw new Error("nothing was stored");
    const ref = head;
    const hash = createHash("sha256");
    const added = await memoryOf(async () => {
      for await (const bytes of (await objects().read(ref)) ?? []) hash.update(bytes);
    });
    console.log(`1 GiB out: ${added} MB more`);
    expect(hash.digest("hex").toUpperCase()).toBe(sha256);
    expect(added).toBeLessThan(mostMegabytes);
    const at = 1000;
    const range = { from: at * partSize, to: (at + 1) * partSize - 1 };
    expect(await contentOf(await objects().read(ref, range))).toBe(content(part(at)));
  });

  it("with another digest than was declared is refused at its end, and nothing is kept", async () => {
    const before = await everythingIn(client, buckets.intake);
    const target = { bucket: "intake", key: "big", type: "application/pdf", length } as const;
    const other = `${sha256[0] === "A" ? "B" : "A"}${sha256.slice(1)}`;
    let outcome: unknown;
    const added = await memoryOf(async () => {
      outcome = await objects().create({ ...target, sha256: other }, wholeStream());
    });
    expect(outcome).toEqual({ ok: false, code: "WRONG_DIGEST" });
    expect(added).toBeLessThan(mostMegabytes);
    expect(await everythingIn(client, buckets.intake)).toEqual(before);
  });
}, 150_000);
