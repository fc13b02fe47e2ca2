import "server-only";
import type { Shape } from "./drawing";
import type { PosterPage } from "./poster";
import { PAPER } from "./poster-colours";
import { outlined } from "./poster-font";

const number = (value: number): string => String(Math.round(value * 100) / 100);
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

function paint(shape: Exclude<Shape, { kind: "text" }>): string {
  const fill = shape.fill
    ? ` fill="${PAPER[shape.fill]}"${shape.opacity === undefined ? "" : ` fill-opacity="${shape.opacity}"`}`
    : ' fill="none"';
  const stroke = shape.stroke
    ? ` stroke="${PAPER[shape.stroke]}" stroke-width="${number(shape.width ?? 1)}" stroke-linejoin="round"${
        shape.dash ? ` stroke-dasharray="${shape.dash.map(number).join(" ")}"` : ""
      }`
    : "";
  return fill + stroke;
}

/** Pages under one another as one picture, words as outlines: it needs no font and fetches nothing. */
export function posterSvg(pages: readonly PosterPage[], title: string): string {
  const defined = new Map<string, string>();
  const one = (shape: Shape): string => {
    if (shape.kind === "rect")
      return `<rect x="${number(shape.x)}" y="${number(shape.y)}" width="${number(shape.w)}" height="${number(shape.h)}"${shape.r ? ` rx="${number(shape.r)}"` : ""}${paint(shape)}/>`;
    if (shape.kind === "circle")
      return `<circle cx="${number(shape.x)}" cy="${number(shape.y)}" r="${number(shape.r)}"${paint(shape)}/>`;
    if (shape.kind === "path") return `<path d="${shape.d}"${paint(shape)}/>`;
    const { signs, width } = outlined(shape.text, shape.bold ?? false);
    const shift = shape.anchor === "middle" ? width / 2 : shape.anchor === "end" ? width : 0;
    const scale = shape.size / (signs[0]?.em ?? 1);
    const uses = signs.map((sign) => {
      defined.set(sign.key, sign.d);
      return `<use href="#${sign.key}" x="${Math.round(sign.x)}"/>`;
    });
    return `<g fill="${PAPER[shape.fill]}" transform="translate(${number(shape.x - shift * shape.size)} ${number(shape.y)}) scale(${scale.toFixed(6)} ${(-scale).toFixed(6)})">${uses.join("")}</g>`;
  };
  let top = 0;
  const drawn = pages.map((page) => {
    const group = `<g transform="translate(0 ${number(top)})">${page.shapes.map(one).join("")}</g>`;
    top += page.height;
    return group;
  });
  const width = Math.max(...pages.map((page) => page.width));
  const glyphs = [...defined].map(([key, d]) => `<path id="${key}" d="${d}"/>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(top)}" viewBox="0 0 ${number(width)} ${number(top)}" role="img"><title>${escaped(title)}</title><defs>${glyphs}</defs>${drawn.join("")}</svg>`;
}
