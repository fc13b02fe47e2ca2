// Where things are in a transcript. Every place is counted in UTF-16 units, as JavaScript's slice and the browser's
// selections do; a place is never sent to SQL to be cut there.

export type Span = { start: number; end: number };

/** A paragraph and its sentences; sentences touch one another, so together they are the paragraph. */
export type Paragraph = Span & {
  /** Of a turn of talk: where the words after "Anna:" begin. */
  speakerEnd: number | null;
  units: Span[];
};

/** "Anna:", "Interviewer 2:" or "Q:" at the start of a line; a time stamp before it belongs to it. */
const SPEAKER = /^(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+)?\p{L}[\p{L}\p{M}\p{N} .'’()-]{0,38}:(?=\s|$)/u;

/** What ends a sentence, with its closing quotes and brackets, followed by space. */
const SENTENCE_END = /[.!?…]+["'”’»)\]]*\s+/gu;

/** A sentence beyond this is cut at a space, so that the keyboard's steps stay small. */
const LONGEST_UNIT = 400;

/** The transcript as paragraphs of units that a person steps through with the keyboard. Empty lines are none. */
export function paragraphsOf(transcript: string): Paragraph[] {
  const found: Paragraph[] = [];
  let start = 0;
  for (const line of transcript.split("\n")) {
    const end = start + line.length;
    if (line.trim() !== "") {
      const speaker = SPEAKER.exec(line);
      found.push({
        start,
        end,
        speakerEnd: speaker ? start + speaker[0].length : null,
        units: unitsOf(line, start),
      });
    }
    start = end + 1;
  }
  return found;
}

function unitsOf(line: string, offset: number): Span[] {
  const ends: number[] = [];
  for (const match of line.matchAll(SENTENCE_END)) ends.push(match.index + match[0].length);
  if (ends.at(-1) !== line.length) ends.push(line.length);
  const units: Span[] = [];
  let from = 0;
  for (const end of ends) {
    while (end - from > LONGEST_UNIT) {
      const space = line.lastIndexOf(" ", from + LONGEST_UNIT);
      const cut = space > from ? space + 1 : wholeCharacter(line, from + LONGEST_UNIT);
      units.push({ start: offset + from, end: offset + cut });
      from = cut;
    }
    // "Mr." and "3." are no sentences.
    const last = units.at(-1);
    if (last && end - from < 4 && last.end - last.start < LONGEST_UNIT) last.end = offset + end;
    else if (end > from) units.push({ start: offset + from, end: offset + end });
    from = end;
  }
  return units;
}

/** The place itself, or one before it when it would cut a character in two. */
const wholeCharacter = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at);

/** The span without the space at its ends and without halves of characters; null when nothing is left. */
export function trimSpan(text: string, { start, end }: Span): Span | null {
  let from = Math.max(0, Math.min(start, text.length));
  let to = Math.max(from, Math.min(end, text.length));
  if (from > 0 && /[\uDC00-\uDFFF]/.test(text.charAt(from))) from -= 1;
  if (to < text.length && /[\uDC00-\uDFFF]/.test(text.charAt(to))) to += 1;
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return from < to ? { start: from, end: to } : null;
}

export type Mark = Span & { id: string };
/** A stretch with the same marks over its whole length. */
export type Run = Span & { marks: string[] };

/** Cuts a span where marks begin and end: overlapping marks give a stretch that carries both. Marks are in the order given. */
export function runsOf(span: Span, marks: readonly Mark[]): Run[] {
  const inside = marks.filter(({ start, end }) => start < span.end && end > span.start && start < end);
  const cuts = new Set([span.start, span.end]);
  for (const { start, end } of inside) {
    if (start > span.start) cuts.add(start);
    if (end < span.end) cuts.add(end);
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? span.end;
    return { start, end, marks: inside.filter((mark) => mark.start <= start && mark.end >= end).map(({ id }) => id) };
  });
}

export type Anchored = Mark & { text: string };

/**
 * Where marked words stand after the transcript was changed: at the place nearest to the old one, moved by what was added
 * or taken away before it.
 * @returns the new spans, and the marks whose words are no longer there
 */
export function reanchor(
  before: string,
  after: string,
  marks: readonly Anchored[],
): { kept: Mark[]; lost: Anchored[] } {
  const kept: Mark[] = [];
  const lost: Anchored[] = [];
  let same = 0;
  const shortest = Math.min(before.length, after.length);
  while (same < shortest && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  const shift = after.length - before.length;
  for (const mark of marks) {
    const expected = mark.end <= same ? mark.start : mark.start + shift;
    const start = nearest(after, mark.text, expected);
    if (start === null) lost.push(mark);
    else kept.push({ id: mark.id, start, end: start + mark.text.length });
  }
  return { kept, lost };
}

/** The place of the words nearest to the expected one. */
function nearest(text: string, words: string, expected: number): number | null {
  if (words === "") return null;
  const next = text.indexOf(words, Math.max(0, expected));
  const last = expected > 0 ? text.lastIndexOf(words, expected) : -1;
  if (next < 0) return last < 0 ? null : last;
  return last >= 0 && expected - last < next - expected ? last : next;
}
