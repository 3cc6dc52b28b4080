import { fill, moment } from "../format.ts";
import { messagesIn } from "../messages/messages.ts";
import { Notice } from "../parts/notice.tsx";
import type { OfficerActProps } from "../views.ts";

/** Mails that did not arrive: to whom, why, and who can mend it. The act goes on; the person does not know. */
export function Undelivered({ undelivered = [], site }: OfficerActProps) {
  const words = messagesIn(site.lang).officer.deliveries;
  const failed = undelivered.filter((one) => one.state === "FAILED");
  const waiting = undelivered.filter((one) => one.state === "WAITING");
  return (
    <>
      {failed.length > 0 ? (
        <Notice tone="danger" title={words.failed}>
          <ul>
            {failed.map((one) => (
              <li>{fill(words.failedTo, { name: one.name, status: one.status, at: moment(one.at, site.lang) })}</li>
            ))}
          </ul>
          <p>{words.failedFix}</p>
        </Notice>
      ) : null}
      {waiting.length > 0 ? (
        <Notice tone="info" title={words.waiting}>
          <ul>
            {waiting.map((one) => (
              <li>
                {fill(words.waitingTo, {
                  name: one.name,
                  attempts: one.attempts,
                  next: one.nextAt ? moment(one.nextAt, site.lang) : "—",
                })}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}
