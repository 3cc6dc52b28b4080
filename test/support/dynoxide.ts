import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { tableDefinition } from "../../shared/adapters/aws/table.ts";
import { freePort } from "./free-port.ts";
import { makeFolder, removeFolder } from "./temp-folder.ts";

/** The path of the DynamoDB stand-in, or why there is none: its package exists for Linux on x64 only. */
export function findDynoxide(): { readonly program: string } | { readonly missing: string } {
  try {
    const manifest = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json");
    return { program: join(dirname(manifest), "dynoxide") };
  } catch {
    return {
      missing: `the optional package @dynoxide/linux-x64 is not installed on ${process.platform} ${process.arch}`,
    };
  }
}

async function answers(client: DynamoDBClient, stillRunning: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (!stillRunning()) throw new Error("the DynamoDB stand-in ended before it answered");
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      // Not listening yet: asked again until the tries are used up.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("the DynamoDB stand-in does not answer");
}

/** Starts the stand-in on a free loopback port with a folder of its own and makes our table in it. */
export async function startDynoxide(
  program: string,
): Promise<{ client: DynamoDBClient; table: string; stop: () => Promise<void> }> {
  const folder = await makeFolder();
  const port = await freePort();
  const child = spawn(
    program,
    ["--host", "127.0.0.1", "--port", `${port}`, "--db-path", join(folder, "dynamo.sqlite")],
    {
      stdio: "ignore",
    },
  );
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  }).then(() => {
    running = false;
  });
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-south-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const stop = async () => {
    client.destroy();
    child.kill("SIGKILL");
    await ended;
    await removeFolder(folder);
  };
  try {
    await answers(client, () => running);
    await client.send(new CreateTableCommand(tableDefinition("visto")));
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { client, table: "visto", stop };
}
