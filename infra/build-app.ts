import { App, type AppProps, Tags, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge } from "./acknowledgements.ts";
import { settingsOf } from "./settings.ts";
import { DataStack } from "./stacks/data.ts";
import { WafStack } from "./stacks/waf.ts";
import { WebStack } from "./stacks/web.ts";
import { WorkflowStack } from "./stacks/workflow.ts";

export type Built = {
  readonly app: App;
  readonly data: DataStack;
  readonly workflow: WorkflowStack;
  readonly web: WebStack;
};

/**
 * The product on AWS as three stacks by lifetime: data stays for ever, workflow changes with every release, web is what
 * people reach. Works without an account: the region and the account are those of whoever deploys.
 * @throws when a stage or one of its settings is wrong, or the entry of a function is missing
 */
export function buildApp(props: AppProps = {}): Built {
  const app = new App(props);
  const settings = settingsOf(app.node);
  const data = new DataStack(app, `Visto-${settings.stage}-Data`, settings);
  const workflow = new WorkflowStack(app, `Visto-${settings.stage}-Workflow`, settings, data);
  const web = new WebStack(app, `Visto-${settings.stage}-Web`, settings, data, workflow.sender);
  if (settings.wafStack) new WafStack(app, `Visto-${settings.stage}-Waf`, settings.stage);
  Tags.of(app).add("product", "visto");
  Tags.of(app).add("stage", settings.stage);
  return { app, data, workflow, web };
}

/** Adds cdk-nag's AwsSolutions rules, and the reason for each finding that is accepted. */
export function checkApp(built: Built): void {
  acknowledge(built);
  Validations.of(built.app).addPlugins(new AwsSolutionsChecks(built.app));
}
