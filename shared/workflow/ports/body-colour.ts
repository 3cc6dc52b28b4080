/** WCAG 2.1 SC 1.4.3: text of the usual size needs this much against what is behind it. */
export const leastContrast = 4.5;
/** Lines and links also stand on the grey of panels (#e8edf3), which takes a fifth of the contrast away. */
const leastForText = 5.6;

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

type Rgb = readonly [red: number, green: number, blue: number];

const rgbOf = (colour: string): Rgb => {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
};

/** Relative luminance of a colour in sRGB (WCAG 2.1, glossary). */
function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Contrast of white text on the colour, 1 to 21, rounded down to two places: 4.499 is not 4.5. */
export const contrastWithWhite = (colour: string): number =>
  Math.floor((1.05 / (luminance(colour) + 0.05)) * 100) / 100;

function mixedWithBlack(colour: string, share: number): string {
  const parts = rgbOf(colour).map((part) => Math.round(part * (1 - share)));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The shades that the pages use of a body's colour: as chosen, for text and lines, and darker ones behind white text. */
export type Shades = {
  readonly primary: string;
  readonly text: string;
  readonly hover: string;
  readonly slim: string;
  readonly deep: string;
};

export function shadesOf(colour: string): Shades {
  const primary = colour.toLowerCase();
  let text = primary;
  for (let share = 0.05; contrastWithWhite(text) < leastForText && share < 1; share += 0.05)
    text = mixedWithBlack(primary, share);
  return {
    primary,
    text,
    hover: mixedWithBlack(primary, 0.15),
    slim: mixedWithBlack(primary, 0.12),
    deep: mixedWithBlack(primary, 0.35),
  };
}
