/** What the body chose of its look: a style sheet over the common ones, its colour, its coat of arms. */
export type SiteLook = {
  readonly style?: string | undefined;
  readonly colour?: string | undefined;
  readonly arms?: { readonly href: string; readonly alt: string } | undefined;
};

/** Where the body is, for the foot of the page; its data protection officer and its own notice, as the body gave them. */
export type SiteSeat = {
  readonly address?: string | undefined;
  readonly pec?: string | undefined;
  readonly dpo?: string | undefined;
  readonly privacyPolicy?: string | undefined;
};
