import { fileURLToPath } from "node:url";
import { SettingsError } from "../../local/settings.ts";
import { lineJournal } from "../../shared/adapters/embedded/line-journal.ts";
import { toldTo } from "../../shared/workflow/ports/journal.ts";
import { exitCodes, type Io, type Language } from "../io.ts";

export type ServeArguments = {
  readonly port: number;
  /** An IP address of this machine; 127.0.0.1 when absent. */
  readonly listen?: string | undefined;
  readonly data: string;
  /** `undefined`: as the data folder is; a new one is the demo's. */
  readonly demo: boolean | undefined;
  readonly lang: Language;
};

/** `visto serve`: the product on 127.0.0.1 until it is interrupted, of a body of its own or in demo mode. */
export async function serveCommand(args: ServeArguments, io: Io): Promise<number> {
  // Pages are TSX, which Node does not run by itself; only this command needs them, so only it pays for the loader.
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: fileURLToPath(new URL("../../web/tsconfig.json", import.meta.url)) });
  const { serveFolder } = await import("../../local/serve-folder.ts");
  const { StoreRefused } = await import("../../local/open-items.ts");
  const journal = lineJournal({ now: () => new Date(), write: io.err });
  let exit: number = exitCodes.usage;
  const server = await serveFolder({
    port: args.port,
    listen: args.listen,
    dir: args.data,
    demo: args.demo,
    say: (line) => io.out(`${line}\n`),
    told: toldTo(journal),
    journal,
  }).catch((fault: unknown) => {
    if (fault instanceof SettingsError) {
      io.err(`${fault.message}\n`);
      return undefined;
    }
    if (fault instanceof StoreRefused) {
      io.err(`${fault.message}\n`);
      exit = exitCodes.refused;
      return undefined;
    }
    const { code } = fault as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      io.err(`la porta ${args.port} è occupata: sceglierne un'altra con --port / port ${args.port} is taken\n`);
    else if (code === "EADDRNOTAVAIL" || code === "EACCES")
      io.err(`--listen, --port: ${args.listen ?? "127.0.0.1"}, ${args.port}: ${code}\n`);
    else throw fault;
    return undefined;
  });
  if (!server) return exit;
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await server.close();
  return exitCodes.done;
}
