/** What binds one sign-in to one browser: made by the workflow, kept in the table, never shown to a page. */
export type OidcFlow = {
  /** 256 random bits each, base64url. */
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636: the provider is told its SHA-256, and the token endpoint the verifier itself. */
  readonly verifier: string;
  /** Our page that the provider sends the browser back to; registered with it. */
  readonly redirectUri: string;
};

/** Whom the provider vouches for, with the claims of its ID token and, where that says too little, of its user info. */
export type OidcIdentity = {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** How well, and by what means, it knew them (OIDC Core §2). */
  readonly acr?: string | undefined;
  readonly amr?: readonly string[] | undefined;
};

/** `reason`: short, for the log; it holds no token, code or claim. */
export type OidcAnswer =
  | { readonly ok: true; readonly identity: OidcIdentity }
  | { readonly ok: false; readonly reason: string };

/** The body's identity provider (OpenID Connect Core 1.0, authorization code with PKCE). */
export interface Oidc {
  /** Where the browser is sent. @throws when the provider's own document cannot be had. */
  authorization(flow: OidcFlow): Promise<string>;
  /**
   * Spends the code that came back, as the query of the address was. `ok: false` when anything of it is not as it must
   * be: state, issuer, nonce, audience, time, signature, algorithm, or the provider's own no.
   * @throws when the provider does not answer.
   */
  identify(query: string, flow: OidcFlow): Promise<OidcAnswer>;
  /** Where the provider's own session is ended (RP-Initiated Logout 1.0); nothing where it offers none. */
  logout(returnTo: string): Promise<string | undefined>;
  /** Which claims say who somebody is here; the first that is set decides, and no other is asked then. */
  readonly claims: { readonly fiscalCode?: string | undefined; readonly email?: string | undefined };
  /** How people know the provider, for the button. */
  readonly name: string;
}
