import type { Context } from "hono";
import type {
  ActFile,
  ByteStream,
  FixedField,
  HeardEndpoint,
  Keyed,
  MailServer,
  Message,
  OfficerSession,
  OpensSeal,
  World,
} from "../../shared/workflow/index.ts";
import type { MachineFacts } from "../../web/pages.ts";
import type { StaticSite } from "./static-site.ts";

/** Pages send no mail, render and seal nothing: those are other functions. */
export type WebWorld = Omit<World, "mail" | "renderer" | "seal" | "anchors" | "webhooks"> & {
  /** Who hears of a change; whoever sends it knows where, too. */
  readonly webhooks?: { readonly endpoints: readonly HeardEndpoint[] };
};

/** What the pages need: the use cases' world, and what only one of the two ways to run has. */
export type WebDeps = {
  readonly world: WebWorld;
  /** Tells the outbox that something happened; on AWS the table's stream does it. */
  readonly wake: () => void;
  /** Origins that uploads go to, for the content security policy. Empty when it is this very origin. */
  readonly uploadOrigins: readonly string[];
  /** A file under /static, compressed if the asker takes it so; absent where a CDN serves them. */
  readonly staticFile?: StaticSite["find"];
  /** Whether pages are compressed here; false where a CDN does it. */
  readonly compress?: boolean;
  /** Where a file is fetched instead of through us (a presigned address); absent where we stream it ourselves. */
  readonly downloadUrl?: (file: ActFile) => Promise<string>;
  /** An edge serves public copies of published files: pages lead to those that there are. */
  readonly servesCopies?: boolean;
  /** Takes the PUT of an upload; absent where the object store takes it itself. */
  readonly takeUpload?: (token: string, headers: UploadHeaders, body: ByteStream) => Promise<Taken>;
  /** Only in demo mode: the mailbox, the clock that can be moved, the accounts that everybody may use. */
  readonly demo?: DemoDeps;
  /** What the machine knows that the product runs on: the seal's certificate, the disk. Absent where others watch it. */
  readonly machine?: () => Promise<MachineFacts>;
  /** The address at the other end of the connection, for the limits; never one that a header claims. */
  readonly sourceOf?: (c: Context<WebEnv>) => string | undefined;
  /**
   * Claims of a token of the body's own issuer that something in front of us has verified (signature, issuer, audience,
   * time) for this very request; absent where nothing does.
   */
  readonly vouched?: (c: Context<WebEnv>) => Readonly<Record<string, unknown>> | undefined;
  readonly fault: (fault: unknown, about: string) => void;
  /** Whether a fault says only that a store or a service does not answer now; absent where all is on one machine. */
  readonly isAway?: (fault: unknown) => boolean;
  /** Keeps the body's settings; absent where they are the installation's own, to be read alone. */
  readonly desk?: WebDesk;
};

/** What the pages of the settings ask of the one machine that they run on. */
export type WebDesk = {
  readonly keyed: Keyed;
  /** What a file or the demo gives: shown and never changed here. */
  readonly fixed: readonly FixedField[];
  /** Makes the product work with what was just stored. */
  readonly refresh: () => Promise<void>;
  readonly opensSeal: OpensSeal;
  /** Sends one message by a server. @throws what the server or the network says, without secrets */
  readonly tryMail: (server: MailServer, password: string | undefined, name: string, message: Message) => Promise<void>;
};

export type UploadHeaders = {
  readonly contentType: string | undefined;
  readonly contentLength: string | undefined;
  readonly sha256?: string;
};
export type Taken =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly status: number;
      readonly code: string;
      readonly message: { readonly it: string; readonly en: string };
    };

export type DemoDeps = {
  readonly mails: () => Promise<readonly Message[]>;
  /** Codes on the second channel, which is not the mail. */
  readonly messages: () => Promise<readonly Message[]>;
  readonly mail: (id: string) => Promise<Message | undefined>;
  readonly forward: (milliseconds: number) => Promise<void>;
  readonly accounts: readonly {
    readonly username: string;
    readonly password: string;
    readonly name: string;
    readonly role: string;
  }[];
};

/** What a request carries along: the language, the officer who is signed in, and where a proxy with TLS took it. */
export type WebEnv = {
  Bindings: { readonly ownOrigin?: string | undefined };
  Variables: { lang: "it" | "en"; officer: OfficerSession | undefined };
};
