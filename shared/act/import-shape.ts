import * as z from "zod";
import { centsSchema, dateSchema, monthSchema } from "./act-data.ts";

/**
 * The act with Italian keys: how officers' spreadsheets and the first collection of acts write it.
 *
 * Amounts in cents, days as `YYYY-MM-DD`, `mp` as "12 06", `centroCosto` as "N1473 Diritto alla casa Progetti".
 * Accepted at the edge only: inside the product the act is `ActData`.
 */
const text = z.string();
const label = z.string().regex(/^[A-Z]{1,2}\d{0,2}$/);
const year = z.int().min(1900).max(2200);

const cited = z.strictObject({
  tipo: text.optional(),
  organo: text.optional(),
  numero: text,
  anno: year.optional(),
  data: dateSchema.optional(),
  oggetto: text.optional(),
  ie: z.boolean().optional(),
});

const contract = z.strictObject({
  piattaforma: text.optional(),
  idProcedura: text.optional(),
  procedura: text.optional(),
  uscente: z.boolean().optional(),
  derogaRotazione: z.array(z.enum(["mercato", "esecuzione", "qualita"])).optional(),
  denominazione: text.optional(),
  indirizzo: text.optional(),
  cap: text.optional(),
  comune: text.optional(),
  stato: text.optional(),
  piva: text.optional(),
  cf: text.optional(),
  durc: z
    .strictObject({
      ente: text.optional(),
      numero: text.optional(),
      scadenza: dateSchema.optional(),
      esito: text.optional(),
    })
    .optional(),
  inizio: monthSchema.optional(),
  durataMesi: z.int().positive().optional(),
});

const movement = z.strictObject({
  tipo: z.enum(["U/Impegno", "U/Prenotazione", "E/Accertamento"]),
  descr: text.optional(),
  esercizio: year,
  capitolo: text.min(1),
  articolo: text.optional(),
  descrizione: text.optional(),
  pf: text,
  soggetto: text.optional(),
  numero: text.nullable(),
  importo: centsSchema,
  mp: text.optional(),
  cig: text.nullable().optional(),
  cup: text.nullable().optional(),
  esigibilita: year.optional(),
  centroCosto: text.optional(),
});

export const italianActSchema = z.strictObject({
  ente: text.min(1),
  luogo: text.optional(),
  tipo: text.optional(),
  numero: z.int().positive().optional(),
  anno: year.optional(),
  data: dateSchema.optional(),
  oggetto: text.max(900),
  settore: text.optional(),
  servizio: text.optional(),
  organo: z.enum(["DIRETTORE", "DIRIGENTE", "RESPONSABILE"]).optional(),
  ruoli: z
    .strictObject({
      firmatario: text.nullable().optional(),
      istruttore: text.nullable().optional(),
      pratica: text.nullable().optional(),
      rup: text.nullable().optional(),
    })
    .default({}),
  clausole: z
    .strictObject({
      art147bis: z.boolean().optional(),
      art6bis: z.array(z.enum(["rup", "istruttore", "firmatario"])).default([]),
      competenza: z.boolean().optional(),
      piao: z.strictObject({ triennio: text, misure: z.array(text) }).optional(),
      allegato42: z.boolean().optional(),
      dl78: z.boolean().optional(),
    })
    .default({ art6bis: [] }),
  premesse: z.array(cited).default([]),
  bilancio: z.array(cited).default([]),
  triennioBilancio: z.strictObject({ dal: year, al: year }).optional(),
  normativa: z.array(text).default([]),
  voci: z
    .array(
      z.strictObject({
        nome: text.min(1),
        imponibile: centsSchema,
        aliquota: z.number(),
        lordo: centsSchema.optional(),
        natura: text.optional(),
        opzionale: z.boolean().optional(),
        base: text.optional(),
        mesi: z.int().positive().optional(),
      }),
    )
    .default([]),
  quadro: z
    .strictObject({ imponibile: centsSchema, iva: centsSchema, totale: centsSchema, aliquota: z.number() })
    .optional(),
  impegnoDispositivo: centsSchema.optional(),
  capitoloDispositivo: text.optional(),
  entrata: z
    .strictObject({
      peg: text.optional(),
      accertamento: z.strictObject({ anno: year, numero: text }).optional(),
      determina: text.optional(),
      importo: centsSchema.optional(),
    })
    .optional(),
  movimenti: z.array(movement).default([]),
  cig: text.nullable().optional(),
  esclusioneCig: text.optional(),
  cup: text.nullable().optional(),
  finanziamentoEsterno: z.boolean().optional(),
  investimento: z.boolean().optional(),
  contratto: contract.optional(),
  durata: z
    .strictObject({
      inizio: monthSchema.optional(),
      mesi: z.int().positive().optional(),
      /** End of the part that this act commits for. */
      fineFase1: dateSchema.optional(),
      fine: dateSchema.optional(),
    })
    .optional(),
  allegatiDichiarati: z.array(z.strictObject({ sigla: label, nome: text.min(1) })).default([]),
  allegati: z
    .array(
      z.strictObject({
        sigla: label,
        impronta: text,
        algoritmo: text.nullable().default(null),
        /** Digest of the file that was uploaded. */
        calcolata: text.optional(),
      }),
    )
    .default([]),
  /** True when the act carries the visto di regolarità contabile. */
  visto: z.boolean().optional(),
  firma: z
    .strictObject({
      esito: z.enum(["valida", "scaduto", "revocato", "alterata", "non-qualificata"]),
      titolare: text.optional(),
    })
    .optional(),
  /** "26.4": data whose publication art. 26 c. 4 D.Lgs. 33/2013 forbids. */
  privacy: z.literal("26.4").optional(),
});

export type ItalianAct = z.infer<typeof italianActSchema>;
