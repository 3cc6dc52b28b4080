import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { type Built, buildApp } from "../../infra/build-app.ts";

export const root = resolve(import.meta.dirname, "../..");
type Stage = Readonly<Record<string, string>>;
export const cdk: { readonly context: { readonly stages: { readonly dev: Stage } } } = JSON.parse(
  readFileSync(join(root, "cdk.json"), "utf8"),
);
export type Resource = {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
};

// CDK's own checks of a template take seconds; `npm run synth` has them on. Bundles are made there too.
export const quick = { context: { ...cdk.context, "aws:cdk:bundling-stacks": [] }, analyticsReporting: false };

/** The context of a stage with other settings. */
export const withStage = (change: Readonly<Record<string, unknown>>) => ({
  ...quick.context,
  stage: "dev",
  stages: { dev: { ...cdk.context.stages.dev, ...change } },
});

/** Every setting that adds something. */
export const everything = {
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/c0ffee",
  oidc: {
    ...{ issuer: "https://idp.example.org", clientId: "visto", clientSecret: "visto/oidc", audience: "visto-api" },
    ...{ claims: { fiscalCode: "fiscal_number" }, name: "Accesso di prova" },
  },
  firstOperator: {
    who: "dora.gestore",
    name: "Dora Gestore",
    email: "dora@example.org",
    fiscalCode: "PRVDRA80A41H501U",
  },
  webhooks: [{ id: "protocollo", events: ["act.numbered.v1"] }],
  webhookSecret: "visto/webhooks",
  body: {
    ...{ code: "c_z999", address: "Piazza della Prova 1", pec: "protocollo@pec.example.org", dpo: "rpd@example.org" },
    ...{ privacyPolicy: "https://www.example.org/privacy", colour: "#7a1f3d", signatures: { qualified: true } },
  },
  seal: "kms",
  sealKeys: 3,
  objectLock: { mode: "GOVERNANCE", days: 30 },
  malwareScan: true,
  wafStack: true,
  webAclArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/visto/c0ffee",
  alarmEmail: "allarmi@example.org",
  timestamps: ["https://tsa.example/tsr"],
  timestampSecret: "tsa",
};

export type Templates = {
  readonly built: Built;
  readonly data: Template;
  readonly workflow: Template;
  readonly web: Template;
  readonly all: (type: string) => Resource[];
};

export function templatesOf(change: Readonly<Record<string, unknown>> = {}): Templates {
  process.env["CDK_VALIDATION"] = "false";
  const built = buildApp({ ...quick, context: withStage(change) });
  const [data, workflow, web] = [built.data, built.workflow, built.web].map((stack) => Template.fromStack(stack)) as [
    Template,
    Template,
    Template,
  ];
  const all = (type: string) => [data, workflow, web].flatMap((template) => resourcesOf(template, type));
  return { built, data, workflow, web, all };
}

export const resourcesOf = (template: Template, type: string): Resource[] =>
  Object.values(template.findResources(type)) as Resource[];

/** Functions of ours, without those that CDK adds for itself. */
export const functionsOf = ({ all }: Templates): Resource[] =>
  all("AWS::Lambda::Function").filter(({ Properties }) => Properties["Runtime"] === "nodejs24.x");

/** The name of a function: its description begins with it. */
export const nameOf = ({ Properties }: Resource): string => String(Properties["Description"]).split(":")[0] ?? "";
