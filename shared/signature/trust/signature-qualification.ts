import type { CmsFacts, ListedFacts } from "../facts.ts";
import type { QualificationReport } from "../report.ts";
import type { Certificate } from "../x509/certificate.ts";
import { nameAttribute } from "../x509/name.ts";
import { claimsQualified } from "../x509/qualified.ts";
import { certificateQualification } from "./qualification.ts";

/**
 * What the signature is under Regulation (EU) 910/2014 art. 3 n. 12 and 27, as the lists tell it, or null without lists.
 *
 * The certificate must have been qualified when it was issued and when it signed; the device counts at signing
 * (TS 119 615 §4.4-4.5). `best` is the best signature time, milliseconds since 1970.
 */
export function signatureQualification(cms: CmsFacts | null, best: number): QualificationReport | null {
  const { certificate, listed } = cms ?? {};
  if (!certificate || listed === undefined) return null;
  const paths = cms?.paths?.paths ?? [];
  const path = [certificate, ...new Set(paths.flatMap((each) => each.slice(1)))];
  const issued = certificateQualification(certificate, path, listed.services, certificate.notBefore);
  const signed = certificateQualification(certificate, path, listed.services, best);
  const qualified = issued.qualified && signed.qualified;
  const { service, status } = signed.service === null ? issued : signed;
  const use = signed.use ?? issued.use;
  const device = qualified && signed.device;
  const unknown = service === null && claimsQualified(certificate) && !isOfListedCountry(certificate, listed);
  return {
    certificate: unknown ? "unknown" : qualified ? "qualified" : "not-qualified",
    atIssuance: issued.qualified,
    atSigning: signed.qualified,
    use: qualified ? use : null,
    device: qualified ? device : null,
    signature: signatureLevel(qualified, use, device),
    provider: service?.provider ?? null,
    service: service?.name ?? null,
    territory: service?.list.territory ?? null,
    status,
    listSequence: service?.list.sequence ?? null,
  };
}

const country = "2.5.4.6";
/** Lists say EL and UK where ISO 3166 says GR and GB (TS 119 612 §5.3.10). */
const spellings: Readonly<Record<string, string>> = { GR: "EL", GB: "UK" };

function isOfListedCountry({ issuer }: Certificate, { territories }: ListedFacts): boolean {
  const stated = nameAttribute(issuer, country)?.toUpperCase();
  return stated !== undefined && territories.includes(spellings[stated] ?? stated);
}

function signatureLevel(
  qualified: boolean,
  use: QualificationReport["use"],
  device: boolean,
): QualificationReport["signature"] {
  if (!qualified || use === null || use === "web") return "AdES";
  if (use === "esign") return device ? "QESig" : "AdESig-QC";
  return device ? "QESeal" : "AdESeal-QC";
}

/** The one word of the report: true and false only where a list decides, or where the certificate claims nothing. */
export function qualifiedWord(cms: CmsFacts | null, best: number): boolean | null {
  const report = signatureQualification(cms, best);
  if (report?.certificate === "unknown") return null;
  if (report !== null) return report.certificate === "qualified" && report.use !== "web";
  const certificate = cms?.certificate ?? null;
  return certificate !== null && !claimsQualified(certificate) ? false : null;
}
