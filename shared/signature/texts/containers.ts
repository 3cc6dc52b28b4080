/** About ASiC containers and XML signatures. */
export const containerTexts = {
  ASIC_FILE_CHANGED: [
    "Il file «{}» nel contenitore non è quello firmato: la sua impronta è diversa da quella nel manifesto.",
    "The file “{}” in the container is not the one that was signed: its digest differs from the one in the manifest.",
  ],
  ASIC_FILE_MISSING: [
    "Nel contenitore manca il file firmato «{}».",
    "The signed file “{}” is missing from the container.",
  ],
  ASIC_MANIFEST_AMBIGUOUS: [
    "Non è univoco che cosa copra la firma nel contenitore ({}): manca il manifesto o ce n'è più di uno.",
    "What the signature in the container covers is not unequivocal ({}): there is no manifest or more than one.",
  ],
  ASIC_DIGEST_UNKNOWN: [
    "Il manifesto usa un algoritmo di impronta che questo strumento non conosce (file «{}»).",
    "The manifest uses a digest algorithm that this tool does not know (file “{}”).",
  ],
  ASIC_FILE_NOT_SIGNED: [
    "Nel contenitore ci sono file che nessuna firma copre: {}.",
    "The container holds files that no signature covers: {}.",
  ],
  ASIC_MIMETYPE_WRONG: [
    "Il contenitore si dichiara di un tipo che non è quello di un contenitore firmato.",
    "The container declares itself of a type that is not that of a signed container.",
  ],
  ASIC_MIMETYPE_FORM: [
    "Il tipo del contenitore manca o non è scritto nella forma prevista.",
    "The type of the container is missing or not written in the required form.",
  ],
  XML_NOTHING_SIGNED: [
    "La firma XML non copre alcun dato, ma solo se stessa.",
    "The XML signature covers no data, only itself.",
  ],
  XML_CERTIFICATE_DOUBLED: [
    "Accanto al certificato che ha firmato ce n'è un altro, estraneo: altri programmi potrebbero mostrare quella persona come firmataria (attacco noto).",
    "Beside the certificate that signed stands another, unrelated one: other programs may show that person as the signer (a known attack).",
  ],
  XADES_PROPERTIES_AMBIGUOUS: [
    "Le proprietà XAdES sono più d'una o riguardano un'altra firma.",
    "There is more than one set of XAdES properties, or they are about another signature.",
  ],
  XADES_PROPERTIES_NOT_SIGNED: [
    "Le proprietà XAdES (ora, certificato) non sono coperte dalla firma: chiunque può averle aggiunte.",
    "The XAdES properties (time, certificate) are not covered by the signature: anybody may have added them.",
  ],
  XML_MANIFEST_NOT_FOLLOWED: [
    "La firma copre un elenco di riferimenti (ds:Manifest) che questo strumento non segue.",
    "The signature covers a list of references (ds:Manifest) that this tool does not follow.",
  ],
  XML_REFERENCE_NOT_COMPUTED: [
    "Un riferimento della firma usa un algoritmo o un ordine di trasformazioni che questo strumento non calcola ({}).",
    "A reference of the signature uses an algorithm or an order of transforms that this tool does not compute ({}).",
  ],
  XML_TRANSFORM_NOT_COVERED: [
    "Un riferimento della firma trasforma i dati in un modo che non è ammesso qui, perché potrebbe nascondere una modifica ({}).",
    "A reference of the signature transforms the data in a way that is not allowed here, because it could hide a change ({}).",
  ],
  XML_PARTIALLY_SIGNED: [
    "La firma copre solo una parte del documento XML: il resto può essere stato aggiunto o cambiato da chiunque.",
    "The signature covers only a part of the XML document: anybody may have added or changed the rest.",
  ],
  XML_NO_XADES_PROPERTIES: [
    "È una semplice firma XML, senza le proprietà XAdES.",
    "A plain XML signature, without XAdES properties.",
  ],
  SIGNATURE_POLICY_NOT_PROCESSED: [
    "La firma dichiara una politica di firma le cui regole non sono state applicate ({}).",
    "The signature names a signature policy whose rules were not applied ({}).",
  ],
} as const;
