import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { trustFolder } from "../shared/adapters/embedded/trust-folder.ts";
import type { MaterialFetchOptions } from "../shared/adapters/network/fetch-material.ts";
import { networkPorts } from "../shared/adapters/network/network-ports.ts";
import { trustFromFiles } from "../shared/signature/index.ts";
import { lateLists, type TrustSource, type World } from "../shared/workflow/index.ts";
import type { Told } from "./outbox.ts";
import { type LocalSettings, SettingsError } from "./settings.ts";

/** What signatures are verified and stamped with, besides the product's own keys. */
export type Verification = {
  readonly ports: Pick<World, "trust" | "material" | "timestamps">;
  readonly anchors: readonly Uint8Array[];
  /** Somebody out there is asked, whose clock is the real one: the product's must be too. */
  readonly asksNetwork: boolean;
};

export const noVerification: Verification = { ports: {}, anchors: [], asksNetwork: false };

export type VerificationOptions = {
  readonly dir: string;
  readonly told: Told;
  /** For tests against responders of this machine. */
  readonly fetch?: MaterialFetchOptions;
};

/** @throws {SettingsError} for a folder or file that is not there or holds no certificate */
export async function openVerification(
  settings: LocalSettings,
  { dir, told, fetch }: VerificationOptions,
): Promise<Verification> {
  const { trust: folder, timestamps } = settings;
  const trust =
    folder === undefined
      ? undefined
      : trustFolder(resolve(dir, folder), ({ name, problem, detail }) =>
          told(`${problem} (${detail})`, `trust ${name}`),
        );
  await trust?.current().catch((fault: unknown) => {
    throw new SettingsError(`visto.json: trust: ${JSON.stringify(folder)}: ${said(fault)}`);
  });
  const anchors = await Promise.all(settings.anchors.map((path, index) => anchorsIn(resolve(dir, path), index)));
  const asks = settings.fetchMaterial === true;
  return {
    ports: {
      ...(trust === undefined ? {} : { trust }),
      ...networkPorts({ fetchMaterial: asks, timestamps, ...(fetch === undefined ? {} : { fetch }) }),
    },
    anchors: anchors.flat(),
    asksNetwork: asks || timestamps.length > 0,
  };
}

async function anchorsIn(path: string, index: number): Promise<readonly Uint8Array[]> {
  const field = `visto.json: anchors.${index}: ${JSON.stringify(path)}`;
  const bytes = await readFile(path).catch((fault: unknown) => {
    throw new SettingsError(`${field}: ${said(fault)}`);
  });
  const { anchors } = trustFromFiles([{ name: "anchor.cer", bytes: new Uint8Array(bytes) }]);
  if (anchors.length === 0)
    throw new SettingsError(`${field}: nessun certificato nel file (PEM o DER) / no certificate in it (PEM or DER)`);
  return anchors;
}

const said = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault));

/** What whoever starts the product reads about it, a line each; late lists first of all. */
export async function describeVerification(
  { ports, anchors }: Verification,
  settings: LocalSettings,
  now: string,
): Promise<string[]> {
  const late = await lateLists(ports.trust, now);
  return [
    ...late.map(
      ({ territory, sequence, until }) =>
        `  ATTENZIONE: elenco di fiducia ${territory} ${sequence} ${until === null ? "chiuso" : `da aggiornare dal ${until}`}: non prova nulla finché non si aggiorna (visto refresh-trust-lists)`,
    ),
    `  attendibilità: ${await trustLine(ports.trust, anchors.length)}`,
    `  revoca: ${ports.material ? "chiesta agli indirizzi nei certificati" : "non chiesta (fetchMaterial in visto.json)"}`,
    `  marca temporale: ${settings.timestamps.map((url) => new URL(url).host).join(", ") || "nessuna autorità (timestamps in visto.json)"}`,
  ];
}

async function trustLine(trust: TrustSource | undefined, anchors: number): Promise<string> {
  const now = await trust?.current();
  const lists = (now?.trustedLists?.lists ?? []).map(({ territory, sequence }) => `${territory} ${sequence}`);
  const certificates = anchors + (now?.anchors.length ?? 0);
  if (lists.length === 0 && certificates === 0) return "non verificata, nessun elenco di fiducia (trust in visto.json)";
  return `elenchi ${lists.join(", ") || "nessuno"}; certificati propri ${certificates}; riletti quando cambiano`;
}
