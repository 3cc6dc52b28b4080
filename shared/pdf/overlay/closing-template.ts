/**
 * The page that comes behind a foreign PDF: the same words as a rendered copy's own page. Black, white and grey alone,
 * because DeviceGray is allowed beside any output intent of the PDF/A that it is added to. The lower margin is the
 * band's. Every word comes from /act.json as data.
 */
export const closingTemplate = `
#let act = json("/act.json")
#let ink = luma(25)
#let muted = luma(85)
#let hair = luma(185)
#let label-column = 112pt
#set document(title: act.title, author: act.body, date: none)
#set text(font: "Source Sans 3", fallback: false, lang: "it", region: "it", size: 9.8pt, fill: ink, hyphenate: false)
#set smartquote(enabled: false)
#set par(justify: false, leading: 0.5em, spacing: 7pt)
#set page(paper: "a4", margin: (x: 56pt, top: 62pt, bottom: 104pt))

// A word that no line can hold is cut into boxes: a line may end after each, and no character enters the text.
#let breakable(least, words) = {
  let long = regex("\\\\S{" + str(least) + ",}")
  if words.len() < least or not words.contains(long) { return words }
  let at = 0
  for found in words.matches(long) {
    words.slice(at, found.start)
    found.text.clusters().chunks(3).map(part => box(part.join())).join()
    at = found.end
  }
  words.slice(at)
}
#let prose(words) = words.replace("\\t", " ").split("\\n").map(breakable.with(48)).join(linebreak())
#let digest(words) = text(font: ("IBM Plex Mono", "Source Sans 3"), size: 8.2pt, breakable(70, words))
#let said(one) = {
  if one.style == "strong" { text(weight: "semibold", prose(one.text)) }
  if one.style == "plain" { prose(one.text) }
  if one.style == "mono" { digest(one.text) }
  if one.style == "note" { text(size: 9pt, fill: muted, style: "italic", prose(one.text)) }
}
#let item(lines) = block(breakable: false, above: 0pt, below: 7pt, lines.map(said).join(linebreak()))
// One path: a picture would bring a colour space of its own.
#let module = 92pt / act.qr.modules
#let corner(x, y) = (x * module, y * module)
#let qr = curve(fill: luma(0), ..act.qr.runs.map(((x, y, wide)) => (
  curve.move(corner(x, y)),
  curve.line(corner(x + wide, y)),
  curve.line(corner(x + wide, y + 1)),
  curve.line(corner(x, y + 1)),
  curve.close(),
)).flatten())

#text(size: 14pt, weight: "bold", upper(act.body))
#h(8pt)
#text(size: 10.5pt, fill: muted, act.kind)
#v(2pt)
#line(length: 100%, stroke: 0.8pt + ink)
#v(4pt)
#heading(level: 1, text(size: 16pt, act.page.title))
#v(2pt)
#block(below: 8pt, text(weight: "semibold", prose(act.subject)))
#block(width: 100%, stroke: 0.8pt + ink, radius: 2pt, inset: (x: 8pt, y: 3pt), below: 4pt, grid(
  columns: (92pt, 1fr),
  column-gutter: 14pt,
  align: horizon,
  box(width: 92pt, height: 92pt, place(top + left, qr)),
  act.page.qr.lines.map(said).join(linebreak()),
))
#for one in act.page.sections {
  block(width: 100%, above: 10pt, below: 7pt, sticky: true, line(length: 100%, stroke: 0.4pt + hair))
  grid(
    columns: (label-column - 14pt, 1fr),
    column-gutter: 14pt,
    {
      set par(leading: 0.4em)
      heading(level: 2, text(size: 8.8pt, weight: "bold", one.title))
    },
    one.items.map(item).join(),
  )
}
`;
