import { Dashboard, GraphWidget, type IMetric, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { type AlarmSpec, alarms } from "../alarms.ts";
import type { ProductFunction } from "./product-function.ts";
import { namespace } from "./watch.ts";
import type { WorkQueue } from "./work-queue.ts";

type Shown = {
  readonly stage: string;
  readonly functions: readonly ProductFunction[];
  readonly queues: readonly WorkQueue[];
  readonly table: Table;
};

const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
  new GraphWidget({ title, left, right, width: 12 });

/** What somebody looks at when an alarm rings: the functions, the queues, the table, and our own numbers. */
export function dashboard(scope: Construct, id: string, { stage, functions, queues, table }: Shown): Dashboard {
  const label = ({ spec }: ProductFunction) => ({ label: spec.name });
  const own = (alarms as readonly AlarmSpec[]).flatMap(({ watched, statistic }) =>
    watched.by === "visto" ? [new Metric({ namespace, metricName: watched.metric, statistic })] : [],
  );
  return new Dashboard(scope, id, {
    dashboardName: `Visto-${stage}`,
    widgets: [
      [
        graph(
          "Errori e limiti",
          functions.map((one) => one.handler.metricErrors(label(one))),
        ),
        graph(
          "Durata (p99)",
          functions.map((one) => one.handler.metricDuration({ ...label(one), statistic: "p99" })),
        ),
      ],
      [
        graph(
          "Attesa in coda",
          queues.map(({ queue, node }) => queue.metricApproximateAgeOfOldestMessage({ label: node.id })),
        ),
        graph(
          "Rinunce",
          queues.map(({ deadLetters, node }) =>
            deadLetters.metricApproximateNumberOfMessagesVisible({ label: node.id }),
          ),
        ),
      ],
      [
        graph("Tabella", [table.metricConsumedWriteCapacityUnits()], [table.metricConsumedReadCapacityUnits()]),
        graph("Numeri del prodotto", own),
      ],
    ],
  });
}
