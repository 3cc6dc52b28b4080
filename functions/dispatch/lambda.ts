import { readFunctionEnvironment } from "../../shared/adapters/aws/function-environments.ts";
import { journal } from "../../shared/adapters/aws/process-journal.ts";
import { sqsQueues } from "../../shared/adapters/aws/sqs-queues.ts";
import { handle } from "./handle.ts";

const env = readFunctionEnvironment("dispatch", process.env);
export const handler = handle({
  journal,
  clock: () => new Date().toISOString(),
  queues: sqsQueues({
    addresses: {
      renderer: env.VISTO_QUEUE_RENDERER,
      mailer: env.VISTO_QUEUE_MAILER,
      registrar: env.VISTO_QUEUE_REGISTRAR,
      sealer: env.VISTO_QUEUE_SEALER,
      publisher: env.VISTO_QUEUE_PUBLISHER,
    },
  }),
});
