/** Why no stamp can be laid over a PDF. Codes are added to, never renamed. */
export type OverlayCode =
  /** Not a PDF, or one that only guessing could open. */
  | "PDF_UNREADABLE"
  /** A password or a certificate is needed to read it. */
  | "PDF_ENCRYPTED"
  /** A certification signature (DocMDP) allows no change of the pages: a stamp would break it. */
  | "PDF_CERTIFIED"
  /** An XFA form whose pages only one maker's viewer draws: what is in the file is a notice. */
  | "PDF_DYNAMIC_FORM"
  /** A character of the stamp that the fonts do not have. */
  | "GLYPH_MISSING";

export type OverlayRefusal = {
  readonly code: OverlayCode;
  readonly why: { readonly it: string; readonly en: string };
  readonly whoCanFix: "officer";
  readonly details: Readonly<Record<string, string>>;
};

/** Leaves the work where it is; `layOver` turns it into the refusal. */
export class OverlayStopped extends Error {
  override readonly name = "OverlayStopped";
  readonly code: OverlayCode;
  readonly details: Readonly<Record<string, string>>;
  constructor(code: OverlayCode, details: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

const sentences: Readonly<Record<OverlayCode, Pick<OverlayRefusal, "why" | "whoCanFix">>> = {
  PDF_UNREADABLE: {
    why: {
      it: "Il file non è un PDF che si possa timbrare senza indovinare come è fatto: va prodotto di nuovo, per esempio stampandolo in PDF.",
      en: "The file is not a PDF that can be stamped without guessing: produce it again, for instance by printing it to PDF.",
    },
    whoCanFix: "officer",
  },
  PDF_ENCRYPTED: {
    why: {
      it: "Il PDF è cifrato o protetto da password: va salvato senza protezione.",
      en: "The PDF is encrypted or protected by a password: save it without protection.",
    },
    whoCanFix: "officer",
  },
  PDF_CERTIFIED: {
    why: {
      it: "Il PDF ha una firma di certificazione che non ammette modifiche alle pagine (DocMDP): un timbro la renderebbe non valida.",
      en: "The PDF has a certification signature that allows no change of its pages (DocMDP): a stamp would break it.",
    },
    whoCanFix: "officer",
  },
  PDF_DYNAMIC_FORM: {
    why: {
      it: "Il PDF è un modulo XFA dinamico, le cui pagine non stanno nel file: va stampato in PDF.",
      en: "The PDF is a dynamic XFA form, whose pages are not in the file: print it to PDF.",
    },
    whoCanFix: "officer",
  },
  GLYPH_MISSING: {
    why: {
      it: "Il timbro contiene un carattere che i caratteri di stampa non hanno.",
      en: "The stamp holds a character that the fonts do not have.",
    },
    whoCanFix: "officer",
  },
};

export const overlayRefusal = (code: OverlayCode, details: Readonly<Record<string, string>> = {}): OverlayRefusal => ({
  code,
  ...sentences[code],
  details,
});
