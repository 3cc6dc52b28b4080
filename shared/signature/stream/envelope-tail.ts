import { cmsOid } from "../cms/oids.ts";
import { readSignedData, type SignedData } from "../cms/signed-data.ts";
import { berToDer } from "../der/ber.ts";
import { derElement, joinDer } from "../der/element.ts";
import { contextConstructed, TAG } from "../der/node.ts";
import { encodedOid } from "../der/write.ts";
import { MalformedError } from "../error.ts";
import type { EnvelopeHead, Wrapper } from "./envelope-head.ts";

export interface Closed {
  /** The envelope with an empty octet string where its content was. */
  readonly signedData: SignedData;
  readonly ber: boolean;
  /** Bytes of the tail that belong to the envelope. */
  readonly length: number;
}

/**
 * Reads what follows the content, from offset `base` of the envelope on, and closes everything that its head opened.
 *
 * Every definite length must end exactly where its element does: an envelope of which two readers see different ends
 * is refused.
 *
 * @throws {MalformedError}
 */
export function closeEnvelope(head: EnvelopeHead, tail: Uint8Array, base: number): Closed {
  const place: Place = { tail, base, at: 0 };
  const [info, wrapper, signedData, encapsulated, explicit] = head.wrappers;
  let { ber } = head;
  if (explicit !== undefined) close(explicit, place);
  if (encapsulated !== undefined) close(encapsulated, place);
  const rest: Uint8Array[] = [];
  while (signedData !== undefined && !atEnd(signedData, place)) {
    const { der, changed, end } = berToDer(tail, place.at);
    rest.push(der);
    ber ||= changed;
    place.at = end;
  }
  for (const each of [signedData, wrapper, info]) if (each !== undefined) close(each, place);
  return { signedData: readSignedData(whole(head, rest)), ber, length: place.at };
}

interface Place {
  readonly tail: Uint8Array;
  readonly base: number;
  at: number;
}

function atEnd(wrapper: Wrapper, { tail, base, at }: Place): boolean {
  if (wrapper.end === null) return tail[at] === 0 && tail[at + 1] === 0;
  if (base + at > wrapper.end) {
    throw new MalformedError("DER_TRUNCATED", "length runs past the enclosing element", base + at);
  }
  return base + at === wrapper.end;
}

function close(wrapper: Wrapper, place: Place): void {
  if (!atEnd(wrapper, place)) {
    const cut = place.at >= place.tail.length;
    throw new MalformedError(
      cut ? "DER_TRUNCATED" : "CMS_MALFORMED",
      cut ? "the envelope ends inside an element" : `more than one element in ${wrapper.what}`,
      place.base + place.at,
    );
  }
  if (wrapper.end === null) place.at += 2;
}

const signedDataOid = encodedOid(cmsOid.signedData);

function whole(head: EnvelopeHead, rest: readonly Uint8Array[]): Uint8Array {
  const empty = derElement(contextConstructed(0), derElement(TAG.octetString, new Uint8Array()));
  const content = head.content === null ? [] : [empty];
  const encapsulated = derElement(TAG.sequence, joinDer([head.contentTypeOid, ...content]));
  const parts = [head.version, head.digestAlgorithms, encapsulated, ...rest];
  const signedData = derElement(TAG.sequence, joinDer(parts));
  const explicit = derElement(contextConstructed(0), signedData);
  return derElement(TAG.sequence, joinDer([signedDataOid, explicit]));
}
