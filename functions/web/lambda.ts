import type { EdgeHandler } from "./edge.ts";
import { faceOf } from "./faces.ts";

/**
 * Reads no more of the app than the face that is asked for (`face-*.ts`, each a bundle of its own beside this one, made by
 * `infra/bundle.ts`): a process may live for one request. What is read stays.
 */
export const handler: EdgeHandler = async (event, context) => {
  const file = new URL(`./face-${faceOf(event.rawPath)}.mjs`, import.meta.url);
  const face: { readonly handler: EdgeHandler } = await import(file.href);
  return face.handler(event, context);
};
