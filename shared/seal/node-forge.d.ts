// The little of node-forge that is used here. Its published types pull in all of Node's, which a pure folder must not
// see, so the entry is named by file and typed by hand.
declare module "node-forge/lib/index.js" {
  /** A string with one character an octet. */
  type Octets = string;
  type Asn1 = { readonly forgeAsn1: never };
  type Certificate = { readonly forgeCertificate: never };
  type PrivateKey = { readonly forgePrivateKey: never };
  type ByteBuffer = { getBytes(): Octets };
  type Bag = { readonly key?: PrivateKey | null; readonly cert?: Certificate | null; readonly asn1?: Asn1 };
  type Pfx = {
    getBags(filter: { bagType: string }): { readonly [bagType: string]: readonly Bag[] | undefined };
  };

  type PublicKey = { readonly forgePublicKey: never };
  type NameAttribute = { readonly type: string; readonly value: string; readonly valueTagClass: number };
  type CertificationRequest = {
    publicKey: PublicKey | null;
    signatureOid: string | null;
    readonly siginfo: { algorithmOid: string | null };
    certificationRequestInfo?: Asn1;
    signature: Octets | null;
    setSubject(attributes: readonly NameAttribute[]): void;
  };

  const forge: {
    readonly asn1: {
      readonly Type: { readonly UTF8: number; readonly PRINTABLESTRING: number };
      fromDer(octets: Octets): Asn1;
      toDer(asn1: Asn1): ByteBuffer;
    };
    readonly pki: {
      readonly oids: {
        readonly certBag: string;
        readonly keyBag: string;
        readonly pkcs8ShroudedKeyBag: string;
        readonly sha256WithRSAEncryption: string;
      };
      createCertificationRequest(): CertificationRequest;
      getCertificationRequestInfo(request: CertificationRequest): Asn1;
      certificationRequestToAsn1(request: CertificationRequest): Asn1;
      publicKeyFromAsn1(asn1: Asn1): PublicKey;
      certificateFromAsn1(asn1: Asn1): Certificate;
      certificateToAsn1(certificate: Certificate): Asn1;
      privateKeyFromAsn1(asn1: Asn1): PrivateKey;
      privateKeyToAsn1(key: PrivateKey): Asn1;
      wrapRsaPrivateKey(rsaPrivateKey: Asn1): Asn1;
    };
    readonly pkcs12: {
      pkcs12FromAsn1(asn1: Asn1, strict: boolean, password: string): Pfx;
      toPkcs12Asn1(
        key: PrivateKey,
        certificates: readonly Certificate[],
        password: string,
        options: { algorithm: "aes256"; friendlyName?: string },
      ): Asn1;
    };
  };
  export default forge;
}
