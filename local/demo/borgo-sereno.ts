import type { BodySettings, DirectoryPerson } from "../../shared/workflow/index.ts";
import { borgoSerenoArms } from "./arms.ts";
import type { TestPerson } from "./pki.ts";

/** The demo's body. It does not exist, and neither do its people; their codici fiscali are of the unassigned place Z999. */
export const borgoSereno = (baseUrl: string): BodySettings => ({
  tenant: "T#borgo-sereno",
  name: "Comune di Borgo Sereno",
  place: "Borgo Sereno",
  office: "Segreteria generale (segreteria@borgosereno.example)",
  code: "c_z999",
  address: "Piazza della Prova 1, 00000 Borgo Sereno",
  pec: "protocollo@pec.borgosereno.example",
  register: "DD",
  baseUrl,
  linkDays: 7,
  uploadMinutes: 60,
  uploadLimit: 1_000_000_000,
  arms: borgoSerenoArms,
  test: true,
});

/** When the demo's clock starts: the seed's day, so that the twin becomes 2706/2025. */
export const demoStartsAt = "2025-12-24T09:00:00.000Z";

/** The register as the demo opens it: a body that starts in mid-year, at a declared last number. */
export const demoRegister = {
  year: 2025,
  lastNumber: 2705,
  lastDate: "2025-12-24",
  source: "DIMOSTRAZIONE: registro aperto al numero 2705 dichiarato dall'ente fittizio",
} as const;

/** One password for all of the demo's accounts, shown on its login page; on 127.0.0.1 only, worth nothing. */
export const demoPassword = "prova-prova";

export type DemoPerson = Omit<DirectoryPerson, "passwordHash"> & TestPerson & { readonly account: boolean };

export const demoPeople: readonly DemoPerson[] = [
  {
    who: "bruno.esempio",
    name: "Bruno Esempio",
    surname: "Esempio",
    givenName: "Bruno",
    email: "bruno.esempio@borgosereno.example",
    secondChannel: { kind: "sms", address: "+39 000 0000001" },
    fiscalCode: "SMPBRN80A01Z999P",
    office: "Servizio Abitare e Quartieri",
    roles: ["officer", "publisher"],
    account: true,
  },
  {
    who: "carla.modello",
    name: "Carla Modello",
    surname: "Modello",
    givenName: "Carla",
    email: "carla.modello@borgosereno.example",
    secondChannel: { kind: "sms", address: "+39 000 0000002" },
    fiscalCode: "MDLCRL82E45Z999N",
    office: "RUP",
    roles: [],
    account: false,
  },
  {
    who: "dario.campione",
    name: "Dario Campione",
    surname: "Campione",
    givenName: "Dario",
    email: "dario.campione@borgosereno.example",
    secondChannel: { kind: "sms", address: "+39 000 0000003" },
    fiscalCode: "CMPDRA70D15Z999P",
    office: "Ragioneria",
    roles: [],
    account: false,
  },
  {
    who: "adele.prova",
    name: "PROVA ADELE",
    surname: "Prova",
    givenName: "Adele",
    email: "adele.prova@borgosereno.example",
    secondChannel: { kind: "sms", address: "+39 000 0000004" },
    fiscalCode: "PRVDLA75C52Z999U",
    office: "Direzione Politiche per l'abitare",
    roles: [],
    account: false,
  },
  {
    who: "elena.verifica",
    name: "Elena Verifica",
    surname: "Verifica",
    givenName: "Elena",
    email: "elena.verifica@borgosereno.example",
    secondChannel: { kind: "sms", address: "+39 000 0000005" },
    fiscalCode: "VRFLNE68H50Z999P",
    office: "Segreteria generale",
    roles: ["auditor", "operator"],
    account: true,
  },
];
