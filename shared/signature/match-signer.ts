export interface ExpectedSigner {
  readonly name: string;
  readonly fiscalCode?: string | undefined;
}

export interface SignerMatch {
  readonly match: "fiscal-code" | "name" | "none";
  /** Italian sentence for the person who has to act on it. */
  readonly detail: string;
}

/** Words of a name without accents, case, titles' punctuation and order: "D’Angelò, Maria" and "MARIA D'ANGELO" are one. */
function nameWords(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .sort()
    .join(" ");
}

/** Codes compare without spaces and case. Omocodia forms are different codes on purpose: the Agenzia delle Entrate assigns one of them. */
function normalCode(code: string): string {
  return code.replace(/\s+/g, "").toUpperCase();
}

/**
 * Compares the person in a signing certificate with the person who was asked to sign.
 *
 * The codice fiscale decides when both sides have one; a different one is `none` even under the same name, because
 * homonyms exist. The name decides only where a codice fiscale is missing on a side. It does not say that the
 * certificate can be trusted: that is the report's `indication`.
 */
export function matchSigner(
  signer: { readonly name: string; readonly fiscalCode: string | null } | null,
  expected: ExpectedSigner,
): SignerMatch {
  if (signer === null) return { match: "none", detail: "Il certificato del firmatario non è leggibile." };
  const code = signer.fiscalCode === null ? "" : normalCode(signer.fiscalCode);
  const wanted = normalCode(expected.fiscalCode ?? "");
  if (code !== "" && wanted !== "") {
    return code === wanted
      ? { match: "fiscal-code", detail: `Il codice fiscale del certificato è quello di ${expected.name}.` }
      : {
          match: "none",
          detail: `Il codice fiscale del certificato (${signer.name}) non è quello di ${expected.name}.`,
        };
  }
  if (nameWords(signer.name) === nameWords(expected.name) && nameWords(expected.name) !== "") {
    const missing = code === "" ? "nel certificato" : "fra i dati del firmatario atteso";
    return {
      match: "name",
      detail: `Il nome del certificato è quello di ${expected.name}; il codice fiscale manca ${missing}.`,
    };
  }
  return { match: "none", detail: `Ha firmato ${signer.name}; era attesa la firma di ${expected.name}.` };
}
