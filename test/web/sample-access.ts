import { qrRuns } from "../../shared/pdf/qr.ts";
import type { AccountView, OwnAccessProps, PeopleProps, PersonProps } from "../../web/access-views.ts";
import * as pages from "../../web/pages.ts";
import type { FormTokens, Lang } from "../../web/views.ts";
import { siteIn } from "./sample-pages.ts";

const at = "2025-12-24T08:05:00.000Z";
const address = "otpauth://totp/Comune%20di%20Borgo%20Sereno:Bruno%20Esempio?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const refusal = (it: string, en: string) => ({
  code: "SECOND_FACTOR_WRONG",
  whoCanFix: "officer" as const,
  why: { it, en },
});
const wrongCode = refusal("Codice errato o scaduto.", "The code is wrong or over.");

const account: AccountView = {
  who: "bruno.esempio",
  name: "Bruno Esempio",
  email: "bruno.esempio@borgosereno.example",
  office: "Servizio Abitare e Quartieri",
  roles: ["officer", "publisher"],
  state: "open",
  channel: "•••• 01",
  totp: true,
  recovery: 8,
  passkeys: 2,
  lacksTotp: false,
  isShut: false,
};
const accounts: readonly AccountView[] = [
  account,
  {
    ...account,
    ...{ who: "elena.verifica", name: "Elena Verifica", office: "Segreteria generale", roles: ["operator", "auditor"] },
    ...{ totp: false, recovery: 0, passkeys: 0, lacksTotp: true, isShut: true },
  },
  {
    ...account,
    who: "massimiliano.arcimboldi-della-quercia",
    name: "Massimiliano Arcimboldi della Quercia di Castelnuovo",
    office: "Direzione Politiche per l'abitare, i quartieri, la partecipazione e la rigenerazione urbana",
    roles: ["officer", "publisher", "accountant", "operator", "auditor"],
    state: "invited",
    channel: undefined,
    totp: false,
  },
  { ...account, who: "carla.modello", name: "Carla Modello", roles: [], state: "none", totp: false },
  { ...account, who: "ugo.finto", name: "Ugo Finto", roles: ["auditor"], state: "suspended", totp: false },
];
const log: PeopleProps["log"] = [
  { what: "signedIn", who: "bruno.esempio", by: "bruno.esempio", at, detail: "password+totp" },
  { what: "rolesChanged", who: "ugo.finto", by: "elena.verifica", at, detail: "auditor" },
  { what: "oidcRefused", who: "—", by: "—", at, detail: "OAUTH_JWT_CLAIM_COMPARISON_FAILED: aud" },
];

/** Signing in step by step, one's own access, accounts and keys, each in the states worth looking at. */
export function accessPages(lang: Lang, forms: FormTokens): Record<string, unknown> {
  const site = (path: string) => siteIn(lang, path);
  const desk = (path: string) => siteIn(lang, path, true);
  const pending = {
    state: "PENDING" as const,
    pending: { secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", address, qr: qrRuns(address) },
  };
  const none = { state: "NONE" as const };
  const codes = [
    "7Q2M-4XKD",
    "0A1B-2C3D",
    "KX8T-93QP",
    "5RWZ-6HJM",
    "2V4N-8Y1C",
    "P9DF-3GTS",
    "QK7E-1XRB",
    "M3ZA-5WHN",
  ];
  const set = { forms, token: "x".repeat(43), who: "bruno.esempio", name: "Bruno Esempio", least: 15 };
  const own: OwnAccessProps = {
    ...{ site: desk("/ufficio/accesso"), forms, name: "Bruno Esempio", who: "bruno.esempio", least: 15 },
    ...{ hasPassword: true, enrolment: none, recovery: 0, current: "1" },
    sessions: [
      { id: "1", via: "password", agent: "Firefox, Windows", createdAt: at, expiresAt: "2025-12-24T16:05:00.000Z" },
      { id: "2", via: "oidc", agent: "", createdAt: at, expiresAt: "2025-12-24T16:05:00.000Z" },
    ],
  };
  const people: PeopleProps = { site: desk("/gestione/persone"), forms, accounts, log, mayChange: true };
  const person: PersonProps = {
    ...{ site: desk("/gestione/persone/bruno.esempio"), forms, account, log, mayChange: true, isOwn: false },
    names: { "elena.verifica": "Elena Verifica", "bruno.esempio": "Bruno Esempio" },
  };
  const key = {
    ...{ id: "1", who: "elena.verifica", ownerName: "Elena Verifica", name: "Gestionale di protocollo" },
    ...{ roles: ["operator", "auditor"] as const, createdAt: at, expiresAt: "2026-03-24T08:05:00.000Z" },
  };
  const keys = {
    site: desk("/gestione/chiavi"),
    forms,
    keys: [key, { ...key, id: "2", lastUsed: "2025-12-23" }],
    mayChange: true,
    ownRoles: ["operator", "auditor"] as const,
  };
  const weak = refusal(
    "La nuova password non va bene: ha 6 caratteri, ne servono almeno 15; una frase di quattro parole va bene.",
    "The new password will not do: it has 6 characters, at least 15 are needed; a phrase of four words will do.",
  );
  return {
    login: pages.Login({
      site: site("/accesso"),
      forms,
      refusal: {
        code: "WRONG_CREDENTIALS",
        whoCanFix: "operator",
        why: { it: "Nome utente o password errati.", en: "Wrong user name or password." },
      },
      accounts: [{ username: "esempio", password: "prova-prova", name: "Bruno Esempio", role: "istruttore" }],
    }),
    "login-oidc": pages.Login({
      site: site("/accesso?verso=/ufficio/uffici"),
      forms,
      oidc: "SPID e CIE",
      done: "password",
    }),
    "login-code": pages.LoginCode({ site: site("/accesso/codice"), forms }),
    "login-code-wrong": pages.LoginCode({ site: site("/accesso/codice"), forms, refusal: wrongCode }),
    "login-enrol": pages.LoginEnrol({ site: site("/accesso/app"), forms, enrolment: none }),
    "login-enrol-qr": pages.LoginEnrol({ site: site("/accesso/app"), forms, enrolment: pending, refusal: wrongCode }),
    "recovery-codes": pages.RecoveryCodes({ site: site("/accesso/app/conferma"), codes, goHref: "/ufficio" }),
    forgotten: pages.Forgotten({ site: site("/accesso/dimenticata"), forms }),
    "forgotten-done": pages.Forgotten({ site: site("/accesso/dimenticata"), forms, done: true }),
    "password-link": pages.AccessLink({ site: site("/password"), forms }),
    "password-link-over": pages.AccessLink({ site: site("/password/apri"), forms, refusal: wrongCode }),
    "password-set": pages.SetPassword({ ...set, site: site("/password/apri"), kind: "invite" }),
    "password-weak": pages.SetPassword({ ...set, site: site("/password"), kind: "reset", refusal: weak }),
    "oidc-leave": pages.PassOn({ site: site("/accesso/identita"), kind: "leave", href: "#contenuto" }),
    "oidc-logout": pages.PassOn({ site: site("/uscita"), kind: "logout", href: "#contenuto" }),
    "oidc-return": pages.OidcReturn({ site: site("/accesso/identita/ritorno"), query: "?code=x&state=y" }),
    "oidc-refused": pages.OidcRefused({ site: site("/accesso/identita/ritorno"), refusal: wrongCode }),
    "own-access": pages.OwnAccess(own),
    "own-access-enrol": pages.OwnAccess({ ...own, enrolment: pending, refusal: wrongCode }),
    "own-access-app": pages.OwnAccess({ ...own, enrolment: { state: "ACTIVE" }, recovery: 7, done: "password" }),
    "own-access-oidc": pages.OwnAccess({ ...own, hasPassword: false, sessions: own.sessions.slice(0, 1) }),
    people: pages.People({ ...people, done: "added" }),
    "people-refused": pages.People({
      ...people,
      refusal: weak,
      typed: { who: "Nuova Prova", name: "Nuova Prova" },
      typedRoles: ["officer"],
    }),
    "people-read-only": pages.People({ ...people, mayChange: false }),
    "people-empty": pages.People({ ...people, accounts: [], log: [] }),
    person: pages.Person({ ...person, done: "roles" }),
    "person-own": pages.Person({ ...person, isOwn: true }),
    "person-suspended": pages.Person({ ...person, account: accounts[4] ?? account }),
    "person-read-only": pages.Person({ ...person, mayChange: false }),
    keys: pages.Keys({ ...keys, revoked: true }),
    "keys-made": pages.Keys({ ...keys, secret: `visto_${"k".repeat(43)}` }),
    "keys-empty": pages.Keys({ ...keys, keys: [], refusal: weak, typed: { name: "", days: "0" } }),
  };
}
