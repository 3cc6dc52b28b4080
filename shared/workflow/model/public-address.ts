import * as z from "zod";

/**
 * Where a body is reached from outside: its origin, by which links, cookies, passkeys and open data go; and the proxies
 * whose word about a visitor's address is taken.
 */
export type PublicAddress = { readonly origin: string; readonly trustedProxies: readonly string[] };

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const shape = new RegExp(`^(https?)://(${label}(?:\\.${label})*|\\[[0-9a-f:.]{2,45}\\])(?::(\\d{1,5}))?/?$`);
const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);
const usualPort = { https: "443", http: "80" } as const;

/**
 * An origin as browsers write it (RFC 6454 §6.2), or `undefined`: https, or http where it is this very machine. Without
 * TLS a link's token and an officer's session would be everybody's on the way.
 */
export function readOrigin(text: string): string | undefined {
  const found = text.length <= 260 ? shape.exec(text.trim().toLowerCase()) : null;
  const [, protocol, host = "", port] = found ?? [];
  if (protocol !== "https" && protocol !== "http") return undefined;
  if (protocol === "http" && !isLoopback(host)) return undefined;
  if (host.startsWith("[") && !z.ipv6().safeParse(host.slice(1, -1)).success) return undefined;
  if (/^[\d.]+$/.test(host) && !z.ipv4().safeParse(host).success) return undefined;
  if (port === undefined || port === usualPort[protocol]) return `${protocol}://${host}`;
  return Number(port) >= 1 && Number(port) <= 65_535 ? `${protocol}://${host}:${Number(port)}` : undefined;
}

const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** Whether it is an IP address or a network (`10.0.0.0/8`), and not a network of everybody: that would trust anyone. */
export const isProxy = (text: string): boolean => network.safeParse(text).success && !/\/0+$/.test(text);

/** More hops than this stand before nobody's pages. */
export const mostProxies = 10;
