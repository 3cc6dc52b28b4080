import type { AuthenticatorTransport } from "@simplewebauthn/server";
import * as z from "zod";
import type { KeptPasskey, Passkeys } from "../../workflow/ports/second-factor.ts";

// Only what is looked at before the library is asked; it reads and judges the rest itself.
const answerSchema = z.looseObject({ id: z.string(), rawId: z.string(), type: z.literal("public-key") });

/** Read with the first passkey: it brings a reader of CBOR and X.509, and most requests have none. */
const library = () => import("@simplewebauthn/server");
type Library = Awaited<ReturnType<typeof library>>;

const transportsOf = (kept: KeptPasskey) => [...kept.transports] as AuthenticatorTransport[];

/**
 * Passkeys (WebAuthn level 3) of one site. The person must be verified by the device (PIN, finger, face): the device
 * alone would be whoever took it. Attestation is not asked for: which maker's device it is decides nothing.
 * @param site origin and host name of the pages; an address of digits cannot have passkeys (WebAuthn §5.1.3).
 */
export function passkeysFor(site: { readonly origin: string; readonly name: string }): Passkeys {
  const rpID = new URL(site.origin).hostname;
  return {
    async enrolOptions({ who, label }, known) {
      const { generateRegistrationOptions } = await library();
      const options = await generateRegistrationOptions({
        rpName: site.name,
        rpID,
        userName: label,
        userDisplayName: label,
        userID: new TextEncoder().encode(who),
        attestationType: "none",
        excludeCredentials: known.map((one) => ({ id: one.id, transports: transportsOf(one) })),
        authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
      });
      return { challenge: options.challenge, options };
    },
    async enrolled(answer, challenge) {
      const response = answerSchema.safeParse(answer);
      if (!response.success) return undefined;
      const { verifyRegistrationResponse } = await library();
      const made = await orNothing(() =>
        verifyRegistrationResponse({
          response: answer as Parameters<Library["verifyRegistrationResponse"]>[0]["response"],
          expectedChallenge: challenge,
          expectedOrigin: site.origin,
          expectedRPID: rpID,
          requireUserVerification: true,
        }),
      );
      if (!made?.verified || !made.registrationInfo) return undefined;
      const { id, publicKey, counter, transports = [] } = made.registrationInfo.credential;
      return { id, publicKey: Buffer.from(publicKey).toString("base64url"), counter, transports: [...transports] };
    },
    async askOptions(known) {
      const { generateAuthenticationOptions } = await library();
      const options = await generateAuthenticationOptions({
        rpID,
        userVerification: "required",
        allowCredentials: known.map((one) => ({ id: one.id, transports: transportsOf(one) })),
      });
      return { challenge: options.challenge, options };
    },
    async answered(answer, challenge, known) {
      const response = answerSchema.safeParse(answer);
      const kept = response.success ? known.find((one) => one.id === response.data.id) : undefined;
      if (!kept) return undefined;
      const { verifyAuthenticationResponse } = await library();
      const judged = await orNothing(() =>
        verifyAuthenticationResponse({
          response: answer as Parameters<Library["verifyAuthenticationResponse"]>[0]["response"],
          expectedChallenge: challenge,
          expectedOrigin: site.origin,
          expectedRPID: rpID,
          requireUserVerification: true,
          credential: {
            id: kept.id,
            publicKey: new Uint8Array(Buffer.from(kept.publicKey, "base64url")),
            counter: kept.counter,
            transports: transportsOf(kept),
          },
        }),
      );
      return judged?.verified ? { ...kept, counter: judged.authenticationInfo.newCounter } : undefined;
    },
  };
}

/** The library throws at whatever is not a right answer, and what a browser sends is anybody's: it is a no. */
async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
