import type { PublishedHead } from "../shared/act/index.ts";
import { day, fill } from "./format.ts";
import type { Messages } from "./messages/messages.ts";
import type { Lang } from "./views.ts";

/** A file of an act that the public may fetch at `/atti/<actId>/file/<name>`. */
export type PublicFile = {
  readonly name: string;
  readonly title: string;
  /** What the act calls it, in the act's own language. */
  readonly written?: string;
  readonly sha256: string;
  readonly length: number;
  readonly format: string;
  readonly note: string;
  /** Absent for an attachment that is not published: its impronta is, so that whoever holds it can check it. */
  readonly href?: string;
  /** The impronta that the act records, where it is that of the content of the envelope and not of the file. */
  readonly recorded?: string | undefined;
};

/** Where files are served whose copies an edge has, by their names. */
export type FileHrefs = Readonly<Record<string, string>> | undefined;

/** Where the public fetches a file of an act: at the edge if a copy is there, else by asking us. */
export const publicHref = (actId: string, name: string, hrefs?: FileHrefs): string =>
  hrefs?.[name] ?? `/atti/${encodeURIComponent(actId)}/file/${encodeURIComponent(name)}`;

/** The files of a sealed act: the signed original, the copy, the attachments that were verified. */
export function publicFilesOf(head: PublishedHead, m: Messages, lang: Lang, hrefs?: FileHrefs): readonly PublicFile[] {
  const { registration, signed, copy } = head;
  const hrefOf = (name: string) => publicHref(head.actId, name, hrefs);
  const attachments = head.slots.flatMap((slot): PublicFile[] => {
    if (!slot.file) return [];
    const name = `allegato-${slot.label}`;
    const withheld = slot.publication === "esclusa" || slot.publication === "omissis";
    const inner = slot.verdict?.covers === "content" ? ` ${m.verdict.inner}` : "";
    return [
      {
        name,
        title: fill(m.act.attachment, { label: slot.label }),
        written: slot.title,
        sha256: slot.file.sha256,
        length: slot.file.length,
        format: slot.file.format,
        note: `${withheld ? `${m.portal.act.withheld} ` : ""}${m.portal.act.hashLine}${inner}`,
        ...(withheld ? {} : { href: hrefOf(name) }),
        ...(inner !== "" && slot.recorded !== null ? { recorded: slot.recorded } : {}),
      },
    ];
  });
  if (head.publication.rendition === "omissis") return [...omissisFiles(head, m, hrefOf), ...attachments];
  return [
    {
      name: "originale",
      title: m.portal.act.original,
      sha256: signed.sha256,
      length: signed.length,
      format: signed.format,
      note: m.portal.act.originalText,
      href: hrefOf("originale"),
    },
    {
      name: "copia",
      title: m.portal.act.copy,
      sha256: copy.sha256,
      length: copy.length,
      format: "pdf",
      note: fill(m.portal.act.copyText, {
        number: registration.number,
        year: registration.year,
        date: day(registration.date, lang),
        digest: signed.sha256,
      }),
      href: hrefOf("copia"),
    },
    ...attachments,
  ];
}

/** With omissis: the text that is published, and the impronta of the original that is not. */
function omissisFiles(head: PublishedHead, m: Messages, hrefOf: (name: string) => string): readonly PublicFile[] {
  const { signed, omissis } = head;
  const words = m.publication.omissis;
  const { sha256, length, format } = signed;
  const original = { name: "originale", title: m.portal.act.original, sha256, length, format };
  return [
    ...(omissis?.file
      ? [
          {
            name: "omissis",
            title: words.file,
            sha256: omissis.file.sha256,
            length: omissis.file.length,
            format: "pdf",
            note: fill(words.fileText, { digest: signed.sha256 }),
            href: hrefOf("omissis"),
          },
        ]
      : []),
    { ...original, note: words.originalWithheld },
  ];
}
