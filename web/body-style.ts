/** The shades of a body's colour, as the pages use them. */
export type BodyShades = {
  readonly primary: string;
  readonly text: string;
  readonly hover: string;
  readonly slim: string;
  readonly deep: string;
};

/**
 * The style sheet of a body's colour: custom properties, and where the framework has colours written in, the same
 * properties in their place. Every value is a colour that was checked, so nothing of a setting becomes a rule.
 */
export function bodyStyle({ primary, text, hover, slim, deep }: BodyShades): string {
  return `:root {
  --visto-primary: ${primary};
  --visto-primary-hover: ${hover};
  --visto-primary-deep: ${deep};
  --visto-blue: ${text};
  --bs-primary: ${primary};
  --bs-link-color: ${text};
  --bs-link-hover-color: ${deep};
}
.site-brand,
.site-nav {
  background: var(--visto-primary);
}
.it-header-slim-wrapper {
  background: ${slim};
}
.site-footer .it-footer-main {
  background-color: var(--visto-primary-hover);
}
.site-footer .it-footer-small-prints {
  background-color: var(--visto-primary-deep);
}
.btn-primary {
  --bs-btn-bg: var(--visto-primary);
  --bs-btn-border-color: var(--visto-primary);
  --bs-btn-hover-bg: var(--visto-primary-hover);
  --bs-btn-hover-border-color: var(--visto-primary-hover);
  --bs-btn-active-bg: var(--visto-primary-deep);
  --bs-btn-active-border-color: var(--visto-primary-deep);
}
`;
}
