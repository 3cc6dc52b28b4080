import type { CmsFacts } from "../facts.ts";
import { sameBytes } from "../text.ts";
import { isOfService } from "../trust/service-history.ts";
import type { TrustStore } from "../trust/trust-store.ts";
import type { TrustService } from "../trust/trust-types.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import type { PathSearch } from "../x509/path.ts";
import type { Trust } from "./trust.ts";

const known = new WeakMap<TrustStore, readonly Certificate[]>();

/** Services that issue certificates or timestamps. Others (identity proofing, preservation) vouch for no signature. */
const anchoring = /^(?:CA\/|NationalRootCA|TSA)/;

/** The same trust with the certificates of listed services as anchors. Read once for each store. */
export function withLists(trust: Trust, store: TrustStore): Trust {
  const listed = known.get(store) ?? anchorsOf(store.services);
  known.set(store, listed);
  const territories = store.lists.map(({ territory }) => territory);
  const lists = { services: store.services, territories, plainAnchors: trust.anchors };
  return { ...trust, anchors: [...trust.anchors, ...listed], lists };
}

function anchorsOf(services: readonly TrustService[]): Certificate[] {
  const byBytes = new Map<string, Uint8Array>();
  for (const { certificates, history } of services) {
    if (!history.some(({ type }) => anchoring.test(type))) continue;
    for (const bytes of certificates) byBytes.set(bytes.toString(), bytes);
  }
  return [...byBytes.values()].map(readCertificate);
}

/** The services that are met on the paths, and the anchors that stand without a list. */
export function listedFacts(paths: PathSearch | null, { lists }: Trust): Pick<CmsFacts, "listed"> {
  if (lists === undefined) return {};
  const onPaths: Certificate[] = [];
  for (const certificate of (paths?.paths ?? []).flat()) {
    if (!onPaths.some(({ raw }) => sameBytes(raw, certificate.raw))) onPaths.push(certificate);
  }
  const services = lists.services.filter((service) => onPaths.some((certificate) => isOfService(certificate, service)));
  const { territories, plainAnchors } = lists;
  return { listed: { services, territories, plainAnchors } };
}
