/** The key that signs the public log's checkpoints. Only the text crosses this port, and the signature back. */
export type LogKey = {
  /** The 32 bytes of Ed25519. */
  readonly publicKey: Uint8Array;
  /**
   * The 64 bytes of an Ed25519 signature (RFC 8032) over the text.
   * @throws whatever stops the key from answering
   */
  sign(text: Uint8Array): Promise<Uint8Array>;
};

/** The public log of a body. */
export type PublicLog = {
  readonly key: LogKey;
  /** Shortest time between two batches: each costs a write and some objects, whatever number of events it takes. */
  readonly everySeconds: number;
};
