/** Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2). */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

const INK = "#1c1b19";
const FALLBACK = "#123b63";

export type Brand = {
  /** Fills: the chosen answer, the progress, the button. */
  fill: string;
  /** Text on the fill. */
  onFill: string;
  /** The brand as text on white, or ink where that would be too pale to read. */
  text: string;
};

/** Colours of a public page from the workspace's brand colour; text always keeps 4.5 : 1. */
export function brandOf(color: string): Brand {
  const fill = /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : FALLBACK;
  const light = luminance(fill);
  return {
    fill,
    onFill: contrast(light, 1) >= 4.5 ? "#ffffff" : INK,
    text: contrast(light, 1) >= 4.5 ? fill : INK,
  };
}
