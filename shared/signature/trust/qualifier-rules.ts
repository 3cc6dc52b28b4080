import type { Element } from "@xmldom/xmldom";
import { attribute, childrenNamed, descendants, elementsOf, isNamed, ns, textOf } from "../xml/element.ts";
import type { Criteria, QualifierRule } from "./trust-types.ts";

const base = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";

/** Reads the Qualifications extensions of a service (TS 119 612 §5.5.9.2). */
export function readQualifierRules(extensions: Element): QualifierRule[] {
  return descendants(extensions, ns.qualifications, "QualificationElement").flatMap((element) => {
    const qualifiers = descendants(element, ns.qualifications, "Qualifier").flatMap((each) => {
      const uri = attribute(each, "uri") ?? "";
      return uri.startsWith(base) ? [uri.slice(base.length)] : [];
    });
    const [list] = childrenNamed(element, ns.qualifications, "CriteriaList");
    return list === undefined ? [] : [{ qualifiers, criteria: readCriteria(list) }];
  });
}

function readCriteria(list: Element): Criteria {
  const assert = attribute(list, "assert");
  const found = {
    keyUsages: [] as { bit: string; value: boolean }[],
    policySets: [] as string[][],
    extendedKeyUsages: [] as string[],
    subjectAttributes: [] as string[],
    lists: [] as Criteria[],
    unknown: false,
  };
  for (const element of elementsOf(list)) {
    if (isNamed(element, ns.qualifications, "KeyUsage")) found.keyUsages.push(...keyUsageBits(element));
    else if (isNamed(element, ns.qualifications, "PolicySet")) found.policySets.push(identifiers(element));
    else if (isNamed(element, ns.qualifications, "CriteriaList")) found.lists.push(readCriteria(element));
    else if (element.localName === "otherCriteriaList") readOther(element, found);
    else if (element.localName !== "Description") found.unknown = true;
  }
  // The schema gives no default; an assertion that is not one of the three says nothing.
  const known = assert === "all" || assert === "atLeastOne" || assert === "none";
  return { ...found, assert: known ? assert : "all", unknown: found.unknown || !known };
}

function readOther(
  element: Element,
  found: { extendedKeyUsages: string[]; subjectAttributes: string[]; unknown: boolean },
): void {
  for (const criterion of elementsOf(element)) {
    if (isNamed(criterion, ns.tslTypes, "ExtendedKeyUsage")) found.extendedKeyUsages.push(...identifiers(criterion));
    else if (isNamed(criterion, ns.tslTypes, "CertSubjectDNAttribute")) {
      found.subjectAttributes.push(...identifiers(criterion));
    } else found.unknown = true;
  }
}

const keyUsageBits = (element: Element) =>
  childrenNamed(element, ns.qualifications, "KeyUsageBit").map((bit) => ({
    bit: attribute(bit, "name") ?? "",
    value: /^(?:true|1)$/.test(textOf(bit) ?? ""),
  }));

/** OIDs, written as such or as `urn:oid:`. */
const identifiers = (element: Element): string[] =>
  descendants(element, ns.xades, "Identifier").map((each) => (textOf(each) ?? "").replace(/^urn:oid:/i, ""));
