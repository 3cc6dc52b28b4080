/** When the store may forget an item, seconds since 1970. Until it does, whoever reads it looks at the item's own end. */
export const ttlAfter = (instant: string, days = 0): { readonly ttl: number } => ({
  ttl: Math.ceil(Date.parse(instant) / 1000) + days * 86_400,
});

export const later = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();
export const minute = 60_000;
