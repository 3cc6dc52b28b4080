import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { type AlarmId, type AlarmSpec, alarms, runbookOf } from "../alarms.ts";

/** Namespace of the numbers that the functions write into their logs. */
export const namespace = "Visto";

/** Whom alarms tell, and where their runbooks are read. */
export type Bell = { readonly topic: ITopic; readonly runbooks: string };

const specOf = (id: AlarmId): AlarmSpec => {
  const found = alarms.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no alarm ${id}`);
  return found;
};

export const periodOf = (id: AlarmId): Duration => Duration.minutes(specOf(id).periodMinutes);

/**
 * One alarm of the table, over a metric of AWS. Its description says what is wrong with whom, and ends with the address
 * of the runbook, so that the mail that somebody gets at night is enough to begin.
 */
export function watch(scope: Construct, bell: Bell, id: AlarmId, whose: string, metric: IMetric): Alarm {
  const { threshold, comparison, periods, silence, says } = specOf(id);
  const alarm = new Alarm(scope, `Alarm-${id}`, {
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator:
      comparison === "below"
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: silence === "fine" ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    alarmDescription: `${whose}: ${says}. Runbook: ${bell.runbooks}${runbookOf(id)}`,
  });
  alarm.addAlarmAction(new SnsAction(bell.topic));
  alarm.addOkAction(new SnsAction(bell.topic));
  return alarm;
}

/** The alarms over numbers of ours, each made once for the body. */
export function watchOwnNumbers(scope: Construct, bell: Bell, body: string): void {
  for (const spec of alarms as readonly (AlarmSpec & { readonly id: AlarmId })[]) {
    if (spec.watched.by !== "visto") continue;
    const { statistic } = spec;
    const period = periodOf(spec.id);
    watch(scope, bell, spec.id, body, new Metric({ namespace, metricName: spec.watched.metric, statistic, period }));
  }
}
