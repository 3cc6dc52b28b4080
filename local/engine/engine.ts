import type { Renderer } from "../../shared/pdf/index.ts";

/** The renderer on a thread of its own: Typst compiles synchronously for seconds and would stop the whole server. */
export type Engine = Renderer & {
  /** Stops the thread. Renderings under way reject. */
  readonly close: () => Promise<void>;
};
