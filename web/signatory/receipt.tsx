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
  const more = m.route.receipt;
  const opinion = { note: m.approval.note, next: words.nextApproval };
  // Title, what it means, what comes next: by what was decided.
  const told: Record<ReceiptProps["choice"], { title: string; note: string; next: string }> = {
    APPROVE: { title: words.APPROVE, ...opinion },
    FAVOURABLE: { title: more.FAVOURABLE, ...opinion },
    WITH_REMARKS: { title: more.WITH_REMARKS, ...opinion },
    UNFAVOURABLE: { title: more.UNFAVOURABLE, ...opinion },
    RETURN: { title: words.RETURN, note: words.returnedText, next: words.nextReturned },
    REJECT: { title: words.REJECT, note: words.rejectedText, next: words.nextReturned },
    ABSTAIN: { title: more.ABSTAIN, note: more.abstainedText, next: more.nextPassed },
    DELEGATE: { title: more.DELEGATE, note: more.passedText, next: more.nextPassed },
    SIGN: { title: words.SIGN, note: m.signatory.act.goOn, next: words.nextSigned },
    VISTO: { title: more.VISTO, note: m.signatory.act.goOn, next: more.nextVisto },
  };
  const said = told[choice];
  return (
    <Layout site={site} face="signatory" title={words.title}>
      <h1>{words.title}</h1>
      <Notice tone="success" title={said.title} role="status">
        <p>{said.note}</p>
      </Notice>
      <section class="panel">
        <p class="act-subject" lang="it">
          {head.subject}
        </p>
        <Facts
          wide
          facts={[
            [words.who, who.name],
            [m.signatory.act.role, step.role, "it"],
            [words.when, moment(at, site.lang)],
            [words.what, said.title],
            [words.reason, reason, "it"],
            [words.proposal, <span class="mono">{head.actId}</span>],
            [words.digest, <Fingerprint value={digest} />],
            [words.signedDigest, choice === "SIGN" && head.signed ? <Fingerprint value={head.signed.sha256} /> : null],
          ]}
        />
      </section>
      <h2>{words.next}</h2>
      <p>{said.next}</p>
      <p class="file-note">{words.keep}</p>
    </Layout>
  );
}
