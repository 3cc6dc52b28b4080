// What the tests use of four packages that bring no types.

declare module "smtp-server" {
  import type { EventEmitter } from "node:events";
  import type { Server } from "node:net";

  type Done = (fault?: Error | null) => void;
  export type SMTPServerOptions = {
    secure?: boolean;
    authOptional?: boolean;
    disabledCommands?: string[];
    allowInsecureAuth?: boolean;
    onAuth?: (
      auth: { readonly username?: string; readonly password?: string },
      session: unknown,
      done: (fault: Error | null, answer?: { readonly user: string }) => void,
    ) => void;
    onRcptTo?: (address: unknown, session: unknown, done: Done) => void;
    onData?: (stream: EventEmitter, session: unknown, done: Done) => void;
  };
  export class SMTPServer {
    constructor(options: SMTPServerOptions);
    readonly server: Server;
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
    on(event: "error", heard: (fault: Error) => void): void;
  }
}

declare module "mailparser" {
  export type ParsedMail = {
    subject?: string;
    text?: string;
    html?: string | false;
    bcc?: unknown;
    messageId?: string;
    date?: Date;
    from?: { value: { name: string; address?: string }[] };
    headers: Map<string, unknown>;
  };
  export function simpleParser(source: Uint8Array): Promise<ParsedMail>;
}

declare module "jsonld" {
  const jsonld: {
    expand(document: unknown): Promise<unknown[]>;
    toRDF(document: unknown, options: { format: "application/n-quads" }): Promise<unknown>;
  };
  export default jsonld;
}

declare module "pngjs" {
  /** Four bytes a pixel, whatever the file has. */
  type Picture = { readonly width: number; readonly height: number; readonly data: Buffer };
  export const PNG: {
    readonly sync: {
      readonly read: (bytes: Buffer) => Picture;
      readonly write: (picture: Picture, options?: { colorType?: 0 | 2 | 6; deflateLevel?: number }) => Buffer;
    };
  };
}

declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };
  type Context = {
    body: unknown;
    oidc: {
      provider: { Grant: new (about: { clientId: string; accountId: string }) => Grant };
      client: { clientId: string };
      session: { accountId: string };
    };
  };
  type Configuration = {
    readonly interactions: { url(ctx: Context, interaction: { uid: string }): string };
    readonly findAccount: (ctx: Context, id: string) => unknown;
    readonly loadExistingGrant: (ctx: Context) => Promise<unknown>;
    readonly features: {
      readonly devInteractions: { enabled: boolean };
      readonly rpInitiatedLogout: { enabled: boolean; logoutSource(ctx: Context, form: string): void };
    };
    readonly [name: string]: unknown;
  };
  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    on(event: "server_error", heard: (ctx: unknown, fault: Error) => void): void;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: unknown,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
  }
}
