import type { Timestamps } from "../../workflow/ports/timestamps.ts";
import type { ValidationMaterial } from "../../workflow/ports/validation-material.ts";
import { fetchMaterial, type MaterialFetchOptions } from "./fetch-material.ts";
import { firstTimestamps } from "./first-timestamps.ts";
import { httpTimestamps } from "./http-timestamps.ts";

export type NetworkSettings = {
  /** Whether the addresses that certificates name are asked. */
  readonly fetchMaterial: boolean;
  /** Timestamp authorities, asked in this order. */
  readonly timestamps: readonly string[];
  readonly fetch?: MaterialFetchOptions;
};

/** The ports that ask somebody outside, each only where it was set. @throws {TypeError} for an address that is none */
export function networkPorts(settings: NetworkSettings): {
  readonly material?: ValidationMaterial;
  readonly timestamps?: Timestamps;
} {
  const authorities = settings.timestamps.map((url) => httpTimestamps({ url }));
  return {
    ...(settings.fetchMaterial ? { material: fetchMaterial(settings.fetch) } : {}),
    ...(authorities.length === 0 ? {} : { timestamps: firstTimestamps(authorities) }),
  };
}
