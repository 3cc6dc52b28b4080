import { controlWords } from "../../shared/act/index.ts";
import { amount, digestStart, fileSize, fill, moment } from "../format.ts";
import { Layout } from "../layout/layout.tsx";
import { type Messages, messagesIn } from "../messages/messages.ts";
import { Facts } from "../parts/facts.tsx";
import { Hidden } from "../parts/form.tsx";
import { Icon } from "../parts/icon.tsx";
import { Empty, Notice } from "../parts/notice.tsx";
import { PlainUpload } from "../parts/plain-upload.tsx";
import { Refusal } from "../parts/refusal.tsx";
import { Line, written } from "../parts/written.tsx";
import type { BatchFileProps, BatchProps, BatchStatus } from "../route-views.ts";
import type { Lang } from "../views.ts";

type Props = BatchProps & { m: Messages };

const statusUrl = "/f/lotto/stato.json";

function Acts({ acts, site, m }: Props) {
  const words = m.route.batch;
  return (
    <ul class="files">
      {acts.map(({ actId, subject, total, manifestDigest, dueAt }) => (
        <li class="panel">
          <h3 lang="it">{subject}</h3>
          <Facts
            wide
            facts={[
              [m.signatory.act.amount, total === null ? m.act.noSpending : <strong>{amount(total, site.lang)}</strong>],
              [m.signatory.act.digest, <span class="mono">{digestStart(manifestDigest)}</span>],
              [m.signatory.act.controlWords, <strong lang="it">{controlWords(manifestDigest).join(" · ")}</strong>],
              [m.signatory.act.due, dueAt ? moment(dueAt, site.lang) : m.signatory.act.noDue],
            ]}
          />
          <p class="file-note">{fill(words.act, { id: actId })}</p>
          <a class="btn btn-sm btn-outline-primary" href={`/f/lotto/atti/${actId}`} download>
            <Icon name="it-download" size="sm" extra="icon-primary" /> {words.single}
            <span class="visually-hidden" lang="it">
              : {subject}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Package({ pack, forms, site, m, acts }: Props) {
  const words = m.route.batch;
  const n = String(pack?.count ?? 0);
  return (
    <>
      {pack?.state === "ASKED" ? (
        <div data-pack data-status={statusUrl}>
          <Notice tone="info" title={words.asked} role="status">
            <p>{fill(words.askedText, { n })}</p>
          </Notice>
        </div>
      ) : null}
      {pack?.state === "READY" ? (
        <Notice tone="success" title={words.ready} role="status">
          <p>
            {fill(words.readyText, {
              n,
              size: fileSize(pack.length ?? 0, site.lang),
              time: moment(pack.at, site.lang),
            })}
          </p>
          {pack.left > 0 ? <p>{fill(words.left, { n: String(pack.left) })}</p> : null}
          <p>
            <a class="btn btn-primary" href="/f/lotto/atti.zip" download>
              <Icon name="it-download" size="sm" extra="icon-white" /> {words.download}
            </a>
          </p>
        </Notice>
      ) : null}
      {acts.length > 0 ? (
        <form method="post" action="/f/lotto/prepara">
          <Hidden tokens={forms} />
          <button type="submit" class={pack ? "btn btn-outline-primary" : "btn btn-primary"}>
            {pack ? words.askAgain : words.ask}
          </button>
        </form>
      ) : null}
    </>
  );
}

function Upload({ forms, m, plainUploadLimit, site }: Props) {
  const words = m.route.batch;
  const said = m.officer.act;
  return (
    <div
      class="upload-control"
      data-batch
      data-permission="/f/lotto/permesso"
      data-status={statusUrl}
      data-done="caricati"
      data-csrf={forms.csrf}
      data-idem={forms.idem}
      data-hashing={said.hashing}
      data-sending={said.sending}
      data-checking={said.checking}
      data-failed={said.failed}
      data-lost={said.lost}
    >
      <div class="drop drop-small">
        <Icon name="it-upload" extra="icon-primary" />
        <div class="drop-choose">
          <label class="btn btn-outline-primary drop-label" for="file-lotto">
            {words.choose}
          </label>
          <input id="file-lotto" type="file" class="drop-input" multiple />
          <p class="field-hint drop-hint" data-chosen></p>
        </div>
        <button type="button" class="btn btn-primary" data-send>
          {words.upload}
        </button>
      </div>
      <p class="drop-state" role="status" data-state></p>
      <ul class="plain" aria-live="polite" data-sent></ul>
      <noscript>
        {plainUploadLimit ? (
          <PlainUpload
            action="/f/lotto/file"
            limit={fileSize(plainUploadLimit, site.lang)}
            id="plain-lotto"
            label={words.chooseOne}
            forms={forms}
            m={m}
          />
        ) : (
          <p class="file-note">{words.noScript}</p>
        )}
      </noscript>
    </div>
  );
}

const tags = { OPEN: "tag-neutral", TAKEN: "tag-success", REFUSED: "tag-danger" } as const;

const sentence = ({ state, subject, why }: BatchFileProps, m: Messages, lang: Lang): string => {
  const words = m.route.batch;
  if (state === "OPEN") return words.openText;
  return state === "TAKEN" ? fill(words.takenText, { subject: written(subject ?? "") }) : (why?.[lang] ?? "");
};

function Results({ files, site, m }: Props) {
  const words = m.route.batch;
  if (files.length === 0) return <p class="none">{words.resultsNone}</p>;
  const count = (state: BatchFileProps["state"]) => String(files.filter((one) => one.state === state).length);
  return (
    <>
      <p role="status">
        {fill(words.summary, { taken: count("TAKEN"), refused: count("REFUSED"), open: count("OPEN") })}
      </p>
      <ul class="files">
        {files.map((file) => (
          <li class="panel">
            <div class="file-head">
              <h3 class="file-name">{file.fileName}</h3>
              <span class={`tag ${tags[file.state]}`}>{words[file.state]}</span>
            </div>
            <p class="file-note">
              <Line text={sentence(file, m, site.lang)} />
            </p>
            {file.code ? <p class="codes">{file.code}</p> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Download, sign, upload: only while something waits to be signed. */
function Steps(props: Props) {
  const words = props.m.route.batch;
  return (
    <>
      <section aria-labelledby="pacchetto">
        <h2 id="pacchetto">{words.step1}</h2>
        <p>{words.step1Text}</p>
        <Package {...props} />
      </section>
      <section aria-labelledby="firmare">
        <h2 id="firmare">{words.step2}</h2>
        <p>{words.step2Text}</p>
      </section>
      <section aria-labelledby="caricare">
        <h2 id="caricare">{words.step3}</h2>
        <p>{words.step3Text}</p>
        <Upload {...props} />
      </section>
    </>
  );
}

/** `GET /f/lotto`: every act that waits for the person's signature, the package with them, and what came back. */
export function Batch(props: BatchProps) {
  const { site, name, acts, refusal } = props;
  const m = messagesIn(site.lang);
  const words = m.route.batch;
  return (
    <Layout site={site} face="signatory" title={words.title} scripts={["batch.js"]}>
      <h1>{words.title}</h1>
      {acts.length > 0 ? <p class="lead">{fill(words.lead, { name })}</p> : null}
      <Refusal site={site} title={words.refused} refusal={refusal} />
      <section aria-labelledby="attendono">
        <h2 id="attendono">{fill(words.waiting, { n: String(acts.length) })}</h2>
        {acts.length === 0 ? (
          <Empty title={words.none}>
            <p>{words.noneText}</p>
          </Empty>
        ) : (
          <Acts {...props} m={m} />
        )}
      </section>
      {acts.length > 0 ? <Steps {...props} m={m} /> : null}
      <section aria-labelledby="caricati">
        <h2 id="caricati">{words.results}</h2>
        <Results {...props} m={m} />
      </section>
      <p>
        <a href="/f/atto">{words.back}</a>
      </p>
    </Layout>
  );
}

/** What the page's script asks for while files are judged and while the package is made. */
export function batchStatus({ pack, files }: Pick<BatchProps, "pack" | "files">, lang: Lang): BatchStatus {
  const m = messagesIn(lang);
  const shown = files.map((file) => [
    file.slotId,
    { busy: file.state === "OPEN", title: m.route.batch[file.state], text: sentence(file, m, lang) },
  ]);
  return { pack: pack?.state ?? null, files: Object.fromEntries(shown) };
}
