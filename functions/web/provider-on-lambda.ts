import type { ReadsSecret } from "../../shared/adapters/aws/kept-secret.ts";
import { madeOnce } from "../../shared/adapters/aws/made-once.ts";
import { clientSecretOf, type ProviderSettings } from "../../shared/adapters/aws/sign-in-settings.ts";
import type { Oidc } from "../../shared/workflow/index.ts";

type Told = { readonly VISTO_OIDC?: ProviderSettings | undefined; readonly VISTO_OIDC_SECRET?: string | undefined };

/**
 * The body's identity provider, where the installation names one. The protocol's library and our client's secret are
 * read by the first who signs in: most requests are of people who did so before.
 */
export function providerOnLambda(env: Told, read: ReadsSecret): { readonly oidc?: Oidc } {
  const { VISTO_OIDC: settings, VISTO_OIDC_SECRET: secretId } = env;
  if (settings === undefined) return {};
  const provider = madeOnce(async (): Promise<Oidc> => {
    const { oidcAt } = await import("../../shared/adapters/network/oidc.ts");
    return oidcAt({ ...settings, clientSecret: await clientSecretOf(secretId, read) });
  });
  return {
    oidc: {
      claims: settings.claims,
      name: settings.name,
      authorization: async (flow) => (await provider()).authorization(flow),
      identify: async (query, flow) => (await provider()).identify(query, flow),
      logout: async (returnTo) => (await provider()).logout(returnTo),
    },
  };
}
