import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** The roles as the style sheet itself says them, so that test and page cannot drift apart. */
const css = readFileSync(new URL("../../../app/globals.css", import.meta.url), "utf8");
const roles = new Map<string, { light: string; dark: string }>();
for (const [, role, light, dark] of css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)) {
  roles.set(String(role), { light: String(light), dark: String(dark) });
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Mixes a share of one colour into another, as color-mix in srgb does. */
function mix(colour: string, into: string, share: number): string {
  const part = (at: number) =>
    Math.round(
      Number.parseInt(colour.slice(at, at + 2), 16) * share + Number.parseInt(into.slice(at, at + 2), 16) * (1 - share),
    );
  return `#${[1, 3, 5].map((at) => part(at).toString(16).padStart(2, "0")).join("")}`;
}

const themes = ["light", "dark"] as const;
const of = (role: string, theme: (typeof themes)[number]) => {
  const found = roles.get(role);
  if (!found) throw new Error(`globals.css has no role ${role}`);
  return found[theme];
};

const texts = ["ink", "muted", "muted-heat", "accent-text", "promoter-text", "detractor-text", "warn-text"];
const surfaces = [
  "background",
  "surface",
  "raised",
  "sunken",
  "accent-soft",
  "promoter-soft",
  "detractor-soft",
  "warn-soft",
];

describe.each(themes)("contrast, %s", (theme) => {
  it.each(texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)))(
    "%s on %s reads (4.5)",
    (text, surface) => {
      expect(contrast(of(text, theme), of(surface, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(texts)("%s on a hovered row reads (4.5)", (text) => {
    const hover = mix(of("ink", theme), of("surface", theme), 0.03);
    expect(contrast(of(text, theme), hover)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ["on-accent", "accent"],
    ["on-detractor", "detractor-text"],
    ["background", "ink"],
  ])("%s on %s reads (4.5)", (text, fill) => {
    expect(contrast(of(text, theme), of(fill, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["background", "surface", "raised", "sunken"])(
    "borders of inputs and focus rings stand out on %s (3)",
    (surface) => {
      expect(contrast(of("input", theme), of(surface, theme))).toBeGreaterThanOrEqual(3);
      expect(contrast(of("accent", theme), of(surface, theme))).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(["promoter", "detractor", "accent"])("the mark %s stands out on surfaces (3)", (mark) => {
    for (const surface of ["background", "surface", "sunken"]) {
      expect(contrast(of(mark, theme), of(surface, theme))).toBeGreaterThanOrEqual(3);
    }
  });
});

it("the data colours are the agreed ones, safe for colour-blind eyes", () => {
  expect(of("promoter", "light")).toBe("#009e73");
  expect(of("detractor", "light")).toBe("#d55e00");
});
