const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\//, "Firefox"],
  [/\b(?:Headless)?Chrome\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** Browser and system in two words, for people to recognise a session of theirs: the whole text would tell them apart. */
export function agentOf(header: string | undefined): string {
  const text = (header ?? "").slice(0, 500);
  const name = (list: typeof browsers) => list.find(([pattern]) => pattern.test(text))?.[1];
  return [name(browsers), name(systems)].filter((one) => one !== undefined).join(", ");
}
