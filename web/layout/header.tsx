import type { Messages } from "../messages/messages.ts";
import { Hidden } from "../parts/form.tsx";
import type { Site } from "../views.ts";
import { BodyMark } from "./body-mark.tsx";
import type { Face } from "./layout.tsx";

type Props = { site: Site; face: Face; m: Messages };

const pathOf = (site: Site) => site.path.split("?")[0] ?? "/";

/** Pages that only some roles may see are offered to them alone. */
const forRoles = [
  ["/ufficio/albo/giorni", ["publisher", "operator"]],
  ["/ufficio/stato", ["operator", "auditor"]],
] as const;

function navOf(face: Face, m: Messages, site: Site): readonly (readonly [href: string, label: string])[] {
  const roles = site.session?.roles ?? [];
  if (face === "signatory") return [];
  const labels = {
    "/ufficio/albo/giorni": m.publication.outages.nav,
    "/ufficio/stato": m.service.nav,
  };
  if (face === "officer")
    return [
      ["/ufficio", m.nav.worklist],
      ["/ufficio/nuovo", m.nav.newAct],
      ["/ufficio/uffici", m.offices.nav],
      ...forRoles.flatMap(([href, who]) =>
        who.some((role) => roles.includes(role)) ? [[href, labels[href]] as const] : [],
      ),
      ...(site.session?.manages ? ([["/gestione", m.settings.nav]] as const) : []),
      ["/", m.frame.portal],
    ];
  return [
    ["/", m.nav.home],
    ["/albo", m.nav.albo],
    ["/trasparenza", m.nav.transparency],
    ["/verifica", m.nav.verify],
  ];
}

/** The entry of the menu that this page is in: the longest address that it begins with. */
function currentOf(path: string, hrefs: readonly string[]): string | undefined {
  const under = hrefs.filter((href) => path === href || (href !== "/" && path.startsWith(`${href}/`)));
  return under.sort((a, b) => b.length - a.length)[0];
}

const languageHref = (site: Site) =>
  `${site.path}${site.path.includes("?") ? "&" : "?"}lang=${site.lang === "it" ? "en" : "it"}`;

function Slim({ site, face, m }: Props) {
  return (
    <div class="it-header-slim-wrapper">
      <div class="container">
        <div class="it-header-slim-wrapper-content">
          <span class="slim-above">{site.above ?? ""}</span>
          <ul class="slim-tools">
            <li>
              <a href={languageHref(site)} lang={site.lang === "it" ? "en" : "it"} title={m.frame.languageHint}>
                {m.frame.language}
              </a>
            </li>
            {face === "portal" ? (
              <li>
                <a href={site.session ? "/ufficio" : "/accesso"}>{m.frame.staffArea}</a>
              </li>
            ) : null}
            {face === "officer" && site.session ? (
              <li class="slim-user">
                <a href="/ufficio/accesso">{site.session.name}</a>
                <form method="post" action="/uscita">
                  <Hidden tokens={site.session.logout} />
                  <button type="submit">{m.frame.logout}</button>
                </form>
              </li>
            ) : null}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** Header of the body, one form for each face: who is speaking, and where one can go. */
export function Header({ site, face, m }: Props) {
  const links = face === "officer" && !site.session ? [] : navOf(face, m, site);
  const current = currentOf(
    pathOf(site),
    links.map(([href]) => href),
  );
  const taglines = { portal: m.frame.tagline, officer: m.frame.officeTagline, signatory: m.frame.signatoryTagline };
  const brand = (
    <>
      <BodyMark site={site} />
      <span class="brand-text">
        <span class="brand-title">{site.bodyName}</span>
        <span class="brand-tagline">{taglines[face]}</span>
      </span>
    </>
  );
  return (
    <header class="site-header">
      <Slim site={site} face={face} m={m} />
      <div class="site-brand">
        <div class="container">
          {face === "signatory" ? (
            <div class="brand">{brand}</div>
          ) : (
            <a class="brand" href={face === "officer" && site.session ? "/ufficio" : "/"}>
              {brand}
            </a>
          )}
        </div>
      </div>
      {links.length > 0 ? (
        <nav class="site-nav" aria-label={m.frame.mainNav}>
          <ul class="container">
            {links.map(([href, label]) => (
              <li>
                <a href={href} {...(href === current ? { "aria-current": "page" } : {})}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
    </header>
  );
}
