export type Language = "it" | "en";

/** What a command needs of the terminal and the disk. `readFile` rejects when the file cannot be read. */
export type Io = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Whether progress may use colour and rewrite its line: only on a terminal. */
  readonly colour: boolean;
};

/** Exit codes are a public contract. */
export const exitCodes = { done: 0, refused: 1, undetermined: 2, usage: 64, unreadable: 66, fault: 70 } as const;
