// What the store is asked for when a large signed attachment arrives: one read of all of it, and a few of single places.
import { randomFillSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { signPdf } from "../../local/test-signer/sign-pdf.ts";
import { sha256Of } from "../../shared/act/index.ts";
import type { ByteStream } from "../../shared/workflow/ports/objects.ts";
import { actWith } from "../support/acts.ts";
import { headOf, ready, signatory } from "../support/journey.ts";
import { openTestWorld } from "../support/world.ts";

const size = 9 * 1024 * 1024;

/** A page with one picture of random octets. */
function pictured(): Uint8Array {
  const head = "%PDF-1.7\n";
  const bodies = [
    "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
    "2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n",
    "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >> >>\nendobj\n",
  ];
  const picture = `4 0 obj\n<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length ${size} >>\nstream\n`;
  const offsets = [...bodies, picture].map((_, index) => head.length + bodies.slice(0, index).join("").length);
  const end = "\nendstream\nendobj\n";
  const start = head.length + bodies.join("").length + picture.length + size + end.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const tail = `${end}xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.concat([
    Buffer.from(head + bodies.join("") + picture, "latin1"),
    randomFillSync(Buffer.alloc(size)),
    Buffer.from(tail, "latin1"),
  ]);
}

async function* counted(stream: ByteStream, add: (count: number) => void): ByteStream {
  for await (const chunk of stream) {
    add(chunk.length);
    yield chunk;
  }
}

describe("a large signed PDF that arrives", () => {
  it("is read once in full, and its signature is judged", async () => {
    const whole: string[] = [];
    let picked = 0;
    let passed = 0;
    const test = await openTestWorld({
      wrap: (world) => ({
        ...world,
        objects: {
          ...world.objects,
          read: async (ref, range) => {
            if (ref.bucket !== "intake") return world.objects.read(ref, range);
            if (range === undefined) whole.push(ref.key);
            const stream = await world.objects.read(ref, range);
            const add = (count: number) => {
              if (range === undefined) passed += count;
              else picked += count;
            };
            return stream && counted(stream, add);
          },
        },
      }),
    });
    const at = new Date(test.clock.now());
    const once = await signPdf(pictured(), test.pki.signerFor(signatory.fiscalCode), at);
    const bytes = await signPdf(once, test.pki.signerFor(signatory.fiscalCode), at);
    const file = { label: "A", bytes };
    const actId = await ready(test, actWith([file]), [file]);
    const [slot] = (await headOf(test, actId)).slots;
    expect(slot?.verdict).toMatchObject({ found: sha256Of(bytes), covers: "file", broken: false, code: "VERIFIED" });
    expect(slot?.verdict?.signers).toHaveLength(2);
    expect(whole).toHaveLength(1);
    expect(passed).toBe(bytes.length);
    expect(picked).toBeGreaterThan(0);
    expect(picked).toBeLessThan(256 * 1024);
  });
});
