import { readAddress } from "../shared/adapters/network/fetch-material.ts";

/** Fetches a file. Rejects when there is none to be had, in time and of a bearable size. */
export type Download = (url: string) => Promise<Uint8Array>;

/** The largest national lists have some 15 MB. */
const maxBytes = 32 * 1024 * 1024;
const patience = 60_000;

/**
 * Downloads over HTTPS from hosts out on the internet; the host of `from`, which the operator named, may be inside and
 * without TLS.
 *
 * Lists are signed, so the channel proves nothing; but their addresses and redirects are a stranger's words, and must
 * not be turned against what listens inside.
 */
export const listDownloads =
  (from: string, limit = maxBytes): Download =>
  (url) =>
    readAddress(url, {
      bytes: limit,
      milliseconds: patience,
      httpsOnly: true,
      ...(URL.canParse(from) ? { ownHost: new URL(from).host } : {}),
    });
