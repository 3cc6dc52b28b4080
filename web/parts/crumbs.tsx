/** `lang` where the label is what people wrote, an oggetto say. */
export type Crumb = { readonly label: string; readonly href?: string; readonly lang?: "it" };

/** Where this page is; the last crumb is the page itself. */
export function Crumbs({ crumbs, label }: { crumbs: readonly Crumb[]; label: string }) {
  return (
    <nav class="crumbs" aria-label={label}>
      <ol class="breadcrumb">
        {crumbs.map((crumb) =>
          crumb.href ? (
            <li class="breadcrumb-item">
              <a href={crumb.href} {...(crumb.lang ? { lang: crumb.lang } : {})}>
                {crumb.label}
              </a>
            </li>
          ) : (
            <li class="breadcrumb-item active" aria-current="page" {...(crumb.lang ? { lang: crumb.lang } : {})}>
              {crumb.label}
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}
