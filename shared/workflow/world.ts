import type { Renderer } from "../pdf/index.ts";
import type { SignerPort } from "../seal/index.ts";
import type { Items } from "./ports/items.ts";
import type { Objects } from "./ports/objects.ts";
import type { Clock, Mail, NewId, Passwords, RandomBytes } from "./ports/world.ts";

/** What a body decides about itself. Legal terms are not here: they are dated data in `act`. */
export type BodySettings = {
  /** Short code of the body; it begins every key. */
  readonly tenant: string;
  readonly name: string;
  readonly place: string;
  /** Office that people can write to, as the mails name it. */
  readonly office: string;
  /** Register of the determinazioni. */
  readonly register: string;
  /** Origin of the pages, without a trailing slash. */
  readonly baseUrl: string;
  readonly linkDays: number;
  readonly uploadMinutes: number;
  /** Largest upload, bytes. One upload is one PUT, never over 5 GB. */
  readonly uploadLimit: number;
  /** Keys and people are tests: everything that leaves says so. */
  readonly test: boolean;
};

/** Everything that the use cases need from the world; each takes the slice that it uses. */
export type World = {
  readonly settings: BodySettings;
  readonly items: Items;
  readonly objects: Objects;
  readonly mail: Mail;
  readonly renderer: Renderer;
  readonly seal: SignerPort;
  readonly passwords: Passwords;
  /** Certificates, DER, to which a signature's chain may lead. Empty: trust stays unverified, and every page says so. */
  readonly anchors: readonly Uint8Array[];
  readonly clock: Clock;
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
  /** Waits between attempts at a contended write. */
  readonly pause: (milliseconds: number) => Promise<void>;
};

/** The slice that every change of an act needs. */
export type ChangeWorld = Pick<World, "settings" | "items" | "clock" | "newId" | "randomBytes" | "pause">;
