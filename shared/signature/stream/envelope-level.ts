import type { DigestName } from "../algorithms/digests.ts";
import { digest } from "../algorithms/digests.ts";
import { cmsOid } from "../cms/oids.ts";
import { TAG } from "../der/node.ts";
import { MalformedError } from "../error.ts";
import type { Facts } from "../facts.ts";
import { envelopeSignatures } from "../gather/envelope.ts";
import { readCertificates } from "../gather/find-certificate.ts";
import { maxLevels, type Prepared } from "../gather/prepare.ts";
import { type Envelope, type SignedContent, signedContent } from "../gather/signer.ts";
import { sameBytes } from "../text.ts";
import type { EnvelopeHead } from "./envelope-head.ts";
import { envelopeReader } from "./envelope-reader.ts";
import type { LevelEnd, LevelReader } from "./level-reader.ts";
import { runningDigests } from "./running-digests.ts";

export type EnvelopeFacts = Pick<Facts, "format" | "unreadable" | "signatures" | "content" | "levelsLeftOut">;

export interface EnvelopeLevel {
  push(bytes: Uint8Array): void;
  end(): EnvelopeFacts;
}

type Inner = (head: EnvelopeHead, sources: Prepared, depth: number) => LevelReader | null;

/**
 * One envelope as it passes by: the digests that its head announces run over the content, and what lies inside is read
 * in the same pass.
 *
 * `decode` and `finish` take a text coat off; both may throw MalformedError.
 */
export function envelopeLevel(
  head: EnvelopeHead,
  decode: (bytes: Uint8Array) => Uint8Array,
  finish: () => Uint8Array | null,
  sources: Prepared,
  depth: number,
  innerReader: Inner,
): EnvelopeLevel {
  const inner = head.content === null ? null : innerReader(head, sources, depth);
  // The reader inside computes the SHA-256 already.
  const own = inner === null ? [...new Set<DigestName>(["sha256", ...head.digests])] : head.digests.filter(notSha256);
  const digests = runningDigests(own);
  let textProblem: MalformedError | null = null;
  const reader = envelopeReader(head, (octets) => {
    digests.push(octets);
    inner?.push(octets);
  });
  const undress = (step: () => Uint8Array | null): void => {
    if (textProblem !== null) return;
    try {
      const bytes = step();
      if (bytes !== null) reader.push(bytes);
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      textProblem = error;
    }
  };

  return {
    push: (bytes) => undress(() => decode(bytes)),
    end() {
      undress(finish);
      const broken = textProblem as MalformedError | null;
      if (broken !== null) return unreadable({ code: broken.code, detail: broken.message });
      const read = reader.end();
      if (!("signedData" in read)) return unreadable(read);
      const { signedData, ber, trailingBytes } = read;
      const envelope: Envelope = { signedData, bag: readCertificates(signedData.certificates), ber, trailingBytes };
      const ended = inner?.end() ?? null;
      const content = contentFacts(head, ended, digests.finish(), sources.detachedContent);
      return {
        format: head.content === null ? "p7s" : "p7m",
        unreadable: null,
        signatures: envelopeSignatures(envelope, content, sources.trust),
        content: ended?.facts ?? null,
        levelsLeftOut: head.content !== null && head.contentType === cmsOid.data && depth >= maxLevels,
      };
    },
  };
}

const notSha256 = (name: DigestName): boolean => name !== "sha256";

const unreadable = (problem: NonNullable<Facts["unreadable"]>): EnvelopeFacts => ({
  format: "p7m",
  unreadable: problem,
  signatures: [],
  content: null,
  levelsLeftOut: false,
});

function contentFacts(
  head: EnvelopeHead,
  inner: LevelEnd | null,
  digests: ReadonlyMap<DigestName, Uint8Array>,
  detached: Uint8Array | undefined,
): SignedContent {
  if (head.content === null) {
    return detached === undefined ? signedContent("missing", []) : signedContent("external", [detached]);
  }
  const sha256 = digests.get("sha256") ?? inner?.sha256 ?? new Uint8Array();
  const conflict = detached !== undefined && !sameBytes(digest("sha256", detached), sha256);
  const source = conflict ? "conflict" : "attached";
  const whole = inner?.bytes ?? null;
  if (whole !== null) return signedContent(source, [whole]);
  const digestOf = (name: DigestName) => (name === "sha256" ? sha256 : (digests.get(name) ?? null));
  return { source, parts: [], digestOf, streamed: { readsAsAttributes: beginsLikeAttributes(inner) } };
}

/**
 * A content too large to keep that begins as a SET whose first member begins with an object identifier. Signed
 * attributes of a megabyte do not exist outside the forgery that passes them off as content.
 */
function beginsLikeAttributes(inner: LevelEnd | null): boolean {
  const start = inner?.head.subarray(0, 24) ?? new Uint8Array();
  const after = (at: number): number => {
    const length = start[at + 1] ?? 0;
    return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
  };
  if (start[0] !== TAG.set) return false;
  const member = after(0);
  return start[member] === TAG.sequence && start[after(member)] === TAG.oid;
}
