import { Secret, TOTP } from "otpauth";
import type { Totp } from "../../workflow/ports/second-factor.ts";

const form = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** Codes of authenticator apps, as {@link Totp} promises. What the port's caller keeps is the time step, against replay. */
export const totp: Totp = {
  newSecret: () => new Secret({ size: 20 }).base32,
  address: (secret, label, issuer) =>
    new TOTP({ ...form, secret: Secret.fromBase32(secret), label, issuer }).toString(),
  step(secret, code, at) {
    if (!/^\d{6}$/.test(code)) return undefined;
    const timestamp = Date.parse(at);
    const generator = new TOTP({ ...form, secret: Secret.fromBase32(secret) });
    const delta = generator.validate({ token: code, timestamp, window: 1 });
    return delta === null ? undefined : Math.floor(timestamp / 1000 / form.period) + delta;
  },
};
