import { moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Notice } from "../parts/notice.tsx";
import type { ReceiptProps } from "../views.ts";

/** `GET /f/ricevuta`: the same receipt however often it is asked for; it can be printed and kept. */
export function Receipt({ site, head, step, who, choice, reason, at, digest }: ReceiptProps) {
  const m = messagesIn(site.lang);
  const words = m.signatory.receipt;
  const notes = {
    APPROVE: m.approval.note,
    RETURN: words.returnedText,
    REJECT: words.rejectedText,
    SIGN: m.signatory.act.goOn,
  };
  const next = {
    APPROVE: words.nextApproval,
    RETURN: words.nextReturned,
    REJECT: words.nextReturned,
    SIGN: words.nextSigned,
  };
  return (
    <Layout site={site} face="signatory" title={words.title}>
      <h1>{words.title}</h1>
      <Notice tone="success" title={words[choice]} role="status">
        <p>{notes[choice]}</p>
      </Notice>
      <section class="panel">
        <p class="act-subject" lang="it">
          {head.subject}
        </p>
        <Facts
          wide
          facts={[
            [words.who, who.name],
            [m.signatory.act.role, step.role],
            [words.when, moment(at, site.lang)],
            [words.what, words[choice]],
            [words.reason, reason],
            [words.proposal, <span class="mono">{head.actId}</span>],
            [words.digest, <Fingerprint value={digest} />],
            [words.signedDigest, choice === "SIGN" && head.signed ? <Fingerprint value={head.signed.sha256} /> : null],
          ]}
        />
      </section>
      <h2>{words.next}</h2>
      <p>{next[choice]}</p>
      <p class="file-note">{words.keep}</p>
    </Layout>
  );
}
