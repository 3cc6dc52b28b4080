import { parseArgs } from "node:util";

/** What `npm run destroy` hands to the CDK command line and says first, or why it does nothing. */
export type Plan =
  | { readonly ok: true; readonly args: readonly string[]; readonly says: string }
  | { readonly ok: false; readonly why: string };

const no = (why: string): Plan => ({ ok: false, why });

/**
 * Web and workflow stacks are made again by the next deployment. The data stack is left out whatever is asked: signed
 * originals, the register and the audit trail are the body's archive (D.Lgs. 42/2004 art. 20), and versions under Object
 * Lock would stay behind anyway, in a bucket that nobody owns any more.
 */
export function plannedDestruction(argv: readonly string[]): Plan {
  let context: readonly string[];
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { context: { type: "string", short: "c", multiple: true } },
    });
    context = values.context ?? [];
  } catch (fault) {
    return no(`${fault instanceof Error ? fault.message : fault}\nuso: npm run destroy -- --context stage=dev`);
  }
  const stages = context.flatMap((pair) => (pair.startsWith("stage=") ? [pair.slice("stage=".length)] : []));
  const [stage] = stages;
  if (stage === undefined || stages.length > 1 || !/^[a-z][a-z0-9-]*$/.test(stage))
    return no("--context stage=…: manca, o non è uno solo; expected one stage of cdk.json, there is no default here");
  const stacks = [`Visto-${stage}-Web`, `Visto-${stage}-Workflow`];
  const args = ["destroy", ...stacks, "--exclusively", ...context.flatMap((pair) => ["--context", pair])];
  return {
    ok: true,
    args,
    says: [
      `Si distruggono ${stacks.join(" e ")}: il prossimo «npm run deploy» li rifà.`,
      `Visto-${stage}-Data resta: originali firmati, registro, tracce e chiavi non si rifanno, e le versioni bloccate (Object Lock) non si possono cancellare. Chi deve chiudere lo stadio segue docs/guida-ufficio-it.md, «Chiudere uno stadio».`,
    ].join("\n"),
  };
}
