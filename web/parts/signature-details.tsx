import type { Report, SignatureReport } from "../../shared/signature/index.ts";
import { moment } from "../format.ts";
import type { Messages } from "../messages/messages.ts";
import { printed } from "../messages/printed.ts";
import type { Lang } from "../views.ts";
import { Written } from "./written.tsx";

/** The verifier's sentence with its instants as people write them, and the printer's apostrophe. */
const forPeople = (sentence: string, lang: Lang) =>
  printed(sentence).replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, (time) => readable(time, lang));

const readable = (time: string, lang: Lang) => (Number.isNaN(Date.parse(time)) ? time : moment(time, lang));

function One({ signature, lang }: { signature: SignatureReport; lang: Lang }) {
  const { signer, signingTime } = signature;
  const time = signingTime.proved ?? signingTime.claimed;
  return (
    <li>
      <p>
        <strong>{signer ? <Written>{signer.name}</Written> : "—"}</strong>
        {signer ? (
          <>
            {" · "}
            <Written>{signer.issuer}</Written>
          </>
        ) : null}
        {time ? ` · ${readable(time, lang)}` : ""}
      </p>
      <p class="codes">{[signature.kind, signature.indication, signature.subIndication].filter(Boolean).join(" · ")}</p>
      {signature.reasons.length > 0 ? (
        <ul>
          {signature.reasons.map((reason) => (
            <li>{forPeople(reason.message, lang)}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** The verifier's own words, signature by signature, with the ETSI indication. */
export function SignatureDetails({ report, m, lang }: { report: Report; m: Messages; lang: Lang }) {
  const all = [...report.signatures, ...(report.content?.signatures ?? [])];
  if (all.length === 0 && report.disagreements.length === 0) return null;
  return (
    <details>
      <summary>{m.signature.reasons}</summary>
      <ul class="signatures">
        {all.map((signature) => (
          <One signature={signature} lang={lang} />
        ))}
      </ul>
      {report.disagreements.map((one) => (
        <p class="file-note">{printed(one.message)}</p>
      ))}
    </details>
  );
}
