import { formKey } from "../model/store-form.ts";
import type { Item } from "../ports/items.ts";

/**
 * What lets somebody in, or is forgotten anyway: sessions, links and codes, counts of tries, kept answers, the trace of
 * a mail. A store that was restored begins with nobody inside, and signatories are sent a new link.
 */
const fleeting = /^(SES|TOK|OTP|COD|LIM|IDEM|MSG|KEY)#/;

/** Which public copies there are is known by the store that has them. */
const ofThisStore = /#PUBF#/;

/** Whether an item is part of an archive. What the store may forget by itself (`ttl`) is not. */
export const isCarried = (item: Item): boolean =>
  item["ttl"] === undefined && !fleeting.test(item.pk) && !ofThisStore.test(item.pk) && item.pk !== formKey.pk;
