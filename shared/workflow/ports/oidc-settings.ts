import * as z from "zod";
import type { Oidc } from "./oidc.ts";

const claim = z.string().trim().min(1).max(200);

/**
 * The body's identity provider as an installation names it, wherever Visto runs. What is not here differs by place: which
 * issuers are taken, and where our client's secret is kept.
 */
export const oidcFields = {
  clientId: z.string().min(1).max(300),
  clientAuth: z.enum(["basic", "post"]).optional(),
  /** The one algorithm that ID tokens are taken in; never `none`, and never one with a shared key. */
  signingAlg: z.enum(["RS256", "PS256", "ES256", "ES384", "EdDSA"]).optional(),
  scope: z
    .string()
    .regex(/^openid( [!#-[\]-~]+)*$/, "atteso openid, poi altri scope / expected openid, then other scopes")
    .max(500)
    .optional(),
  /** Levels of assurance that are asked for; an answer with another one is refused. */
  acrValues: z
    .array(z.string().regex(/^\S{1,200}$/))
    .min(1)
    .max(10)
    .optional(),
  /** One of the two: which claim says who somebody is here. */
  claims: z.union([z.strictObject({ fiscalCode: claim }), z.strictObject({ email: claim })], {
    error: 'atteso {"fiscalCode": "…"} oppure {"email": "…"} / expected one of them',
  }),
  /** How people know the provider: it stands on the button. */
  name: z.string().trim().min(1).max(60),
};
const fields = z.strictObject(oidcFields);

/** What an adapter is given, the secret read. */
export type OidcSettings = Omit<Readonly<z.infer<typeof fields>>, "claims"> & {
  readonly claims: Oidc["claims"];
  /** The issuer's own name, exactly; its document lies under `/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** Absent: a public client, which PKCE alone protects. */
  readonly clientSecret?: string | undefined;
};
