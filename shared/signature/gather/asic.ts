import { type Container, readContainer } from "../asic/container.ts";
import { checkManifest, type Manifest, type ManifestAnswer, readManifest } from "../asic/manifest.ts";
import { unwrapText } from "../cms/text-envelope.ts";
import type { ContainerFacts, SignatureFacts, Unreadable } from "../facts.ts";
import { asUnreadable, envelopeSignatures, readEnvelope, timestampFacts } from "./envelope.ts";
import { signedContent } from "./signer.ts";
import type { Trust } from "./trust.ts";
import { xadesSignatures } from "./xades.ts";

export interface ContainerLevel {
  readonly unreadable: Unreadable | null;
  readonly signatures: readonly SignatureFacts[];
  /** The data object, where there is one only: it may carry signatures of its own. */
  readonly single: Uint8Array | null;
  readonly evidenceRecords: number;
}

/** The facts of every signature and timestamp of an ASiC container (ETSI EN 319 162-1). */
export function containerFacts(bytes: Uint8Array, trust: Trust): ContainerLevel {
  try {
    const container = readContainer(bytes);
    const manifests = readManifests(container);
    const found = [
      ...container.cades.flatMap((name) => cadesIn(container, name, manifests, trust)),
      ...container.timestamps.flatMap((name) => timestampIn(container, name, manifests, trust)),
      ...container.xades.flatMap((name) => xadesIn(container, name, trust)),
    ];
    const covered = new Set(found.flatMap(({ container: facts }) => facts.covered));
    const unsigned = container.data.filter((name) => !covered.has(name));
    const signatures = found.map((each) => ({ ...each, container: { ...each.container, unsigned } }));
    const [only, second] = container.data;
    const single = only !== undefined && second === undefined ? container.file(only) : null;
    return { unreadable: null, signatures, single, evidenceRecords: container.evidenceRecords.length };
  } catch (error) {
    return { unreadable: asUnreadable(error), signatures: [], single: null, evidenceRecords: 0 };
  }
}

type Found = SignatureFacts & { readonly container: ContainerFacts };

function readManifests(container: Container): ReadonlyMap<string, Manifest> {
  return new Map(container.manifests.map((name) => [name, readManifest(container.file(name) ?? new Uint8Array())]));
}

/** What a signature file of CAdES or a timestamp is over: a manifest that names it, else the one data object. */
interface Signed {
  readonly content: Uint8Array | null;
  readonly covered: readonly string[];
  readonly manifest: ManifestAnswer | "none" | "ambiguous";
  readonly detail: string;
}

function signedBy(container: Container, name: string, manifests: ReadonlyMap<string, Manifest>): Signed {
  const naming = [...manifests].filter(([, { signatureFile }]) => signatureFile === name);
  const [only, second] = naming;
  const nothing = { content: null, covered: [] } as const;
  // Two manifests over one signature: each program would pick its own.
  if (second !== undefined) return { ...nothing, manifest: "ambiguous", detail: second[0] };
  if (only !== undefined) {
    const [manifestName, manifest] = only;
    const { answer, name: detail } = checkManifest(manifest, container.file);
    const covered = manifest.references.map((reference) => reference.name);
    return { content: container.file(manifestName), covered, manifest: answer, detail };
  }
  const [data, other] = container.data;
  if (data === undefined || other !== undefined) return { ...nothing, manifest: "ambiguous", detail: name };
  return { content: container.file(data), covered: [data], manifest: "none", detail: "" };
}

function describe(container: Container, name: string, { covered, manifest, detail }: Omit<Signed, "content">) {
  return { signatureFile: name, covered, unsigned: [], manifest, detail, mimetype: container.mimetypeForm };
}

function cadesIn(container: Container, name: string, manifests: ReadonlyMap<string, Manifest>, trust: Trust): Found[] {
  const signed = signedBy(container, name, manifests);
  const facts = describe(container, name, signed);
  try {
    const envelope = readEnvelope(unwrapText(container.file(name) ?? new Uint8Array()).bytes);
    const content =
      signed.content === null ? signedContent("missing", []) : signedContent("external", [signed.content]);
    const signatures = envelopeSignatures(envelope, content, trust);
    if (signatures.length === 0) return [unreadable("cades", facts, { code: "CMS_NO_SIGNERS", detail: name })];
    return signatures.map((signature) => ({ ...signature, container: facts }));
  } catch (error) {
    return [unreadable("cades", facts, asUnreadable(error))];
  }
}

function timestampIn(
  container: Container,
  name: string,
  manifests: ReadonlyMap<string, Manifest>,
  trust: Trust,
): Found[] {
  const signed = signedBy(container, name, manifests);
  const facts = describe(container, name, signed);
  try {
    const envelope = readEnvelope(container.file(name) ?? new Uint8Array());
    const { content } = envelope.signedData;
    const stamped = signed.content === null ? null : signedContent("external", [signed.content]);
    const own = content === null ? signedContent("missing", []) : signedContent("attached", [content]);
    const timestamp = timestampFacts(envelope, stamped);
    const signatures = envelopeSignatures(envelope, own, trust);
    if (signatures.length === 0) return [unreadable("timestamp", facts, { code: "CMS_NO_SIGNERS", detail: name })];
    return signatures.map((signature) => ({ ...signature, timestamp, container: facts }));
  } catch (error) {
    return [unreadable("timestamp", facts, asUnreadable(error))];
  }
}

function xadesIn(container: Container, name: string, trust: Trust): Found[] {
  const named = new Set<string>();
  const external = (uri: string | null) => {
    if (uri === null) return null;
    named.add(uri);
    return container.file(uri);
  };
  const signatures = xadesSignatures(container.file(name) ?? new Uint8Array(), external, trust);
  const covered = container.data.filter((each) => named.has(each));
  const facts = describe(container, name, { covered, manifest: "none", detail: "" });
  if (signatures.length === 0) return [unreadable("xades", facts, { code: "XML_NO_SIGNATURE", detail: name })];
  return signatures.map((signature) => ({ ...signature, container: facts }));
}

function unreadable(kind: SignatureFacts["kind"], container: ContainerFacts, why: Unreadable): Found {
  return { kind, unreadable: why, cms: null, timestamp: null, pdf: null, container };
}
