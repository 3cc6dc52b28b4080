export type Language = "it" | "en";

export const languageOf = (text: string): Language => (text.toLowerCase().startsWith("en") ? "en" : "it");

/** What a command needs of the terminal and the disk. `readFile` rejects when the file cannot be read. */
export type Io = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Whether progress may use colour and rewrite its line: only on a terminal. */
  readonly colour: boolean;
};

/** A file open for reading. `read` answers how many bytes it put into the buffer, 0 at the end of the file. */
export type OpenFile = {
  readonly read: (buffer: Uint8Array, position: number) => Promise<number>;
  readonly close: () => Promise<void>;
  /** The file was written to since it was opened, as far as its length and its times tell. Absent: not known. */
  readonly changed?: () => Promise<boolean>;
};

/** What commands that walk folders, stream files or listen on stdin need besides {@link Io}. */
export type Files = {
  readonly openFile: (path: string) => Promise<OpenFile>;
  /** Bytes; rejects when there is no such file. */
  readonly sizeOf: (path: string) => Promise<number>;
  /** Full paths of the plain files in a folder, in the order of their names. */
  readonly listFolder: (path: string) => Promise<readonly string[]>;
  readonly inputLines: () => AsyncIterable<string>;
};

/** Exit codes are a public contract. */
export const exitCodes = { done: 0, refused: 1, undetermined: 2, usage: 64, unreadable: 66, fault: 70 } as const;
