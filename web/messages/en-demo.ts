/** Words of the pages that exist for trying the product out and for whoever runs it. */
export const demo = {
  mail: {
    title: "Test mailbox",
    lead: "The e-mails that the system sends, kept here instead of leaving. Only in the test environment.",
    second: "Second channel",
    secondText:
      "The confirmation codes, which in reality reach the person's telephone or another address, never the mailbox of the links.",
    mails: "E-mail",
    none: "No messages",
    noneText: "When an act goes for approval, the links for those who decide arrive here.",
    to: "To",
    from: "From",
    at: "Sent",
    back: "All messages",
  },
  clock: {
    title: "Test clock",
    lead: "Moves the time of the system forward, to see deadlines, the end of publication and reminders. It does not go back.",
    now: "The time is",
    shifted: "Moved forward by «by» from the real time.",
    move: "Forward by",
    hour: "1 hour",
    day: "1 day",
    days15: "15 days",
    days30: "30 days",
  },
} as const;
