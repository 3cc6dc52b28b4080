// Proves that everything which can fail is watched, and that whoever is woken is told what to do.
import { beforeAll, describe, expect, it } from "vitest";
import { alarms, runbookOf } from "../../infra/alarms.ts";
import { functions } from "../../infra/functions.ts";
import { type Templates, templatesOf } from "./stacks.ts";

let plain: Templates;
beforeAll(() => {
  plain = templatesOf({ alarmEmail: "allarmi@example.org", runbooks: "https://runbooks.example/" });
});

const descriptions = () =>
  plain.all("AWS::CloudWatch::Alarm").map(({ Properties }) => String(Properties["AlarmDescription"]));

describe("an alarm", () => {
  it.each(alarms)("$id is made, and ends with the address of its runbook", ({ id, says }) => {
    const own = descriptions().filter((text) => text.includes(says));
    expect(own.length).toBeGreaterThan(0);
    for (const text of own) expect(text.endsWith(`Runbook: https://runbooks.example/${runbookOf(id)}`)).toBe(true);
  });

  it("tells somebody when it begins and when it ends", () => {
    for (const { Properties } of plain.all("AWS::CloudWatch::Alarm"))
      expect(Properties).toMatchObject({ AlarmActions: [expect.anything()], OKActions: [expect.anything()] });
    plain.data.hasResourceProperties("AWS::SNS::Subscription", { Protocol: "email", Endpoint: "allarmi@example.org" });
  });

  it.each(functions)("rings when $name fails, is held back or gives an event up", ({ name }) => {
    for (const says of ["an invocation failed", "invocations were throttled", "an event was given up"])
      expect(descriptions().filter((text) => text.startsWith(`${name}: ${says}`))).toHaveLength(1);
  });

  it("rings at the first message of every queue of dead letters", () => {
    const dead = plain
      .all("AWS::SQS::Queue")
      .filter(({ Properties }) => Properties["MessageRetentionPeriod"] === 14 * 24 * 3600);
    const watching = plain
      .all("AWS::CloudWatch::Alarm")
      .filter(({ Properties }) => String(Properties["AlarmDescription"]).includes("an event was given up"));
    expect(watching).toHaveLength(dead.length);
    for (const { Properties } of watching)
      expect(Properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, Period: 60 });
  });
});
