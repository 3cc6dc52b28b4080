/** Parts of the app that are bundled each by itself (`face-*.ts`); each has all that its addresses need. */
export const faces = ["portal", "signatory", "api", "docs", "desk"] as const;
export type Face = (typeof faces)[number];

const portal = [
  "",
  "accessibilita",
  "note-legali",
  "privacy",
  "albo",
  "trasparenza",
  "atti",
  "verifica",
  "impronte",
  "dati",
  "sitemap.xml",
  "log",
];
const parts: Readonly<Record<string, Face>> = {
  ...Object.fromEntries([...portal, "robots.txt", ".well-known", "static", "ente"].map((part) => [part, "portal"])),
  f: "signatory",
  api: "api",
  problemi: "docs",
  "openapi.json": "docs",
};

/** The face that an address belongs to, by its first part; the desk where none is named here. */
export function faceOf(path: string): Face {
  if (path === "/api/documentazione") return "docs";
  const [, part = ""] = path.split("/", 2);
  return Object.hasOwn(parts, part) ? (parts[part] ?? "desk") : "desk";
}
