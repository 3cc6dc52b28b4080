let names: Readonly<Record<string, string>> = {};

/**
 * The address of a static file as pages write it: with the digest of its bytes in its name, so that a browser keeps it
 * for a year and never shows an old one. Until somebody has said the names, the plain address, which is asked again.
 */
export const staticHref = (path: string): string => names[path] ?? path;

/** Said once by whoever serves the pages, before the first of them. Pages cannot read files: they must be told. */
export function tellStaticNames(all: Readonly<Record<string, string>>): void {
  names = all;
}
