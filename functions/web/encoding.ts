/** The best encoding that the header takes; one with `q=0` is refused (RFC 9110 §12.5.3). */
export function encodingOf(accepts: string | undefined): "br" | "gzip" | undefined {
  const taken = (accepts ?? "")
    .toLowerCase()
    .split(",")
    .map((one) => one.trim().split(/\s*;\s*/))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ""))
    .map(([name]) => name);
  return (["br", "gzip"] as const).find((one) => taken.includes(one));
}
