import type { Hono } from "hono";
import { getConnInfo, handle } from "hono/aws-lambda";
import { downloadsOf, objectsOf } from "../../shared/adapters/aws/bucket-objects.ts";
import { changeWorld, told } from "../../shared/adapters/aws/change-world.ts";
import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { trustOfEnvironment } from "../../shared/adapters/aws/verification-settings.ts";
import type { Passwords } from "../../shared/workflow/index.ts";
import type { WebDeps, WebEnv } from "./deps.ts";
import { throughEdge } from "./edge.ts";

const env = readFunctionEnvironment("web", process.env);

/** On AWS officers come through an OIDC issuer, which is not wired yet: there are no local accounts, so nobody enters. */
const noLocalAccounts: Passwords = {
  hash: () => Promise.reject(new Error("there are no local accounts here")),
  verify: () => Promise.resolve(false),
};

/** Answers with one face of the app, or with all of it. */
export const handlerOf = (open: (deps: WebDeps) => Hono<WebEnv>) => {
  const app = open({
    world: {
      ...changeWorld(env),
      objects: objectsOf(env),
      ...trustOfEnvironment(env, told),
      passwords: noLocalAccounts,
    },
    // The table's stream wakes the functions.
    wake: () => undefined,
    uploadOrigins: [`https://${env.VISTO_INTAKE_BUCKET}.s3.amazonaws.com`],
    downloadUrl: downloadsOf(env),
    sourceOf: (c) => getConnInfo(c).remote.address,
    fault: told,
  });

  return throughEdge({ word: env.VISTO_EDGE_WORD, origin: env.VISTO_ORIGIN }, handle(app));
};
