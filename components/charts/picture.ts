/**
 * Draws an element as it is on the screen into a PNG of twice its size.
 * Its clone carries every computed style and the page's own fonts inside one SVG, so nothing is fetched and nothing leaves the browser.
 * Elements with the class no-print are left out. Throws where a browser refuses to read such a picture back.
 */
export async function elementToPng(element: HTMLElement): Promise<Blob> {
  const { width, height } = element.getBoundingClientRect();
  const clone = element.cloneNode(true) as HTMLElement;
  copyStyles(element, clone);
  for (const hidden of clone.querySelectorAll(".no-print")) hidden.remove();
  clone.style.margin = "0";
  const pad = 16;
  const [fullWidth, fullHeight] = [Math.ceil(width) + pad * 2, Math.ceil(height) + pad * 2];
  const box = document.createElement("div");
  box.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  box.style.cssText = `padding:${pad}px;width:${Math.ceil(width)}px`;
  const style = document.createElement("style");
  style.textContent = await fontFaces();
  box.append(style, clone);
  const source = new XMLSerializer().serializeToString(box);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}"><foreignObject width="100%" height="100%">${source}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = fullWidth * 2;
  canvas.height = fullHeight * 2;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas to draw on.");
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(2, 2);
  context.drawImage(image, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture is empty."))), "image/png"),
  );
}

function copyStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  if (to instanceof HTMLElement || to instanceof SVGElement) {
    for (const property of style) to.style.setProperty(property, style.getPropertyValue(property));
  }
  for (const [index, child] of [...from.children].entries()) {
    const twin = to.children[index];
    if (twin) copyStyles(child, twin);
  }
}

/** The Latin faces of the page's font with their files inside. */
async function fontFaces(): Promise<string> {
  const faces: string[] = [];
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || !/latin(-ext)?-wght/.test(rule.cssText)) continue;
      const address = /url\("?([^")]+)"?\)/.exec(rule.cssText)?.[1];
      if (!address) continue;
      const file = await (await fetch(new URL(address, sheet.href ?? location.href))).blob();
      faces.push(rule.cssText.replace(/url\([^)]+\)/, `url(${await toDataUrl(file)})`));
    }
  }
  return faces.join("\n");
}

function toDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
