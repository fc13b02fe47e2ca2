import "server-only";
import PDFDocument from "pdfkit";
import type { Shape } from "./drawing";
import type { PosterPage } from "./poster";
import { PAPER } from "./poster-colours";
import { outlined } from "./poster-font";

/** Signs of the fonts that every reader has: what can be searched for. */
const SEARCHABLE = /[^\x20-\x7e\u00a0-\u00ff]/g;

function draw(pdf: PDFKit.PDFDocument, shape: Shape): void {
  if (shape.kind === "text") {
    const { signs, width } = outlined(shape.text, shape.bold ?? false);
    const shift = shape.anchor === "middle" ? width / 2 : shape.anchor === "end" ? width : 0;
    const left = shape.x - shift * shape.size;
    // Unseen words beneath the outlines, so that the page can be searched, copied and read aloud.
    const plain = shape.text.replace(SEARCHABLE, " ");
    if (plain.trim() !== "") {
      pdf.save().fillOpacity(0).font("Helvetica").fontSize(shape.size);
      pdf.text(plain, left, shape.y - shape.size * 0.72, { lineBreak: false });
      pdf.restore();
    }
    pdf.save().fillColor(PAPER[shape.fill], 1);
    const scale = shape.size / (signs[0]?.em ?? 1);
    pdf.transform(scale, 0, 0, -scale, left, shape.y);
    let before = 0;
    for (const sign of signs) {
      pdf
        .translate(sign.x - before, 0)
        .path(sign.d)
        .fill();
      before = sign.x;
    }
    pdf.restore();
    return;
  }
  pdf.save();
  if (shape.kind === "rect" && shape.r)
    pdf.roundedRect(shape.x, shape.y, shape.w, shape.h, Math.min(shape.r, shape.h / 2, shape.w / 2));
  else if (shape.kind === "rect") pdf.rect(shape.x, shape.y, shape.w, shape.h);
  else if (shape.kind === "circle") pdf.circle(shape.x, shape.y, shape.r);
  else pdf.path(shape.d);
  if (shape.fill) pdf.fillColor(PAPER[shape.fill], shape.opacity ?? 1);
  if (shape.stroke) {
    pdf
      .strokeColor(PAPER[shape.stroke])
      .lineWidth(shape.width ?? 1)
      .lineJoin("round");
    if (shape.dash) pdf.dash(shape.dash[0] ?? 1, { space: shape.dash[1] ?? 1 });
  }
  if (shape.fill && shape.stroke) pdf.fillAndStroke();
  else if (shape.fill) pdf.fill();
  else pdf.stroke();
  pdf.restore();
}

/** Pages as a PDF: vectors, A3 landscape. */
export function posterPdf(
  pages: readonly PosterPage[],
  about: { title: string; author: string; at: Date },
): Promise<Buffer> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    lang: "en",
    displayTitle: true,
    info: { Title: about.title, Author: about.author, CreationDate: about.at },
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on("data", (part: Buffer) => parts.push(part));
    pdf.on("end", () => resolve(Buffer.concat(parts)));
    pdf.on("error", reject);
  });
  for (const page of pages) {
    pdf.addPage({ size: [page.width, page.height], margin: 0 });
    for (const shape of page.shapes) draw(pdf, shape);
  }
  pdf.end();
  return done;
}
