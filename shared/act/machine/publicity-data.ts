import * as z from "zod";

const instant = z.iso.datetime({ offset: true });
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);
const stored = z.strictObject({ key: z.string(), version: z.string(), sha256, length: z.int().min(0) });

/** The PDF of the text with omissis: rendered anew from its words, never the whole one with something laid over it. */
export const omissisFileSchema = stored.extend({
  pages: z.int().positive(),
  /** Of the copy that it goes with: a visto or an amendment gives it another one. */
  revision: z.int().positive(),
  at: instant,
});
export type OmissisFile = z.infer<typeof omissisFileSchema>;

/** What is published in the place of the whole text. The whole one stays the signed original, and is not shown. */
export const omissisSchema = z.strictObject({
  /** The act's data with the words taken out, as an object. */
  data: stored,
  subject: z.string(),
  reason: z.string(),
  by: z.string(),
  at: instant,
  file: omissisFileSchema.optional(),
});
export type Omissis = z.infer<typeof omissisSchema>;

/** A day on which the notice board could not be read for long enough: the publication goes on for another day. */
export const alboOutageSchema = z.strictObject({
  day: z.iso.date(),
  reason: z.string(),
  by: z.string(),
  at: instant,
});
export type AlboOutage = z.infer<typeof alboOutageSchema>;

export const publicationSchema = z.strictObject({
  rendition: z.enum(["integrale", "omissis"]),
  albo: z.strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    outages: z.array(alboOutageSchema).optional(),
    /** When the certificate of publication was written: the publication had ended. */
    certifiedAt: instant.optional(),
  }),
  transparency: z.strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    /** When the act was taken from the public for good. */
    forgottenAt: instant.optional(),
  }),
  at: instant,
});
export type Publication = z.infer<typeof publicationSchema>;
