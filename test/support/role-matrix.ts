import { type Role, roles } from "../../shared/workflow/index.ts";
import { allowedInApi } from "./role-matrix-api.ts";

/** Who comes to an address: an account with just that role, one with none, the holder of an opened link, a stranger. */
export type Visitor = Role | "link" | "nobody" | "no role";
export const everyone: readonly Visitor[] = [...roles, "no role", "link", "nobody"];

export const readers: readonly Visitor[] = ["officer", "publisher", "accountant", "operator", "auditor"];
const writers: readonly Visitor[] = ["officer"];
/** Whoever decides what is shown of an act, and whoever answers for the notice board. */
const publishers: readonly Visitor[] = ["officer", "publisher"];
const albo: readonly Visitor[] = ["publisher", "operator"];
const operators: readonly Visitor[] = ["operator"];
const watchers: readonly Visitor[] = ["operator", "auditor"];
/** Whoever answers for the body's settings, and whoever looks at how they answer. */
const managers: readonly Visitor[] = ["operator", "auditor"];
const signedIn: readonly Visitor[] = [...roles, "no role"];
/** Whoever looks after the acts: what stands still is taken up again. */
const menders: readonly Visitor[] = ["officer", "operator"];
const link: readonly Visitor[] = ["link"];
/** Anybody at all: what is public, and what asks for a secret of its own (a token, a password, a permission). */
const open = "everyone";

/**
 * Who may use an address, for every address of the route table. Whoever is not written here is refused and changes
 * nothing; an address that is not written here fails `test/functions/web/roles.test.ts`.
 */
export const allowed: Readonly<Record<string, readonly Visitor[] | typeof open>> = {
  "GET /static/*": open,
  "GET /.well-known/security.txt": open,
  "GET /": open,
  "GET /accessibilita": open,
  "GET /note-legali": open,
  "GET /privacy": open,
  "GET /albo": open,
  "GET /albo/:year/:number": open,
  "GET /trasparenza": open,
  "GET /trasparenza/:year/:number": open,
  "GET /trasparenza/:year/:number/pubblicazione": open,
  "GET /dati": open,
  "GET /dati/:path": open,
  "GET /sitemap.xml": open,
  "GET /robots.txt": open,
  "GET /atti/:actId/file/:name": open,
  "GET /verifica": open,
  "GET /verifica/:code": open,
  "GET /impronte/:file": open,
  "GET /healthz": open,
  "GET /readyz": open,
  "PUT /carica/:token": open,
  "GET /accesso": open,
  "POST /accesso": open,
  "GET /accesso/codice": open,
  "POST /accesso/codice": open,
  "GET /accesso/app": open,
  "POST /accesso/app": open,
  "POST /accesso/app/conferma": open,
  "POST /accesso/annulla": open,
  "GET /accesso/dimenticata": open,
  "POST /accesso/dimenticata": open,
  "GET /password": open,
  "POST /password/apri": open,
  "POST /password": open,
  "GET /ufficio/accesso": readers,
  "POST /ufficio/accesso/password": readers,
  "POST /ufficio/accesso/sessioni": readers,
  "POST /ufficio/accesso/sessioni/:session": readers,
  "POST /ufficio/accesso/app": readers,
  "POST /ufficio/accesso/app/conferma": readers,
  "POST /ufficio/accesso/codici": readers,
  "GET /gestione/persone": watchers,
  "POST /gestione/persone": operators,
  "GET /gestione/persone/:who": watchers,
  "POST /gestione/persone/:who/ruoli": operators,
  "POST /gestione/persone/:who/stato": operators,
  "POST /gestione/persone/:who/invito": operators,
  "POST /gestione/persone/:who/fattori": operators,
  "POST /gestione/persone/:who/recapiti": operators,
  "GET /gestione/chiavi": watchers,
  "POST /gestione/chiavi": operators,
  "POST /gestione/chiavi/revoca": operators,
  "POST /uscita": open,
  "GET /f": open,
  "POST /f/apri": open,
  "POST /f/esci": open,
  "GET /f/atto": link,
  "GET /f/documento": link,
  "GET /f/originale": link,
  "GET /f/da-firmare": link,
  "GET /f/allegato/:label": link,
  "GET /f/stato.json": link,
  "GET /f/ricevuta": link,
  "POST /f/decidi": link,
  "POST /f/firma/permesso": link,
  "POST /f/visto": link,
  "GET /f/visto/dichiarazione": link,
  "GET /f/lotto": link,
  "GET /f/lotto/stato.json": link,
  "GET /f/lotto/atti.zip": link,
  "GET /f/lotto/atti/:actId": link,
  "POST /f/lotto/prepara": link,
  "POST /f/lotto/permesso": link,
  "POST /f/lotto/file": link,
  "POST /f/firma/file": link,
  "GET /f/conferma": link,
  "POST /f/conferma": link,
  "POST /f/conferma/invia": link,
  "POST /f/conferma/passkey": link,
  "GET /f/app": link,
  "POST /f/app/nuova": link,
  "POST /f/app/conferma": link,
  "POST /f/passkey": link,
  "POST /f/passkey/opzioni": link,
  "GET /ente/:file": open,
  "GET /gestione": managers,
  "GET /gestione/:sezione": managers,
  "POST /gestione/:sezione": operators,
  "POST /gestione/posta/prova": operators,
  "GET /ufficio": readers,
  "GET /ufficio/stato": watchers,
  "POST /ufficio/stato/riprova": operators,
  "GET /ufficio/consegne": watchers,
  "POST /ufficio/consegne/riprova": operators,
  "POST /ufficio/consegne/risolto": operators,
  "GET /ufficio/uffici": readers,
  "POST /ufficio/uffici/titolare": operators,
  "POST /ufficio/uffici/sostituto": operators,
  "POST /ufficio/uffici/recapiti": operators,
  "GET /ufficio/nuovo": writers,
  "GET /ufficio/nuovo/modulo": writers,
  "POST /ufficio/nuovo/modulo": writers,
  "POST /ufficio/controlla": writers,
  "GET /ufficio/importa": writers,
  "GET /ufficio/importa/:id": writers,
  "GET /ufficio/importa/:id/stato.json": writers,
  "POST /ufficio/importa/:id": writers,
  "POST /ufficio/importa/:id/file": writers,
  "POST /ufficio/importa/:id/permesso": writers,
  "POST /ufficio/importa/:id/atto": writers,
  "GET /ufficio/atti/:id": readers,
  "GET /ufficio/atti/:id/modifica": writers,
  "GET /ufficio/atti/:id/modifica/dati": writers,
  "GET /ufficio/atti/:id/revisioni": readers,
  "POST /ufficio/atti/:id/copia": writers,
  "GET /ufficio/atti/:id/anteprima": writers,
  "POST /ufficio/atti/:id/anteprima": writers,
  "GET /ufficio/atti/:id/anteprima.pdf": writers,
  "GET /ufficio/atti/:id/percorso": writers,
  "POST /ufficio/atti/:id/percorso": writers,
  "GET /ufficio/atti/:id/stato.json": readers,
  "GET /ufficio/atti/:id/dati.json": readers,
  "GET /ufficio/atti/:id/file/:name": readers,
  "GET /ufficio/atti/:id/prove/:sha256": readers,
  "POST /ufficio/atti": writers,
  "POST /ufficio/atti/:id/modifica": writers,
  "POST /ufficio/atti/:id/completa": writers,
  "POST /ufficio/atti/:id/conferma": writers,
  "POST /ufficio/atti/:id/invia": writers,
  "POST /ufficio/atti/:id/richiama": writers,
  "POST /ufficio/atti/:id/ritira": writers,
  "GET /ufficio/atti/:id/omissis": publishers,
  "POST /ufficio/atti/:id/omissis": publishers,
  "GET /ufficio/albo/giorni": albo,
  "POST /ufficio/albo/giorni": albo,
  "POST /ufficio/albo/giorni/non-persi": albo,
  "POST /ufficio/atti/:id/scambia": writers,
  "POST /ufficio/atti/:id/reinvia": writers,
  "POST /ufficio/atti/:id/nomina": menders,
  "POST /ufficio/atti/:id/indirizzo": menders,
  "POST /ufficio/atti/:id/correggi": writers,
  "POST /ufficio/atti/:id/visto": writers,
  "POST /ufficio/atti/:id/collega": writers,
  "POST /ufficio/atti/:id/riprendi": menders,
  "POST /ufficio/atti/:id/allegati/:label/file": writers,
  "POST /ufficio/atti/:id/allegati/:label/permesso": writers,
  "GET /posta": signedIn,
  "GET /posta/:mail": signedIn,
  "GET /orologio": signedIn,
  "POST /orologio": signedIn,
  ...allowedInApi,
};

/** A route's pattern without the shapes of its parameters: the name of its row. */
export const plainRoute = (pattern: string): string => pattern.replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, "");

export const mayUse = (visitor: Visitor, row: string): boolean => {
  const who = allowed[row];
  return who === "everyone" || (who?.includes(visitor) ?? false);
};
