/** What verdicts stand on, and what is still missing, Italian. */
export const evidence = {
  timestampMissing: "Marca temporale non ancora ottenuta",
  timestampMissingText:
    "Il file firmato è arrivato e attende la marca temporale: «why». Tentativo «attempts», il «time»; si riprova dal «retry». L'ora di questo sistema non la sostituisce mai.",
  why: {
    TSA_NO_TOKEN: "l'autorità di marcatura temporale non l'ha data",
    TOKEN_OVER_OTHER_BYTES: "quella ricevuta è su altri byte",
    TOKEN_NOT_ACCEPTED: "quella ricevuta non supera la verifica",
  },
  situation: "la marca temporale sul file firmato (tentativi: «attempts»)",
  timestamp: "Marca temporale",
  timestampText: "Una marca temporale prova che il file firmato esisteva il «time».",
  downloadTimestamp: "Scarica la marca temporale",
  unanswered:
    "«n» indirizzi indicati nei certificati (revoca, certificati delle autorità) non hanno risposto: ciò che non si è potuto accertare è detto nei dettagli.",
  later: "Interrogati di nuovo gli indirizzi che non avevano risposto",
  laterText:
    "«name»: «verdict», il «time» (tentativi: «attempts»; indirizzi ancora senza risposta: «missing»). L'esito registrato all'arrivo resta com'era.",
  verdicts: {
    valid: "firme valide",
    invalid: "almeno una firma non è valida",
    undetermined: "esito ancora indeterminato",
    unsigned: "nessuna firma",
  },
  title: "Prove conservate",
  lead: "Ciò su cui si fondano gli esiti delle firme: con questi file l'esito si può derivare di nuovo, anche senza rete.",
  kinds: {
    report: "Rapporto di verifica",
    timestamp: "Marca temporale",
    certificate: "Certificato",
    crl: "Lista di revoca (CRL)",
    ocsp: "Risposta OCSP",
    list: "Elenco di fiducia",
  },
  lateListTitle: "Elenchi di fiducia da aggiornare",
  lateList: "Elenco «territory» n. «sequence»: doveva essere aggiornato entro il «until».",
  lateListClosed: "Elenco «territory» n. «sequence»: non è più aggiornato da chi lo pubblica.",
  lateListText:
    "Finché non si aggiorna, l'attendibilità dei certificati che dipendono da questi elenchi resta non verificata. Comando: visto refresh-trust-lists.",
} as const;
