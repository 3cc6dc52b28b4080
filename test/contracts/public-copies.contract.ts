import { GetObjectCommand, GetObjectTaggingCommand, PutObjectTaggingCommand, type S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyPortalFile, portalFiles } from "../../shared/adapters/aws/portal-files.ts";
import { s3Objects } from "../../shared/adapters/aws/s3-objects.ts";
import type { Bucket, PublicFile } from "../../shared/workflow/index.ts";
import { sha256, someBytes } from "../support/bytes.ts";

type Places = {
  readonly client: S3Client;
  readonly buckets: Readonly<Record<Bucket, string>>;
  readonly close: () => Promise<void>;
};

/** Public copies as a real S3 makes them: of one very version, with what a browser must know, and gone when they are taken away. */
export function publicCopiesContract(name: string, open: () => Promise<Places>): void {
  describe(`public copies on ${name}`, () => {
    let places: Places;
    beforeAll(async () => {
      places = await open();
    });
    afterAll(() => places?.close());
    rules(() => places);
  });
}

const key = (name: string) => `file/trasparenza/2030-12-31/01ACT/${name}`;

function rules(places: () => Places): void {
  const files = () => portalFiles(places());
  async function stored(bucket: "intake" | "vault", name: string, bytes: Uint8Array): Promise<PublicFile> {
    const objects = s3Objects({ ...places(), now: () => new Date() });
    const made = await objects.create({ bucket, key: name, type: "application/pdf" }, bytes);
    if (!made.ok) throw new Error(made.code);
    const { version } = made.head;
    const { length } = bytes;
    const what = { type: "application/pdf", fileName: "determinazione «n. 1».pdf" };
    return { bucket, key: name, version, length, sha256: sha256(bytes), ...what };
  }

  async function read(name: string) {
    const { client, buckets } = places();
    const { Body, ...head } = await client.send(new GetObjectCommand({ Bucket: buckets.portal, Key: key(name) }));
    return { digest: sha256((await Body?.transformToByteArray()) ?? new Uint8Array()), ...head };
  }
  const listed = async () => {
    const found: string[] = [];
    for await (const one of everyPortalFile(places()).list()) found.push(`${one.key} ${one.length}`);
    return found;
  };

  it.each([
    ["intake", "atti/01ACT/perché +1 & 日本 =?#%20"],
    ["vault", "atti/01ACT/copia"],
  ] as const)("is the stored bytes of the %s, whatever its key, and brings no tag of a scan", async (bucket, name) => {
    const { client, buckets } = places();
    const file = await stored(bucket, name, someBytes(3_000_000, name.length));
    const Tagging = { TagSet: [{ Key: "GuardDutyMalwareScanStatus", Value: "NO_THREATS_FOUND" }] };
    const tagged = { Bucket: buckets[bucket], Key: name, VersionId: file.version, Tagging };
    await client.send(new PutObjectTaggingCommand(tagged));
    await files().put(key(bucket), file);
    // Made again, it is the same.
    await files().put(key(bucket), file);
    expect(await read(bucket)).toMatchObject({
      digest: file.sha256,
      ContentLength: file.length,
      ContentType: "application/pdf",
      ContentDisposition: `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      CacheControl: "public, max-age=60",
    });
    const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket: buckets.portal, Key: key(bucket) }));
    expect(TagSet).toEqual([]);
    await files().remove(key(bucket));
  });

  it("of other bytes than its address says does not stay", async () => {
    const file = await stored("vault", "atti/01ACT/altro", someBytes(100));
    await expect(files().put(key("altro"), { ...file, sha256: "AB".repeat(32) })).rejects.toThrow(file.sha256);
    await expect(read("altro")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("of a version that is not there is a fault, and nothing is made", async () => {
    const file = await stored("vault", "atti/01ACT/versione", someBytes(100));
    const other = await stored("vault", "atti/01ACT/di-un-altro", someBytes(100, 2));
    await expect(files().put(key("versione"), { ...file, version: other.version })).rejects.toThrow();
    await expect(read("versione")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is listed while it is there and not when it was taken away, which may be done twice", async () => {
    const file = await stored("vault", "atti/01ACT/elenco", someBytes(100));
    for (const name of ["b", "a"]) await files().put(key(name), file);
    expect(await listed()).toEqual([`${key("a")} 100`, `${key("b")} 100`]);
    for (let times = 0; times < 2; times += 1) await files().remove(key("a"));
    expect(await listed()).toEqual([`${key("b")} 100`]);
  });
}
