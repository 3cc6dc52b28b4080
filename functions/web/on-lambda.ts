import type { Hono } from "hono";
import { getConnInfo, handle } from "hono/aws-lambda";
import { isAway } from "../../shared/adapters/aws/away.ts";
import { downloadsOf, objectsOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { secretReader } from "../../shared/adapters/aws/kept-secret.ts";
import { madeOnce } from "../../shared/adapters/aws/made-once.ts";
import { unpacked } from "../../shared/adapters/aws/unpacked.ts";
import { trustOfEnvironment } from "../../shared/adapters/aws/verification-settings.ts";
import { type Passwords, served } from "../../shared/workflow/index.ts";
import { tellStaticNames } from "../../web/static-names.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { type EdgeHandler, throughEdge } from "./edge.ts";
import { framed } from "./frame.ts";
import { keptStatic } from "./kept-static.ts";
import { claimsOf, forPrograms } from "./programs-on-lambda.ts";
import { providerOnLambda } from "./provider-on-lambda.ts";
import { type Room, roomOf } from "./rooms.ts";

const env = readFunctionEnvironment("web", process.env);
const read = secretReader();
/** Three tries end before the function's own time: whoever waits is told, and not cut off. */
const patience = { answer: 4000 };

/** On AWS officers come in with the body's identity provider: there are no local accounts. */
const noLocalAccounts: Passwords = {
  hash: () => Promise.reject(new Error("there are no local accounts here")),
  verify: () => Promise.resolve(false),
};

/** What a face needs besides; each costs the first request that comes to a process. */
type Needs = {
  /** Second factors: their secret is read before the first answer. */
  readonly confirms?: boolean;
};

async function depsFor({ confirms = false }: Needs): Promise<WebDeps> {
  const files = keptStatic(unpacked("static"));
  tellStaticNames(files.names);
  return {
    world: {
      ...served(changeWorld(env)),
      objects: objectsOf(env, patience),
      ...trustOfEnvironment(env, told),
      ...providerOnLambda(env, read),
      ...(confirms ? { factors: await (await import("./factors-on-lambda.ts")).factorsOnLambda(env, read) } : {}),
      passwords: noLocalAccounts,
    },
    // The table's stream wakes the functions.
    wake: () => undefined,
    staticFile: files.find,
    uploadOrigins: uploadOrigins(env.VISTO_INTAKE_BUCKET, process.env["AWS_REGION"]),
    downloadUrl: downloadsOf(env, patience),
    servesCopies: true,
    sourceOf: (c) => getConnInfo(c).remote.address,
    vouched: (c) => claimsOf(c.env, env.VISTO_OIDC),
    fault: told,
    isAway,
  };
}

/** S3 answers under its region's name; under the plain one in the oldest region alone. */
const uploadOrigins = (bucket: string, region: string | undefined): readonly string[] => [
  `https://${bucket}.s3.amazonaws.com`,
  ...(region === undefined ? [] : [`https://${bucket}.s3.${region}.amazonaws.com`]),
];

/** Says that the service cannot be reached, in the visitor's language: what a face needs could not be had. */
const away = async (fault: unknown): Promise<EdgeHandler> => {
  const shut = (app: Hono<WebEnv>) => {
    app.all("*", () => {
      throw fault;
    });
  };
  return handle(framed({ ...(await depsFor({})), isAway: () => true }, [shut]));
};

/**
 * Answers with one face of the app, room by room. What could not be read for one is asked again by the next request.
 */
export function handlerOf(rooms: readonly Room[], needs: Needs = {}): EdgeHandler {
  const deps = madeOnce(() => depsFor(needs));
  const opened = rooms.map((room) => ({
    ...room,
    answers: madeOnce<EdgeHandler>(async () => handle(framed(await deps(), await room.mounts()))),
  }));
  return throughEdge({ word: env.VISTO_EDGE_WORD, origin: env.VISTO_ORIGIN }, async (event, context) => {
    // Its address first: what programs ask of `/api/sso/…` is in the room of `/api/…`.
    const asked = forPrograms(event);
    const answer = await roomOf(opened, asked.rawPath).answers().catch(away);
    return answer(asked, context);
  });
}
