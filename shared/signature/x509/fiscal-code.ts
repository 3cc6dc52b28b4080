import { type Name, nameAttribute, nameOid } from "./name.ts";

/** Letters and digits of a codice fiscale, omocodia forms included (digits replaced by LMNPQRSTUV). */
const person = "[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]";

const forms = [
  // ETSI EN 319 412-1 §5.1.3 natural person semantics identifier.
  new RegExp(`^TINIT-(${person})$`),
  // Certificates issued under the rules of CNIPA 45/2009 and older.
  new RegExp(`^IT:(${person})$`),
  // CIE and CNS: the common name carries "codice fiscale/number of the card".
  new RegExp(`^(${person})/`),
  new RegExp(`^(${person})$`),
];

/**
 * The codice fiscale in a subject, upper case, or null.
 *
 * Looked for in serialNumber, then dnQualifier, then common name, in the forms found in Italian certificates. Its
 * check character is not computed: the certification authority answers for it.
 */
export function fiscalCodeOf(subject: Name): string | null {
  for (const oid of [nameOid.serialNumber, nameOid.dnQualifier, nameOid.commonName]) {
    const value = nameAttribute(subject, oid)?.toUpperCase().trim();
    if (value === undefined) continue;
    for (const form of forms) {
      const code = form.exec(value)?.[1];
      if (code !== undefined) return code;
    }
  }
  return null;
}
