/** Words of the pages that exist for trying the product out and for whoever runs it. */
export const demo = {
  mail: {
    title: "Posta di prova",
    lead: "Le e-mail che il sistema invia, raccolte qui invece di partire. Solo nell'ambiente di prova.",
    second: "Secondo canale",
    secondText:
      "I codici di conferma, che nella realtà arrivano al telefono o a un altro indirizzo della persona, mai nella posta dei link.",
    mails: "E-mail",
    none: "Nessun messaggio",
    noneText: "Quando un atto va in approvazione, qui arrivano i link per chi deve decidere.",
    to: "A",
    from: "Da",
    at: "Inviata",
    back: "Tutti i messaggi",
  },
  clock: {
    title: "Orologio di prova",
    lead: "Porta avanti il tempo del sistema, per vedere scadenze, fine della pubblicazione e solleciti. Non torna indietro.",
    now: "Adesso sono le",
    shifted: "Spostato in avanti di «by» rispetto all'ora vera.",
    move: "Avanti di",
    hour: "1 ora",
    day: "1 giorno",
    days15: "15 giorni",
    days30: "30 giorni",
  },
} as const;
