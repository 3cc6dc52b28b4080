import type { ArchiveFiles } from "../ports/archive-files.ts";
import { workFolder } from "./layout.ts";

/** Lines gathered by shard and appended in large pieces, so that no more than some megabytes wait. */
export function openSpool(files: ArchiveFiles, what: string) {
  const waiting = new Map<string, Uint8Array[]>();
  let bytes = 0;
  const flush = async () => {
    for (const [shard, parts] of waiting) await files.append(`${workFolder}/${what}-${shard}`, joined(parts));
    waiting.clear();
    bytes = 0;
  };
  return {
    async add(shard: string, text: Uint8Array) {
      waiting.set(shard, [...(waiting.get(shard) ?? []), text]);
      bytes += text.length;
      if (bytes > 8 * 1024 * 1024) await flush();
    },
    end: flush,
  };
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
