import { BlockList, isIP } from "node:net";
import { type PublicAddress, readBodyRecord } from "../shared/workflow/index.ts";
import type { openItems } from "./open-items.ts";
import { type LocalSettings, SettingsError } from "./settings.ts";

/** This machine alone: whoever asks is at the other end of the connection. */
export const hereAlone: PublicAddress = { origin: "", trustedProxies: [] };

/** What `visto.json` says of the address, else what was set in the pages. */
export async function addressOf(
  { origin, trustedProxies }: LocalSettings,
  items: Awaited<ReturnType<typeof openItems>>,
  tenant?: string,
): Promise<PublicAddress> {
  const recorded = tenant === undefined ? undefined : (await readBodyRecord(items, tenant)).address;
  return {
    origin: origin ?? recorded?.origin ?? "",
    trustedProxies: trustedProxies ?? recorded?.trustedProxies ?? [],
  };
}

export const isLoopback = (address: string): boolean => address === "::1" || /^127(\.\d{1,3}){3}$/.test(address);

/**
 * Listening where others can come without saying a public address would show the pages without TLS, by a name that no
 * link has.
 *
 * @throws {SettingsError} when it listens to others and there is no `origin`
 */
export function mustHaveOrigin(listen: string, { origin }: PublicAddress): void {
  if (isLoopback(listen) || origin.startsWith("https:")) return;
  throw new SettingsError(
    `--listen: ${listen}: serve prima «origin» con https in visto.json o in gestione, e un proxy con TLS davanti / needs «origin» with https in visto.json or in the settings first, and a proxy with TLS before it`,
  );
}

/** `::ffff:192.0.2.1` is how a socket of both families writes 192.0.2.1 (RFC 4291 §2.5.5.2). */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, "");

/**
 * Whose request it is, for the limits. The connection's own address, unless it is a proxy that the body trusts: then
 * the last entry of X-Forwarded-For that no trusted proxy is. What stands before it, whoever asked could have written.
 */
export function visitorOf(trustedProxies: readonly string[]) {
  const trusted = new BlockList();
  for (const one of trustedProxies) {
    const [address = "", prefix] = one.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return (remote: string | undefined, forwarded: string | undefined): string | undefined => {
    if (remote === undefined) return undefined;
    let last = plain(remote);
    const hops = (forwarded ?? "").split(",").map((hop) => plain(hop.trim()));
    while (isTrusted(last)) {
      const before = hops.pop();
      // What is no address is nobody's word: the proxy that is known to have asked is counted.
      if (before === undefined || isIP(before) === 0) return last;
      last = before;
    }
    return last;
  };
}
