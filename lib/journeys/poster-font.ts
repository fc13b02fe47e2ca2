import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import PDFDocument from "pdfkit";

// Inter comes as one variable WOFF2 file per script. pdfkit embeds no font of that kind, so words are drawn as outlines:
// the same shapes in the PDF and in the picture, in any script that Inter has, without a font at the reader's side.

type Outline = { x: number; y: number; endContour: boolean; copy: () => Outline };
type Decoded = { numberOfContours: number; points?: Outline[] } | null;
type Glyph = { id: number; advanceWidth: number; path: { toSVG: () => string } };
type Run = { glyphs: Glyph[]; positions: { xAdvance: number; xOffset: number; yOffset: number }[] };
/** What is used of fontkit's WOFF2 font; it has no types of its own. */
type Face = {
  constructor: new (stream: object, coordinates: number[]) => Face;
  stream: { constructor: new (data: Buffer) => object };
  unitsPerEm: number;
  characterSet: number[];
  layout: (text: string) => Run;
  getGlyph: (id: number) => Glyph;
  _transformedGlyphs: Decoded[];
  _variationProcessor: { transformPoints: (id: number, points: Outline[]) => void } | null;
};

const FOLDER = path.join(process.cwd(), "node_modules/@fontsource-variable/inter/files");
const SCRIPTS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"];
const SEMIBOLD = 600;

function openFace(file: string): Face {
  const document = new PDFDocument({ autoFirstPage: false });
  document.font(readFileSync(file));
  return (document as unknown as { _font: { font: Face } })._font.font;
}

/**
 * The same face at another weight. fontkit varies the points of TrueType fonts, but not of those it unpacks from WOFF2: the
 * unpacked outlines are handed to its variation, and back.
 */
function weighted(face: Face, file: string, weight: number): Face {
  const heavy = new face.constructor(new face.stream.constructor(readFileSync(file)), [weight]);
  // Looking at a glyph's outline unpacks them all.
  face.getGlyph(1).path.toSVG();
  heavy._transformedGlyphs = face._transformedGlyphs.map((glyph, id) => {
    const first = glyph?.points?.[0];
    if (!glyph?.points || !first || glyph.numberOfContours < 0) return glyph;
    const phantom = [0, face.getGlyph(id).advanceWidth, 0, 0].map((x) =>
      Object.assign(first.copy(), { x, y: 0, endContour: true }),
    );
    const points = [...glyph.points.map((point) => point.copy()), ...phantom];
    heavy._variationProcessor?.transformPoints(id, points);
    return Object.assign(Object.create(Object.getPrototypeOf(glyph) as object | null) as object, glyph, {
      points: points.slice(0, -phantom.length),
    });
  });
  return heavy;
}

type Faces = { regular: Face; bold: Face; has: Set<number> };

let faces: (Faces | null)[] = [];
function facesOf(script: number): Faces {
  const known = faces[script];
  if (known) return known;
  const file = path.join(FOLDER, `inter-${SCRIPTS[script]}-wght-normal.woff2`);
  const regular = openFace(file);
  const made = { regular, bold: weighted(regular, file, SEMIBOLD), has: new Set(regular.characterSet) };
  faces = Object.assign([...faces], { [script]: made });
  return made;
}

/** Which script's file has a sign: the first that does, latin for what none has. */
const scripts = new Map<number, number>();
function scriptOf(code: number): number {
  let known = scripts.get(code);
  if (known === undefined) {
    const found = code < 128 ? 0 : SCRIPTS.findIndex((_, index) => facesOf(index).has.has(code));
    known = Math.max(0, found);
    scripts.set(code, known);
  }
  return known;
}

/** A sign's outline in units of 1/`em`, y upwards, where it stands in the line, in the same units. */
export type Sign = { key: string; d: string; x: number; em: number };

const outlines = new Map<string, string>();
const lines = new Map<string, { signs: Sign[]; width: number }>();
const MOST_LINES = 4_000;

/** A line of text as outlines; its width in parts of the type size. */
export function outlined(text: string, bold: boolean): { signs: Sign[]; width: number } {
  const name = `${bold ? "b" : "r"}${text}`;
  const known = lines.get(name);
  if (known) return known;
  const signs: Sign[] = [];
  let at = 0;
  let run = "";
  let script = 0;
  const finish = () => {
    if (run === "") return;
    const face = facesOf(script)[bold ? "bold" : "regular"];
    const { glyphs, positions } = face.layout(run);
    glyphs.forEach((glyph, index) => {
      const key = `${bold ? "b" : "r"}${script}-${glyph.id}`;
      let d = outlines.get(key);
      if (d === undefined) {
        d = glyph.path.toSVG();
        outlines.set(key, d);
      }
      if (d) signs.push({ key, d, x: at * face.unitsPerEm + (positions[index]?.xOffset ?? 0), em: face.unitsPerEm });
      at += (positions[index]?.xAdvance ?? 0) / face.unitsPerEm;
    });
    run = "";
  };
  for (const sign of text) {
    const own = /\s/.test(sign) ? script : scriptOf(sign.codePointAt(0) ?? 0);
    if (own !== script) finish();
    script = own;
    run += sign;
  }
  finish();
  if (lines.size >= MOST_LINES) lines.clear();
  const made = { signs, width: at };
  lines.set(name, made);
  return made;
}

export const measureText = (text: string, size: number, bold: boolean): number => outlined(text, bold).width * size;
