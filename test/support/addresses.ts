import type { SiteProduct } from "../../local/site.ts";
import { loadHead } from "../../shared/workflow/index.ts";

/** Real ids, numbers, codes and prefixes of a product, by the names that route patterns give them. */
export type Addresses = Readonly<Record<string, readonly string[]>>;

/** What every pattern of the route table becomes with what really is in the product. @throws for a pattern nobody filled. */
export function fillRoute(pattern: string, known: Addresses): string[] {
  const names = [...pattern.matchAll(/:(\w+)(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g)].map(([whole, name = ""]) => ({
    whole,
    name,
  }));
  let paths = pattern.endsWith("*") ? (known["*"] ?? []).map((rest) => pattern.replace("*", rest)) : [pattern];
  for (const { whole, name } of names) {
    const values = known[name];
    if (!values || values.length === 0) throw new Error(`no real value for :${name} of ${pattern}`);
    paths = paths.flatMap((path) => values.map((value) => path.replace(whole, value)));
  }
  return paths;
}

/** The addresses that lead somewhere in this product, for the acts that are given. */
export async function addressesOf(product: SiteProduct, actIds: readonly string[]): Promise<Addresses> {
  const heads = await Promise.all(
    actIds.map((actId) => loadHead(product.world.items, product.world.settings.tenant, actId)),
  );
  const there = heads.filter((head) => head !== undefined);
  const numbered = there.filter((head) => head.registration);
  const labels = [...new Set(there.flatMap((head) => head.slots.map((slot) => slot.label)))];
  const codes = there.flatMap((head) => (head.copy ? [head.copy.verificationCode] : []));
  const digests = there.flatMap((head) => (head.signed ? [head.signed.sha256] : []));
  const reports = there.flatMap((head) => (head.signed ? [head.signed.report.sha256] : []));
  const mails = await product.spool.list();
  return {
    id: [...there.map((head) => head.actId), "NIENTE"],
    actId: [...there.map((head) => head.actId), "NIENTE"],
    label: labels,
    name: ["documento", "originale", "marca", "copia", ...labels.map((label) => `allegato-${label}`), "niente"],
    year: [...new Set(numbered.map((head) => String(head.registration?.year)))],
    number: [...numbered.map((head) => String(head.registration?.number)), "9999"],
    code: [...codes, "NIENTE"],
    sha256: [...reports, "0".repeat(64)],
    prefix: [...digests.map((digest) => digest.slice(0, 5)), "00000"],
    who: ["bruno.esempio", "nessuno"],
    sezione: ["ente", "aspetto", "firme", "posta", "sigillo"],
    session: ["NIENTE"],
    importId: ["NIENTE"],
    tokenId: ["NIENTE"],
    file: [...digests.map((digest) => `${digest.slice(0, 5)}.json`), "00000.json"],
    mail: [...mails.slice(0, 3).map((mail) => mail.id), "NIENTE"],
    size: ["1"],
    path: ["albo.xml", "catalogo.jsonld", "niente"],
    "*": ["site.css", "niente.css"],
  };
}
