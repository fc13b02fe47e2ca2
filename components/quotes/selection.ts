import type { Span } from "@/lib/quotes/passages";

// Between the browser's selection and places in the text. Every piece of the text stands in one element with data-at, the
// place of its first character; words that are only read out stand outside of them.

const placeOf = (piece: HTMLElement): number => Number(piece.dataset.at);
const pieces = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>("[data-at]")];

/** Which characters of the transcript are selected; null when none are. */
export function selectedSpan(root: HTMLElement): Span | null {
  const selection = window.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  let span = null as Span | null;
  for (const piece of pieces(root)) {
    if (!range.intersectsNode(piece)) {
      if (span) break;
      continue;
    }
    const at = placeOf(piece);
    const length = piece.textContent?.length ?? 0;
    const isIn = (node: Node) => piece.contains(node) && node.nodeType === Node.TEXT_NODE;
    const from = isIn(range.startContainer) ? range.startOffset : 0;
    const to = isIn(range.endContainer) ? range.endOffset : endsBefore(range, piece) ? 0 : length;
    if (to > from) span = { start: span?.start ?? at + from, end: at + to };
  }
  return span;
}

/** True when the range ends at the piece's very beginning, as a triple click does in the next line. */
const endsBefore = (range: Range, piece: HTMLElement): boolean =>
  piece.contains(range.endContainer) && range.endOffset === 0;

/** Where characters are on the screen, as one place for a popover: their last line. */
export function rectOf(root: HTMLElement, { start, end }: Span): DOMRect {
  const range = document.createRange();
  let isOpen = false;
  for (const piece of pieces(root)) {
    const at = placeOf(piece);
    const text = piece.firstChild;
    if (!text) continue;
    const length = text.textContent?.length ?? 0;
    if (!isOpen && at + length > start) {
      range.setStart(text, Math.max(0, start - at));
      isOpen = true;
    }
    if (isOpen) range.setEnd(text, Math.min(length, Math.max(0, end - at)));
    if (at + length >= end) break;
  }
  const rects = range.getClientRects();
  return rects[rects.length - 1] ?? root.getBoundingClientRect();
}
