// The little of Node and of the platform that the pure folders may use, kept by hand: with `"types": []` in those
// folders everything that is not named here (process, fetch, node:fs, timers, the clock of the host) does not compile.
// Widen it only with bytes-in, bytes-out functions.

declare module "node:crypto" {
  export interface Hash {
    update(data: Uint8Array | string): Hash;
    copy(): Hash;
    digest(): Uint8Array;
    digest(encoding: "hex" | "base64" | "base64url"): string;
  }
  export function createHash(algorithm: string): Hash;
  export function hash(algorithm: string, data: Uint8Array, encoding: "hex" | "base64"): string;
  export function hash(algorithm: string, data: Uint8Array, encoding: "buffer"): Uint8Array;
  export function getHashes(): string[];
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;

  export interface Hmac {
    update(data: Uint8Array | string): Hmac;
    digest(): Uint8Array;
    digest(encoding: "hex" | "base64" | "base64url"): string;
  }
  export function createHmac(algorithm: string, key: Uint8Array | string): Hmac;

  export class KeyObject {
    private constructor();
    readonly type: "secret" | "public" | "private";
    readonly asymmetricKeyType?: string;
    readonly asymmetricKeyDetails?: { modulusLength?: number; namedCurve?: string; publicExponent?: bigint };
    export(options: { format: "der"; type: "spki" | "pkcs1" | "pkcs8" | "sec1" }): Uint8Array;
    export(options: { format: "pem"; type: "spki" | "pkcs1" | "pkcs8" | "sec1" }): string;
    export(options: { format: "jwk" }): Record<string, string>;
    equals(other: KeyObject): boolean;
  }
  export function createPublicKey(
    key: Uint8Array | string | KeyObject | { key: Uint8Array; format: "der"; type: "spki" | "pkcs1" },
  ): KeyObject;
  export function createPrivateKey(
    key: Uint8Array | string | { key: Uint8Array | string; format: "der" | "pem"; type?: "pkcs8" | "pkcs1" | "sec1" },
  ): KeyObject;

  /** Of a certificate, what OpenSSL says of who issued it. */
  export class X509Certificate {
    constructor(der: Uint8Array);
    readonly ca: boolean;
    readonly publicKey: KeyObject;
    /** By names, identifiers and what the issuer may sign; the signature is not looked at. */
    checkIssued(issuer: X509Certificate): boolean;
    verify(key: KeyObject): boolean;
  }

  export interface VerifyKey {
    key: KeyObject;
    padding?: number;
    saltLength?: number;
    dsaEncoding?: "der" | "ieee-p1363";
  }
  export function verify(
    algorithm: string | null,
    data: Uint8Array,
    key: KeyObject | VerifyKey,
    signature: Uint8Array,
  ): boolean;
  export function sign(algorithm: string | null, data: Uint8Array, key: KeyObject | VerifyKey): Uint8Array;
  export function publicDecrypt(key: { key: KeyObject; padding?: number }, data: Uint8Array): Uint8Array;
  export const constants: {
    RSA_PKCS1_PADDING: number;
    RSA_PKCS1_PSS_PADDING: number;
    RSA_NO_PADDING: number;
    RSA_PSS_SALTLEN_DIGEST: number;
    RSA_PSS_SALTLEN_AUTO: number;
  };
}

declare module "node:zlib" {
  export function inflateSync(
    data: Uint8Array,
    options?: { maxOutputLength?: number; finishFlush?: number },
  ): Uint8Array;
  export function inflateRawSync(data: Uint8Array, options?: { maxOutputLength?: number }): Uint8Array;
  export function deflateSync(data: Uint8Array, options?: { level?: number }): Uint8Array;
  export function crc32(data: Uint8Array, value?: number): number;
  export const constants: { Z_SYNC_FLUSH: number };
}

declare class TextEncoder {
  encode(text?: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}
declare function decodeURIComponent(text: string): string;
declare function atob(text: string): string;
declare function btoa(text: string): string;
