import type { Renderer } from "../pdf/index.ts";
import type { SignerPort } from "../seal/index.ts";
import type { BodySettings } from "./ports/body.ts";
import type { Items } from "./ports/items.ts";
import type { Journal } from "./ports/journal.ts";
import type { Objects } from "./ports/objects.ts";
import type { Oidc } from "./ports/oidc.ts";
import type { PublicFiles } from "./ports/public-files.ts";
import type { PublicLog } from "./ports/public-log.ts";
import type { Scans } from "./ports/scans.ts";
import type { Factors } from "./ports/second-factor.ts";
import type { Timestamps } from "./ports/timestamps.ts";
import type { TrustSource } from "./ports/trust.ts";
import type { ValidationMaterial } from "./ports/validation-material.ts";
import type { Webhooks } from "./ports/webhooks.ts";
import type { Clock, Mail, NewId, Passwords, RandomBytes } from "./ports/world.ts";

/** Everything that the use cases need from the world; each takes the slice that it uses. */
export type World = {
  readonly settings: BodySettings;
  readonly items: Items;
  readonly objects: Objects;
  readonly mail: Mail;
  readonly renderer: Renderer;
  readonly seal: SignerPort;
  readonly passwords: Passwords;
  /** Systems that hear of every change, where the body named some. */
  readonly webhooks?: Webhooks;
  /** Looks for malware in what is uploaded; nothing is judged before it has looked. Absent: nobody looks. */
  readonly scans?: Scans;
  /** Copies of published files for an edge that serves them. Absent: they are served from where they are. */
  readonly publicFiles?: PublicFiles;
  /** What confirms who opened a link. Absent: a step that asks for a second factor opens for nobody. */
  readonly factors?: Factors;
  /** The body's identity provider. Absent: officers sign in with their own password alone. */
  readonly oidc?: Oidc;
  /** Certificates, DER, to which a signature's chain may lead. Empty: trust stays unverified, and every page says so. */
  readonly anchors: readonly Uint8Array[];
  /** The body's certificates and trusted lists; they count beside `anchors`. Absent: none are given. */
  readonly trust?: TrustSource;
  /** Fetches what arriving signatures lack. Absent: nobody is asked, and the report says so. */
  readonly material?: ValidationMaterial;
  /**
   * Stamps signed originals when they arrive. Absent: nobody is asked. Set: an act without a token that the verifier
   * passes does not become SIGNED, so `anchors` or the lists of `trust` must have the authority's.
   */
  readonly timestamps?: Timestamps;
  /** The public log that proofs come from. Absent: none is kept. */
  readonly log?: PublicLog;
  /** Hears what alarms must know and what whoever runs the product looks for. Absent: nobody does. */
  readonly journal?: Journal | undefined;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly randomBytes: RandomBytes;
  /** Waits between attempts at a contended write. */
  readonly pause: (milliseconds: number) => Promise<void>;
};

export type { BodySettings };

/** The slice that every change of an act needs. */
export type ChangeWorld = Pick<
  World,
  "settings" | "items" | "clock" | "newId" | "randomBytes" | "pause" | "journal"
> & {};
