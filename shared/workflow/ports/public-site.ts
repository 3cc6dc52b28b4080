/** The body's public pages as somebody outside sees them: asked by their public address, through whatever stands before us. */
export interface PublicSite {
  /** The status of a page's answer, its body read to the end; `undefined` when there was none in time. Never throws. */
  ask(path: string): Promise<number | undefined>;
}
