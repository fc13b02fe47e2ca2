/**
 * Where two labels start so that they stand outward of their marks and never touch.
 *
 * @param left x of the left mark; `leftWidth` the width of its label, all in pixels
 * @param width of the whole drawing; labels stay inside it as long as both and the gap fit
 */
export function placeOutward(
  left: number,
  right: number,
  leftWidth: number,
  rightWidth: number,
  width: number,
  gap = 12,
): { leftStart: number; rightStart: number } {
  // Each label ends (or begins) a mark's radius past its own mark.
  let leftEnd = left + 5;
  let rightStart = right - 5;
  if (rightStart - leftEnd < gap) {
    const middle = (left + right) / 2;
    leftEnd = middle - gap / 2;
    rightStart = middle + gap / 2;
  }
  rightStart = Math.min(rightStart, width - rightWidth);
  leftEnd = Math.min(leftEnd, rightStart - gap);
  const leftStart = Math.max(0, leftEnd - leftWidth);
  rightStart = Math.max(rightStart, leftStart + leftWidth + gap);
  return { leftStart, rightStart };
}
