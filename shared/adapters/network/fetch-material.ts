import { lookup } from "node:dns/promises";
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import type { MaterialAsk, MaterialProblem, ValidationMaterial } from "../../workflow/ports/validation-material.ts";
import { isLoopback, isPublicAddress } from "./public-address.ts";

export type MaterialFetchOptions = {
  /** For one address, redirects included. */
  readonly milliseconds?: number;
  /** Largest answer of each kind, bytes. */
  readonly bytes?: Partial<Record<MaterialAsk["kind"], number>>;
  readonly redirects?: number;
  /** For tests against responders on this machine only. */
  readonly allowLoopback?: boolean;
  /** Addresses of a host name; the system's resolver when absent. */
  readonly resolve?: (host: string) => Promise<readonly { readonly address: string }[]>;
};

/** For addresses of another origin than certificates: see {@link readAddress}. */
export type AddressOptions = Omit<MaterialFetchOptions, "bytes"> & {
  /** Largest answer, bytes. */
  readonly bytes: number;
  /** `host:port` that the operator named: it may be inside, and be asked without TLS. */
  readonly ownHost?: string;
  /** Plain http is refused, but for `ownHost`. */
  readonly httpsOnly?: boolean;
};

// The largest lists of European authorities have a few megabytes.
const defaultBytes = { issuer: 256 * 1024, ocsp: 256 * 1024, crl: 32 * 1024 * 1024 } as const;

type Limits = Required<Omit<MaterialFetchOptions, "bytes">> &
  Pick<AddressOptions, "ownHost" | "httpsOnly"> & { readonly bytes: number; readonly until: AbortSignal };

const limitsOf = (options: AddressOptions): Limits => ({
  ...options,
  milliseconds: options.milliseconds ?? 5_000,
  redirects: options.redirects ?? 3,
  allowLoopback: options.allowLoopback ?? false,
  resolve: options.resolve ?? ((host) => lookup(host, { all: true })),
  until: AbortSignal.timeout(options.milliseconds ?? 5_000),
});

/**
 * Fetches over the internet what certificates name, as {@link ValidationMaterial} promises.
 *
 * The name is resolved once, every address of it must be public, and the connection goes to the address that was
 * looked at: a second answer of the resolver cannot lead elsewhere (DNS rebinding). A redirect is a new address and is
 * looked at like the first; an OCSP request follows none.
 */
export function fetchMaterial(options: MaterialFetchOptions = {}): ValidationMaterial {
  return {
    async fetch(ask) {
      const limits = limitsOf({ ...options, bytes: options.bytes?.[ask.kind] ?? defaultBytes[ask.kind] });
      try {
        return { ok: true, bytes: await askAddress(ask.url, ask, limits, ask.kind === "ocsp" ? 0 : limits.redirects) };
      } catch (error) {
        return { ok: false, problem: problemOf(error, limits) };
      }
    },
  };
}

class Refused extends Error {
  override readonly name = "Refused";
  readonly problem: MaterialProblem;
  constructor(problem: MaterialProblem, detail = "") {
    super(detail === "" ? problem : `${problem}: ${detail}`);
    this.problem = problem;
  }
}

/**
 * Reads an address under the same guard and limits, redirects included; for what is not named by a certificate.
 *
 * @throws with why nothing came, in the words of {@link MaterialProblem} and the status of the server
 */
export async function readAddress(url: string, options: AddressOptions): Promise<Uint8Array> {
  const limits = limitsOf(options);
  try {
    return await askAddress(url, { kind: "crl", url }, limits, limits.redirects);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Error(problemOf(error, limits), { cause: error });
  }
}

/** Whatever the network throws (resets, bad TLS, nonsense instead of HTTP) is one answer: nothing came. */
function problemOf(error: unknown, { until }: Limits): MaterialProblem {
  if (error instanceof Refused) return error.problem;
  return until.aborted ? "TOO_SLOW" : "UNREACHABLE";
}

async function askAddress(url: string, ask: MaterialAsk, limits: Limits, redirects: number): Promise<Uint8Array> {
  const target = checkedUrl(url, limits);
  const address = await checkedAddress(target, limits);
  const response = await send(target, address, ask, limits);
  try {
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400 && response.headers.location !== undefined) {
      if (redirects === 0) throw new Refused("REFUSED_BY_SERVER", "too many redirects");
      response.destroy();
      return await askAddress(new URL(response.headers.location, target).href, ask, limits, redirects - 1);
    }
    if (status !== 200) throw new Refused("REFUSED_BY_SERVER", `HTTP ${status}`);
    return await bodyOf(response, limits);
  } finally {
    response.destroy();
  }
}

function checkedUrl(url: string, { httpsOnly, ownHost }: Limits): URL {
  if (!URL.canParse(url)) throw new Refused("ADDRESS_REFUSED");
  const target = new URL(url);
  const plain = target.protocol === "http:" && (!httpsOnly || target.host === ownHost);
  if (!plain && target.protocol !== "https:") throw new Refused("ADDRESS_REFUSED", `${target.protocol} is not allowed`);
  if (target.username !== "" || target.password !== "") throw new Refused("ADDRESS_REFUSED");
  return target;
}

/** The address to connect to. One that is not public refuses the whole name: it is not this one's to choose among them. */
async function checkedAddress(target: URL, limits: Limits): Promise<string> {
  const { resolve, allowLoopback, until, ownHost } = limits;
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const addresses = await raced(resolve(host), until);
  const [first] = addresses;
  const isOwn = target.host === ownHost;
  const allowed = (address: string) => isOwn || isPublicAddress(address) || (allowLoopback && isLoopback(address));
  if (first === undefined) throw new Refused("UNREACHABLE");
  if (!addresses.every(({ address }) => allowed(address)))
    throw new Refused("ADDRESS_REFUSED", `${host} is not out on the internet`);
  return first.address;
}

function raced<T>(work: Promise<T>, until: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Refused("TOO_SLOW"));
    if (until.aborted) late();
    until.addEventListener("abort", late, { once: true });
    work.then(resolve, reject).finally(() => until.removeEventListener("abort", late));
  });
}

function send(target: URL, address: string, ask: MaterialAsk, { until }: Limits): Promise<IncomingMessage> {
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const options: RequestOptions & { servername?: string } = {
    host: address,
    port: target.port === "" ? (target.protocol === "https:" ? 443 : 80) : Number(target.port),
    path: `${target.pathname}${target.search}`,
    method: ask.kind === "ocsp" ? "POST" : "GET",
    // No pooled connection: each is to an address that was looked at for this very question.
    agent: false,
    signal: until,
    headers: {
      host: target.host,
      "user-agent": "visto",
      ...(ask.kind === "ocsp"
        ? { "content-type": "application/ocsp-request", "content-length": ask.body.length }
        : { accept: "*/*" }),
    },
    // A certificate is asked for by name; for an address there is none to ask.
    ...(target.protocol === "https:" && isIP(host) === 0 ? { servername: host } : {}),
  };
  return new Promise((resolve, reject) => {
    const make: (options: RequestOptions) => ClientRequest = target.protocol === "https:" ? httpsRequest : httpRequest;
    const outgoing = make(options);
    // More than one error can come, and the second unheard would end the process.
    outgoing.once("response", resolve).on("error", reject);
    outgoing.end(ask.kind === "ocsp" ? ask.body : undefined);
  });
}

/** Counted as it comes: a length that the server states is a promise, and none is a trick as old as the web. */
async function bodyOf(response: IncomingMessage, { bytes }: Limits): Promise<Uint8Array> {
  if (Number(response.headers["content-length"] ?? 0) > bytes)
    throw new Refused("TOO_LARGE", `more than ${bytes} bytes`);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response) {
    length += part.length;
    if (length > bytes) throw new Refused("TOO_LARGE", `more than ${bytes} bytes`);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
