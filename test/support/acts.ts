import { type ActData, actDataSchema, sha256Of } from "../../shared/act/index.ts";

/** A fictitious determina without spending, in order as far as the checks see; tell it what should differ. */
export function anAct(over: Partial<ActData> = {}): ActData {
  return actDataSchema.parse({
    schema: "visto/act/1",
    body: { name: "Comune di Borgo Sereno", place: "Borgo Sereno" },
    subject: "Nomina della commissione di prova",
    department: "SETTORE CULTURA",
    roles: {
      signatory: { name: "PROVA ADELE" },
      proceedingOfficer: { name: "Bruno Esempio" },
      handledBy: { name: "Bruno Esempio" },
      rup: { name: "Carla Modello" },
    },
    statements: { technicalRegularity: true, noConflictOfInterest: ["rup", "proceedingOfficer", "signatory"] },
    privacy: { rendition: "integrale" },
    ...over,
  });
}

export type TestFile = { readonly label: string; readonly bytes: Uint8Array };

export const aFile = (label: string, text = `contenuto dell'allegato ${label}`): TestFile => ({
  label,
  bytes: new TextEncoder().encode(text),
});

/** The act with these attachments declared, and their impronte recorded unless `recorded` is false. */
export function actWith(files: readonly TestFile[], recorded = true, over: Partial<ActData> = {}): ActData {
  return anAct({
    declaredAttachments: files.map(({ label }) => ({ label, title: `Allegato ${label} di prova` })),
    recordedAttachments: recorded
      ? files.map(({ label, bytes }) => ({ label, fingerprint: sha256Of(bytes), algorithm: "SHA-256" }))
      : [],
    ...over,
  });
}
