import type { Child } from "hono/jsx";
import { messagesIn } from "../messages/messages.ts";
import { type Crumb, Crumbs } from "../parts/crumbs.tsx";
import { earlyFonts } from "../static-files.ts";
import { staticHref } from "../static-names.ts";
import type { Site } from "../views.ts";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { Ribbon } from "./ribbon.tsx";

export type Face = "portal" | "officer" | "signatory";

/** The frame of every page: ribbon, header, where you are, the page, footer. */
export function Layout(props: {
  site: Site;
  face: Face;
  title: string;
  crumbs?: readonly Crumb[];
  /** Names of the modules under /static that this page uses. */
  scripts?: readonly string[];
  /** Names of style sheets that this page needs besides the common ones. */
  styles?: readonly string[];
  /** Where the page goes on to by itself, at once. */
  refresh?: string;
  /** Pages that search engines must not keep. */
  noindex?: boolean;
  children: Child;
}) {
  const { site, face, title } = props;
  const m = messagesIn(site.lang);
  return (
    <html lang={site.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {props.refresh ? <meta http-equiv="refresh" content={`0; url=${props.refresh}`} /> : null}
        <title>{`${title} – ${site.bodyName}`}</title>
        {props.noindex || face !== "portal" ? <meta name="robots" content="noindex, nofollow, noarchive" /> : null}
        <meta name="theme-color" content={site.look?.colour ?? "#0066cc"} />
        {earlyFonts.map((path) => (
          <link rel="preload" as="font" type="font/woff2" href={staticHref(path)} crossorigin="" />
        ))}
        <link rel="icon" type="image/svg+xml" href={staticHref("/static/favicon.svg")} />
        {["visto", ...(props.styles ?? [])].map((name) => (
          <link rel="stylesheet" href={staticHref(`/static/${name}.css`)} />
        ))}
        {site.look?.style ? <link rel="stylesheet" href={site.look.style} /> : null}
        {(props.scripts ?? []).map((name) => (
          <script type="module" src={staticHref(`/static/${name}`)}></script>
        ))}
      </head>
      <body class={`face-${face}`}>
        <div class="skiplinks">
          <a class="visually-hidden-focusable" href="#contenuto">
            {m.frame.skipToContent}
          </a>
          <a class="visually-hidden-focusable" href="#piede">
            {m.frame.skipToFooter}
          </a>
        </div>
        <Ribbon site={site} m={m} />
        <Header site={site} face={face} m={m} />
        <main id="contenuto" class="container page" tabindex={-1}>
          {props.crumbs ? <Crumbs crumbs={props.crumbs} label={m.frame.breadcrumb} /> : null}
          {props.children}
        </main>
        <Footer site={site} face={face} m={m} />
      </body>
    </html>
  );
}
