/** What the metadata of a finished PDF say, once in XMP and once in the information dictionary. */
export type DocumentFacts = {
  readonly title: string;
  readonly author: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Of PDF/A: 2 without attached files, 3 with them (ISO 19005-2 6.8, 19005-3 6.8). */
  readonly part: 2 | 3;
  readonly producer: string;
  /** Hex digests by which the document and this very file are told from others. */
  readonly documentId: string;
  readonly instanceId: string;
};

export const creatorTool = "Visto";

/**
 * The XMP packet, UTF-8 and read-only (ISO 16684-1). Only properties that XMP and PDF/A predefine, so that no extension
 * schema is needed (ISO 19005-2 6.6.2.3).
 */
export function xmpPacket(facts: DocumentFacts): Uint8Array {
  const { title, author, date, part, producer, documentId, instanceId } = facts;
  const at = `${date}T00:00:00Z`;
  const lines = [
    '<?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    described("dc", "http://purl.org/dc/elements/1.1/", [
      "<dc:format>application/pdf</dc:format>",
      `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>`,
      `<dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>`,
      "<dc:language><rdf:Bag><rdf:li>it-IT</rdf:li></rdf:Bag></dc:language>",
    ]),
    described("xmp", "http://ns.adobe.com/xap/1.0/", [
      `<xmp:CreatorTool>${creatorTool}</xmp:CreatorTool>`,
      `<xmp:CreateDate>${at}</xmp:CreateDate>`,
      `<xmp:ModifyDate>${at}</xmp:ModifyDate>`,
      `<xmp:MetadataDate>${at}</xmp:MetadataDate>`,
    ]),
    described("pdf", "http://ns.adobe.com/pdf/1.3/", [`<pdf:Producer>${escaped(producer)}</pdf:Producer>`]),
    described("xmpMM", "http://ns.adobe.com/xap/1.0/mm/", [
      `<xmpMM:DocumentID>uuid:${uuid(documentId)}</xmpMM:DocumentID>`,
      `<xmpMM:InstanceID>uuid:${uuid(instanceId)}</xmpMM:InstanceID>`,
    ]),
    described("pdfaid", "http://www.aiim.org/pdfa/ns/id/", [
      `<pdfaid:part>${part}</pdfaid:part>`,
      "<pdfaid:conformance>A</pdfaid:conformance>",
    ]),
    "</rdf:RDF>",
    "</x:xmpmeta>",
    '<?xpacket end="r"?>',
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

const described = (prefix: string, namespace: string, properties: readonly string[]): string =>
  [`<rdf:Description rdf:about="" xmlns:${prefix}="${namespace}">`, ...properties, "</rdf:Description>"].join("\n");

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (one) => entities[one] ?? one);

/** RFC 9562 version 8 (a digest of the vendor's own), so that a name made of a digest does not pass for a random one. */
function uuid(hex: string): string {
  const h = hex.toLowerCase();
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
