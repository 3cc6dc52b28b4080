import { type Journal, logLine } from "../../workflow/ports/journal.ts";
import { metricCatalogue } from "../../workflow/ports/log-catalogue.ts";

/** Of the numbers; alarms and dashboards look for them under it. */
export const metricNamespace = "Visto";

/**
 * Lines of JSON for CloudWatch Logs. A number is a line in the embedded metric format, out of which CloudWatch makes a
 * metric: no request, no waiting, nothing lost with the process.
 *
 * One set of no dimensions: one number for the whole body, as the alarms read it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfJournal(options: {
  readonly function: string;
  readonly now: () => Date;
  readonly write: (line: string) => void;
}): Journal {
  const { now, write } = options;
  const put = (line: object) => write(`${JSON.stringify({ ...line, function: options.function })}\n`);
  return {
    tell: (code, fields) => put(logLine(code, fields, now().toISOString())),
    measure: (metric, value) => {
      const { unit: Unit } = metricCatalogue[metric];
      const directive = { Namespace: metricNamespace, Dimensions: [[]], Metrics: [{ Name: metric, Unit }] };
      put({ _aws: { Timestamp: now().getTime(), CloudWatchMetrics: [directive] }, [metric]: value });
    },
  };
}
