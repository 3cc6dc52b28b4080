import type { Random } from "./random.ts";

type Edit = (text: string, random: Random, donor: string) => string;

/** One edit of an XML document: elements, attributes, references, entities, depth. */
export function mutateXml(bytes: Uint8Array, random: Random, donor: Uint8Array): Buffer {
  const text = Buffer.from(bytes).toString("utf8");
  return Buffer.from(random.pick(edits)(text, random, Buffer.from(donor).toString("utf8")), "utf8");
}

function replaceOne(text: string, pattern: RegExp, random: Random, by: (match: string) => string): string {
  const matches = [...text.matchAll(pattern)];
  const match = matches[random.int(matches.length)];
  if (match === undefined) return text;
  return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
}

const element = /<([A-Za-z][\w:.-]*)\b[^<>]*>[^<]*(?:<\/\1>)?/g;
const attribute = /\s[A-Za-z][\w:.-]*="[^"]*"/g;

const edits: readonly [Edit, ...Edit[]] = [
  (text, random) => replaceOne(text, element, random, () => ""),
  (text, random) => replaceOne(text, element, random, (match) => match + match),
  (text, random, donor) => {
    const given = donor.match(element) ?? [];
    return replaceOne(text, element, random, () => given[random.int(given.length)] ?? "");
  },
  (text, random) => replaceOne(text, attribute, random, () => ""),
  (text, random) => replaceOne(text, attribute, random, (match) => match + match),
  (text, random) => {
    const given = text.match(attribute) ?? [];
    return replaceOne(text, attribute, random, () => given[random.int(given.length)] ?? "");
  },
  (text, random) =>
    replaceOne(text, /="[^"]*"/g, random, () =>
      random.pick([
        '=""',
        '="#"',
        '="#x"',
        '="../../etc/passwd"',
        '="http://www.w3.org/TR/1999/REC-xslt-19991116"',
        '="&#0;"',
        '="&lt;"',
        '="#xpointer(/)"',
      ]),
    ),
  (text, random) =>
    replaceOne(text, />[^<]+</g, random, () =>
      random.pick(["><", ">AAAA<", ">\u00e0&amp;<", ">]]><", "><!-- x --><", "><![CDATA[x]]><", "><?x y?><", ">&x;<"]),
    ),
  (text, random) =>
    replaceOne(text, />[^<]+</g, random, (match) => match.replace(/\w/, (letter) => (letter === "A" ? "B" : "A"))),
  (text, random) =>
    `${random.pick(['<!DOCTYPE a [<!ENTITY x "y">]>', "\ufeff", "<!-- -->", '<?xml version="1.1"?>'])}${text.replace(/^<\?xml[^>]*>/, "")}`,
  (text, random) => {
    const depth = random.pick([10, 300, 5000]);
    return replaceOne(text, element, random, (match) => "<a>".repeat(depth) + match + "</a>".repeat(depth));
  },
  (text, random) =>
    replaceOne(text, element, random, (match) =>
      match.repeat(Math.min(random.pick([3, 100, 1000]), Math.floor(1_000_000 / match.length))),
    ),
  (text, random) =>
    replaceOne(text, /xmlns(?::\w+)?="[^"]*"/g, random, () =>
      random.pick([
        'xmlns=""',
        'xmlns:a="urn:a"',
        'xmlns:xml="urn:a"',
        'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"',
      ]),
    ),
  (text, random) =>
    replaceOne(text, /<\/?[A-Za-z][\w:.-]*/g, random, (match) =>
      match.replace(
        /[\w:.-]+$/,
        random.pick(["a", "ds:Signature", "ds:Object", "ds:Reference", "xades:SignedProperties"]),
      ),
    ),
];
