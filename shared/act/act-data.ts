import * as z from "zod";

/** An amount of money in integer euro cents. Never a float: `toFixed(2)` is wrong on 2 % of amounts. */
export const centsSchema = z.int().min(-1e15).max(1e15);

/** A calendar day in Europe/Rome, `YYYY-MM-DD`. Legal dates have no time and no zone. */
export const dateSchema = z.iso.date();

/** A calendar month, `YYYY-MM`. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const yearSchema = z.int().min(1900).max(2200);
const text = z.string().min(1);

/**
 * One paragraph of a section.
 *
 * `numbered` and `dash` are list items; their number is their order among the numbered siblings, so that
 * numbering is continuous by construction. `children` hold what belongs under the same item.
 */
export type Block = {
  readonly style: "plain" | "numbered" | "dash";
  readonly text: string;
  readonly children?: readonly Block[] | undefined;
};
export const blockSchema: z.ZodType<Block> = z.lazy(() =>
  z.strictObject({
    style: z.enum(["plain", "numbered", "dash"]),
    text,
    children: z.array(blockSchema).optional(),
  }),
);

/** A natural person as an act names them. The codice fiscale is never printed; it matches a signing certificate. */
export const personSchema = z.strictObject({ name: text, fiscalCode: z.string().optional() });
export type Person = z.infer<typeof personSchema>;

/** Who answers for what in the act (ruoli). */
export const actRolesSchema = z.strictObject({
  /** Responsabile del provvedimento: the director who signs. */
  signatory: personSchema.optional(),
  /** Responsabile del procedimento istruttorio. */
  proceedingOfficer: personSchema.optional(),
  /** Pratica trattata da. */
  handledBy: personSchema.optional(),
  /** Responsabile unico del progetto (RUP). */
  rup: personSchema.optional(),
});
export type ActRoles = z.infer<typeof actRolesSchema>;
export const actRoleNames = ["signatory", "proceedingOfficer", "handledBy", "rup"] as const;
export type ActRoleName = (typeof actRoleNames)[number];

/** An act that this one builds on (atto presupposto, atto di bilancio). */
export const citedActSchema = z.strictObject({
  type: text,
  number: z.string(),
  year: yearSchema.optional(),
  date: dateSchema.optional(),
  subject: z.string().optional(),
  /** Dichiarata immediatamente eseguibile. */
  immediatelyEnforceable: z.boolean().optional(),
});

/** A line of the economic framework: a phase, a lot, a supply (voce, macrofase). */
export const lineSchema = z.strictObject({
  name: text,
  net: centsSchema,
  vatRate: z.number(),
  /** Declared gross, where the act prints one. */
  gross: centsSchema.optional(),
  /** Nature of the operation when the rate is 0 (esente, non imponibile, fuori campo). */
  vatNature: z.string().optional(),
  optional: z.boolean().optional(),
  /** Legal basis of an option, e.g. "art. 120 D.Lgs. 36/2023". */
  basis: z.string().optional(),
  months: z.int().positive().optional(),
});

/** A movimento contabile: one row of the accounting table. */
export const movementSchema = z.strictObject({
  type: z.enum(["U/Impegno", "U/Prenotazione", "E/Accertamento"]),
  /** Fonte o descrittore, as printed after the type. */
  source: z.string().optional(),
  /** Esercizio. */
  financialYear: yearSchema,
  chapter: text,
  article: z.string().optional(),
  chapterDescription: z.string().optional(),
  /** Piano finanziario, e.g. "1.03.02.15.999". */
  financialPlan: z.string(),
  /** Soggetto: id in the body's registry. */
  subjectId: z.string().optional(),
  /** Movement number; null until the financial service assigns it with the visto. */
  number: z.string().nullable(),
  amount: centsSchema,
  mission: z.string().optional(),
  programme: z.string().optional(),
  cig: z.string().nullable().optional(),
  cup: z.string().nullable().optional(),
  /** Anno di esigibilità. */
  dueYear: yearSchema.optional(),
  costCentre: z.strictObject({ code: text, name: z.string().optional() }).optional(),
});
export type Movement = z.infer<typeof movementSchema>;

export const contractSchema = z.strictObject({
  platform: z.string().optional(),
  procedureId: z.string().optional(),
  /** Procedure, e.g. "50.1.b" for art. 50 c. 1 lett. b) D.Lgs. 36/2023. */
  procedure: z.string().optional(),
  /** Contraente uscente: the contractor of the previous contract of the same kind. */
  outgoingContractor: z.boolean().optional(),
  /** Which grounds of art. 49 c. 4 the reasons deal with. */
  rotationWaiver: z.array(z.enum(["mercato", "esecuzione", "qualita"])).optional(),
  name: z.string().optional(),
  address: z.string().optional(),
  postCode: z.string().optional(),
  town: z.string().optional(),
  country: z.string().optional(),
  vatNumber: z.string().optional(),
  fiscalCode: z.string().optional(),
  durc: z
    .strictObject({
      body: z.string().optional(),
      number: z.string().optional(),
      expires: dateSchema.optional(),
      outcome: z.string().optional(),
    })
    .optional(),
  start: monthSchema.optional(),
  months: z.int().positive().optional(),
});

/** An attachment as the operative part declares it (allegato dichiarato). */
export const declaredAttachmentSchema = z.strictObject({
  label: z.string().regex(/^[A-Z]{1,2}\d{0,2}$/),
  title: text,
  /** What of it is published, once somebody decided (ALL-12). */
  publication: z.enum(["integrale", "omissis", "esclusa"]).optional(),
});

/** An attachment as the ALLEGATI list records it: the label and its impronta. */
export const recordedAttachmentSchema = z.strictObject({
  label: z.string().regex(/^[A-Z]{1,2}\d{0,2}$/),
  /** As written in the act; `parseFingerprint` says whether it is one. */
  fingerprint: z.string(),
  algorithm: z.string().nullable(),
  /** Digest of the file that was uploaded, where one was. */
  computed: z.string().optional(),
});

/**
 * The act as data: every field of a determinazione dirigenziale that people write or that the law asks for.
 *
 * Most fields are optional because a draft is incomplete: what is missing is said by the checks, with a code and a
 * sentence, not by the schema. The schema refuses only what could not be an act at all.
 * Number, year and date are absent until the register gives them, or present in an act that was imported.
 */
export const actDataSchema = z.strictObject({
  schema: z.literal("visto/act/1"),
  body: z.strictObject({
    /** Ente, e.g. "Comune di Cremona". */
    name: text,
    place: z.string().optional(),
    istatCode: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    ipaCode: z.string().optional(),
  }),
  /** Type in the notice-board vocabulary; A.03.01 = determinazione dirigenziale. */
  kind: z.string().default("A.03.01"),
  number: z.int().positive().optional(),
  year: yearSchema.optional(),
  date: dateSchema.optional(),
  subject: z.string().max(900),
  /** Settore. */
  department: z.string().optional(),
  /** Servizio. */
  service: z.string().optional(),
  /** Organo: who decides, as the heading prints it. */
  organ: z.enum(["DIRETTORE", "DIRIGENTE", "RESPONSABILE"]).default("DIRIGENTE"),
  /** The text, section by section, in the order in which it is printed. */
  sections: z
    .strictObject({
      /** PREMESSE */
      premises: z.array(blockSchema).default([]),
      /** MOTIVAZIONE */
      motivation: z.array(blockSchema).default([]),
      /** PRE-VERIFICHE AMMINISTRATIVE */
      administrativeChecks: z.array(blockSchema).default([]),
      /** PRE-VERIFICHE CONTABILI */
      accountingChecks: z.array(blockSchema).default([]),
      /** NORMATIVA */
      legislation: z.array(blockSchema).default([]),
      /** DECISIONE, after DETERMINA */
      decision: z.array(blockSchema).default([]),
    })
    .optional(),
  roles: actRolesSchema.default({}),
  precedingActs: z.array(citedActSchema).default([]),
  statements: z
    .strictObject({
      /** Attestazione di regolarità tecnica, art. 147 bis D.Lgs. 267/2000. */
      technicalRegularity: z.boolean().optional(),
      /** Roles covered by the declaration of no conflict of interest, art. 6 bis L. 241/1990. */
      noConflictOfInterest: z.array(z.enum(["rup", "proceedingOfficer", "signatory"])).default([]),
      /** Competenza, artt. 107 and 109 TUEL. */
      competence: z.boolean().optional(),
      piao: z.strictObject({ triennium: z.string(), measures: z.array(z.string()) }).optional(),
      /** All. 4/2 D.Lgs. 118/2011. */
      accountingPrinciple: z.boolean().optional(),
      /** Art. 9 c. 1 lett. a) D.L. 78/2009. */
      paymentProgramme: z.boolean().optional(),
    })
    .default({ noConflictOfInterest: [] }),
  /** Legal norms cited under NORMATIVA, one each. */
  citedNorms: z.array(z.string()).default([]),
  /** Voci of the economic framework. */
  lines: z.array(lineSchema).default([]),
  /** Quadro economico; absent when the act spends nothing. */
  totals: z.strictObject({ net: centsSchema, vat: centsSchema, total: centsSchema, vatRate: z.number() }).optional(),
  /** Impegno in the operative part. */
  commitment: centsSchema.optional(),
  /** Capitolo in the operative part. */
  commitmentChapter: z.string().optional(),
  /** Finanziamento in entrata. */
  revenue: z
    .strictObject({
      peg: z.string().optional(),
      assessment: z.strictObject({ year: yearSchema, number: z.string() }).optional(),
      act: z.string().optional(),
      amount: centsSchema.optional(),
    })
    .optional(),
  movements: z.array(movementSchema).default([]),
  budgetActs: z.array(citedActSchema).default([]),
  /** First and last year of the budget in force, where the act names it. */
  budgetYears: z.strictObject({ from: yearSchema, to: yearSchema }).optional(),
  cig: z.string().nullable().optional(),
  /** Reason why no CIG is due (codes ES01 to ES27). */
  cigExclusion: z.string().optional(),
  cup: z.string().nullable().optional(),
  /** Spending funded from outside the body. */
  externalFunding: z.boolean().optional(),
  /** A public investment project, for which the CUP is a condition of validity. */
  investment: z.boolean().optional(),
  contract: contractSchema.optional(),
  /** When the service is delivered. */
  duration: z
    .strictObject({
      start: monthSchema.optional(),
      months: z.int().positive().optional(),
      /** Last day of the part that this act commits for. */
      committedPartEnds: dateSchema.optional(),
      end: dateSchema.optional(),
    })
    .optional(),
  declaredAttachments: z.array(declaredAttachmentSchema).default([]),
  recordedAttachments: z.array(recordedAttachmentSchema).default([]),
  /** True when the act already carries the visto di regolarità contabile. */
  accountingVisto: z.boolean().optional(),
  /** Signature facts of an act that arrives already signed. */
  signature: z
    .strictObject({
      outcome: z.enum(["valida", "scaduto", "revocato", "alterata", "non-qualificata"]),
      holder: z.string().optional(),
    })
    .optional(),
  privacy: z
    .strictObject({
      /** "26.4": data that reveal health or hardship, art. 26 c. 4 D.Lgs. 33/2013. */
      forbidden: z.literal("26.4").optional(),
      /** What is published: the whole text, or a text with omissis. */
      rendition: z.enum(["integrale", "omissis"]).optional(),
    })
    .default({}),
});

/** The act as data, parsed. Money in cents, dates as `YYYY-MM-DD` in Europe/Rome. */
export type ActData = z.infer<typeof actDataSchema>;
export type Sections = NonNullable<ActData["sections"]>;
