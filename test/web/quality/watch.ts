import type { Page } from "playwright-core";

/** What a browser did on its own while a page was open: complaints and requests to anybody but the site itself. */
export type Watch = { readonly take: () => string[] };

/**
 * Notes everything that a page asks for and complains of: requests to a third party, answers that failed,
 * console errors and warnings, faults of scripts, refusals of the content policy.
 */
export function watchPage(page: Page, origin: string): Watch {
  let noted: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && new URL(url).origin !== origin) noted.push(`asked a third party: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      noted.push(`${response.status()} ${response.url()}`);
  });
  page.on("console", (message) => {
    // Told with its address by the answer itself; and whether a font is used within seconds is a matter of this machine.
    const isToldElsewhere = /^Failed to load resource|was preloaded using link preload/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isToldElsewhere) noted.push(message.text().slice(0, 300));
  });
  page.on("pageerror", (fault) => noted.push(fault.message));
  return {
    take: () => {
      const taken = noted;
      noted = [];
      return taken;
    },
  };
}
