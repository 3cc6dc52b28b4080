import type { Upload } from "../../act/index.ts";
import { changeAct } from "../model/change-act.ts";
import { type Answer, answer, no, refuse } from "../model/refusals.ts";
import type { UploadPermission } from "../ports/objects.ts";
import type { ChangeWorld, World } from "../world.ts";

export type UploadRequest = {
  readonly actId: string;
  readonly by: string;
  /** The attachment's label, or `null` for the signed act. */
  readonly label: string | null;
  readonly fileName: string;
  readonly length: number;
  readonly type: string;
  /** Upper-case hex; absent where the page cannot hash. */
  readonly sha256?: string | undefined;
};

export type Permitted = { readonly slotId: string; readonly permission: UploadPermission };

/** Where an upload of an act lands; never derived from a file name. `uploadOf` reads it back from an object event. */
export const uploadKey = (actId: string, slotId: string) => `acts/${actId}/${slotId}`;
export function uploadOf(key: string): { readonly actId: string; readonly slotId: string } | undefined {
  const [, actId, slotId] = /^acts\/([A-Za-z0-9]+)\/([A-Za-z0-9]+)$/.exec(key) ?? [];
  return actId === undefined || slotId === undefined ? undefined : { actId, slotId };
}

/** Gives the permission to upload one file: recorded on the act first, then signed by the store, bound to what was declared. */
export async function permitUpload(
  world: ChangeWorld & Pick<World, "objects">,
  request: UploadRequest,
): Promise<Answer<Permitted>> {
  const invalid = whatIsWrong(request);
  if (invalid) return refuse(invalid);
  const { settings } = world;
  const slotId = world.newId();
  let upload: Upload | undefined;
  const changed = await changeAct(world, request.actId, (_head, now) => {
    upload = {
      slotId,
      key: uploadKey(request.actId, slotId),
      fileName: request.fileName.normalize("NFC"),
      length: request.length,
      type: request.type,
      ...(request.sha256 === undefined ? {} : { sha256: request.sha256 }),
      by: request.by,
      openedAt: now,
      expiresAt: new Date(Date.parse(now) + settings.uploadMinutes * 60_000).toISOString(),
    };
    const limit = settings.uploadLimit;
    return {
      command:
        request.label === null
          ? { type: "openSignedUpload", who: request.by, upload, limit }
          : { type: "openUpload", label: request.label, upload, limit },
    };
  });
  if (!changed.ok) return changed;
  if (!upload) throw new Error("an upload was opened");
  const { key, length, type, expiresAt, sha256 } = upload;
  const terms = { bucket: "intake" as const, key, length, type, expiresAt };
  const permission = await world.objects.permitUpload(sha256 === undefined ? terms : { ...terms, sha256 });
  return answer({ slotId, permission });
}

const wrong = (field: string, value: string | number, expectation: string) =>
  no("REQUEST_NOT_VALID", { field, value, expectation });

/** Bidirectional controls make `fdp.exe` read as `exe.pdf` (Unicode TR 36 §3). */
const turnsDirection = /[\u202a-\u202e\u2066-\u2069]/u;

/** The name is only ever shown: a path-like or unprintable one is refused because it says that something is amiss. */
export function whatIsWrong({ fileName, length, type, sha256 }: Omit<UploadRequest, "actId" | "by" | "label">) {
  if (fileName.length === 0 || fileName.length > 255 || !fileName.isWellFormed())
    return wrong("fileName", fileName.slice(0, 40), "un nome da 1 a 255 caratteri / a name of 1 to 255 characters");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[/\\\u0000-\u001f\u007f]|^\.{1,2}$/u.test(fileName) || turnsDirection.test(fileName))
    return wrong(
      "fileName",
      fileName,
      "un nome di file, senza percorso e senza caratteri di controllo / a file name, without a path and without control characters",
    );
  if (!Number.isSafeInteger(length) || length < 0)
    return wrong("length", length, "il numero di byte del file / the number of bytes of the file");
  if (type.length > 127 || !/^[\w.+-]+\/[\w.+-]+$/.test(type))
    return wrong(
      "type",
      type.slice(0, 40),
      "un tipo MIME, per esempio application/pdf / a MIME type, such as application/pdf",
    );
  if (sha256 !== undefined && !/^[0-9A-F]{64}$/.test(sha256))
    return wrong("sha256", sha256, "64 caratteri esadecimali / 64 hexadecimal characters");
  return undefined;
}
