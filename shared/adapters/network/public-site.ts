import type { PublicSite } from "../../workflow/ports/public-site.ts";

/** A page that takes longer has not been shown to anybody. */
const milliseconds = 10_000;

/**
 * Asks the body's own public pages by their public address. Redirects are not followed: a page that sends elsewhere is
 * not the page. `fetch` is handed in by tests.
 */
export const publicSiteAt = (origin: () => string, ask: typeof fetch = fetch): PublicSite => ({
  ask: async (path) => {
    try {
      const answer = await ask(new URL(path, origin()), {
        redirect: "manual",
        signal: AbortSignal.timeout(milliseconds),
        headers: { "user-agent": "Visto (rilevazione dell'albo)", "cache-control": "no-cache" },
      });
      // A status that is followed by a body that breaks off is no page.
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return undefined;
    }
  },
});
