import type * as z from "zod";
import type { ActFile, Answer, DirectoryPerson, Role } from "../../shared/workflow/index.ts";
import type { ApiRefusal, FieldError } from "./api-problems.ts";
import type { WebDeps } from "./deps.ts";
import type { WebContext } from "./respond.ts";

export type Bilingual = { readonly it: string; readonly en: string };

/** `anyone`; the person of a personal link; or an account with one of these roles. */
export type Who = "anyone" | "link" | readonly Role[];

export const tags = ["atti", "importazioni", "firma", "pubblicati", "gestione", "accesso"] as const;
export type Tag = (typeof tags)[number];

/** Who asks, and how they were known. `csrf` is the session's, and empty for a key. */
export type Principal = {
  readonly kind: "session" | "token";
  readonly person: DirectoryPerson;
  readonly csrf: string;
};

export type Parts = { readonly [name: string]: z.ZodType };
type Values<P> = P extends Parts ? { readonly [K in keyof P]: z.output<P[K]> } : Record<never, never>;

/** What an operation is given: everything in it was looked at, and whoever asks may ask. */
export type Call<P, Q, B> = {
  readonly deps: WebDeps;
  readonly c: WebContext;
  readonly params: Values<P>;
  readonly query: Values<Q>;
  readonly body: B;
  /** Directory id of who asks; empty for `anyone` and `link`. */
  readonly by: string;
  readonly principal: Principal | undefined;
  readonly idempotencyKey: string;
  /** The version that If-Match names. */
  readonly version: number | undefined;
};

/** A no, with the fields that do not fit where the request was at fault. */
export type Refused = { readonly ok: false; readonly refusal: ApiRefusal; readonly errors?: readonly FieldError[] };
export type Outcome<T> = { readonly ok: true; readonly value: T; readonly version?: number } | Refused | Answer<T>;

type Described = {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** From the root, with `{name}` for each of `params`. */
  readonly path: `/${string}`;
  readonly tag: Tag;
  readonly summary: Bilingual;
  readonly who: Who;
  /** What a program must know besides; shown in the documentation. */
  readonly note?: Bilingual;
  /** Refusals that this operation gives, besides those that every one gives by its form. */
  readonly refusals?: readonly string[];
  /**
   * Whether a POST takes an Idempotency-Key. `none` says why it cannot: its answer holds a secret that is never stored,
   * or it changes nothing.
   */
  readonly once?: "key" | "none";
  readonly ifMatch?: "required" | "optional";
  /** Its answer has an ETag, and `If-None-Match` may spare it. */
  readonly hasVersion?: true;
  /** A session's cookie only: a key must not make keys. */
  readonly sessionOnly?: boolean;
  /** May be kept by caches; everything else is `no-store`. */
  readonly isPublic?: boolean;
};

type Shaped<P, Q, B> = {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Reads a body whose problems are named by a reader of its own. */
  readonly read?: (json: unknown) => { readonly ok: true; readonly value: unknown } | Refused;
};

/** An operation that answers JSON. */
export type JsonOperation<P extends Parts, Q extends Parts, B extends z.ZodType, A extends z.ZodType> = Described &
  Shaped<P, Q, B> & {
    readonly answer: A;
    readonly status?: 200 | 201;
    readonly run: (call: Call<P, Q, z.output<B>>) => Promise<Outcome<z.input<A>>> | Outcome<z.input<A>>;
  };

/** An operation that answers a stored file, or nothing. */
export type FileOperation<P extends Parts> = Described & {
  readonly params?: P;
  readonly file: true;
  readonly run: (call: Call<P, undefined, undefined>) => Promise<Outcome<ActFile>>;
};
export type EmptyOperation<P extends Parts> = Described & {
  readonly params?: P;
  readonly empty: true;
  readonly run: (call: Call<P, undefined, undefined>) => Promise<Outcome<unknown>>;
};

/** Any operation, as the table that serves and documents them holds it. */
export type Operation = Described &
  Shaped<Parts, Parts, z.ZodType> & {
    readonly answer?: z.ZodType;
    readonly status?: 200 | 201;
    readonly file?: true;
    readonly empty?: true;
    readonly run: (call: Call<Parts, Parts, unknown>) => Promise<Outcome<unknown>> | Outcome<unknown>;
  };

/** Its own types are checked where it is written; the table holds operations of every shape. */
export const json = <P extends Parts, Q extends Parts, B extends z.ZodType, A extends z.ZodType>(
  operation: JsonOperation<P, Q, B, A>,
): Operation => operation as unknown as Operation;
export const file = <P extends Parts>(operation: Omit<FileOperation<P>, "file">): Operation =>
  ({ ...operation, file: true }) as unknown as Operation;
export const empty = <P extends Parts>(operation: Omit<EmptyOperation<P>, "empty">): Operation =>
  ({ ...operation, empty: true }) as unknown as Operation;
