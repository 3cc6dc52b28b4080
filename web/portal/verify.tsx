import { controlWords } from "../../shared/act/index.ts";
import { day, fill } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { messagesIn } from "../messages/messages.ts";
import { Facts, Fingerprint } from "../parts/facts.tsx";
import { Field } from "../parts/form.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice, type Tone } from "../parts/notice.tsx";
import { signatureWords } from "../signature-words.ts";
import { staticHref } from "../static-names.ts";
import type { VerifyCodeProps, VerifyDropProps } from "../views.ts";

/** `GET /verifica`: a file is hashed in the browser, never sent, and looked up by the first five digits. */
export function VerifyDrop({ site }: VerifyDropProps) {
  const m = messagesIn(site.lang);
  const words = m.portal.verify;
  const outcomes: readonly (readonly [name: string, tone: Tone, text: string])[] = [
    ["original", "success", words.ok],
    ["copy", "info", words.copy],
    ["omissis", "info", words.omissis],
    ["visto", "success", words.visto],
    ["attachment", "success", words.attachment],
    ["content", "success", words.inner],
    ["none", "danger", words.ko],
    ["large", "warning", words.tooLarge],
    ["failed", "warning", words.failed],
  ];
  return (
    <Layout
      site={site}
      face="portal"
      title={words.title}
      scripts={["verify.js"]}
      crumbs={[{ label: m.nav.home, href: "/" }, { label: words.title }]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <noscript>
        <div class="alert alert-warning">
          <p>{words.noScript}</p>
        </div>
      </noscript>
      <div class="drop" data-verify>
        <Icon name="it-upload" size="xl" extra="icon-primary" />
        <p class="drop-title">{words.drop}</p>
        <label class="btn btn-primary drop-label" for="file">
          {words.choose}
        </label>
        <input id="file" type="file" class="drop-input" />
        <p class="drop-state" role="status" data-state data-working={words.working}></p>
      </div>
      <div data-result aria-live="polite"></div>
      {outcomes.map(([name, tone, text]) => (
        <template data-outcome={name}>
          <Notice tone={tone} title={text}>
            <p data-name class="file-name"></p>
            <p class="impronta-line" data-digest-line>
              <span>{words.fileDigest}</span>
              <code class="impronta" data-digest></code>
            </p>
            <p data-act-line>
              <a data-act href="/trasparenza">
                {words.openAct}
              </a>
            </p>
          </Notice>
        </template>
      ))}
      <section class="panel how">
        <h2>{words.howTitle}</h2>
        <ol>
          <li>{words.how1}</li>
          <li>{words.how2}</li>
          <li>{words.how3}</li>
        </ol>
      </section>
      <section class="panel">
        <h2>{words.proofTitle}</h2>
        <p>{words.proofText}</p>
        <p>
          <a class="btn btn-outline-primary" href={staticHref("/static/prova.html")} download="prova.html">
            {words.proofPage}
          </a>
        </p>
      </section>
      <section class="panel">
        <h2>{words.codeTitle}</h2>
        <form method="get" action="/verifica" class="inline-form">
          <Field id="codice" label={words.code} mono autocomplete="off" />
          <button type="submit" class="btn btn-outline-primary">
            {words.title}
          </button>
        </form>
      </section>
    </Layout>
  );
}

/** `GET /verifica/:code`: where the QR of a printed copy leads. */
export function VerifyCode({ site, code, head }: VerifyCodeProps) {
  const m = messagesIn(site.lang);
  const words = m.portal.verify;
  const office = site.office.name;
  return (
    <Layout
      site={site}
      face="portal"
      title={words.codeTitle}
      noindex
      crumbs={[{ label: m.nav.home, href: "/" }, { label: words.title, href: "/verifica" }, { label: code }]}
    >
      <h1>{words.codeTitle}</h1>
      <p class="lead">
        {words.code} <span class="mono">{code}</span>
      </p>
      {head ? (
        <>
          <Notice tone="success" title={words.codeFound}>
            <p>{words.codeFoundText}</p>
          </Notice>
          <Facts
            wide
            facts={[
              [
                m.act.determination,
                fill(m.act.numberOfDate, {
                  number: head.registration.number,
                  year: head.registration.year,
                  date: day(head.registration.date, site.lang),
                }),
              ],
              [
                m.signatory.act.controlWords,
                head.manifestDigest ? (
                  <>
                    <strong lang="it">{controlWords(head.manifestDigest).join(" · ")}</strong>
                    <span class="field-hint">{words.controlWords}</span>
                  </>
                ) : null,
              ],
              [m.act.subject, head.subject, "it"],
              [words.original, <Fingerprint value={head.signed.sha256} />],
              [words.copyDigest, <Fingerprint value={head.copy.sha256} />],
              ...signatureWords(head.signed, m, site.lang)
                .slice(0, 1)
                .map((line) => [m.portal.act.signed, line] as const),
              [
                m.evidence.timestamp,
                head.signed.timestamp ? <Fingerprint value={head.signed.timestamp.sha256} /> : null,
              ],
            ]}
          />
          <p>
            <a class="btn btn-primary" href={`/trasparenza/${head.registration.year}/${head.registration.number}`}>
              {words.openAct}
            </a>
          </p>
        </>
      ) : (
        <Notice tone="danger" title={words.codeUnknown}>
          <p>{fill(words.codeUnknownText, { office })}</p>
        </Notice>
      )}
    </Layout>
  );
}
