"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Popover } from "@/components/ui/popover";
import { type Mark, type Paragraph, paragraphsOf, runsOf, type Span, trimSpan } from "@/lib/quotes/passages";
import { MarkForm } from "./mark-form";
import type { Choices } from "./quote-dialog";
import { rectOf, selectedSpan } from "./selection";

/** A marked passage; where is what is read out: "Gate, unhappy". */
export type MarkView = Mark & { feeling: number | null; where: string };

export type TranscriptProps = {
  interviewId: string;
  text: string;
  marks: readonly MarkView[];
  choices: Choices;
  canWrite: boolean;
  /** The passage that is looked at beside the text. */
  current: string | null;
  onCurrent: (id: string) => void;
};

/** The pending selection among the marks. */
const PENDING = "pending";

const PAGE_STEP = 10;

/**
 * A transcript whose words can be marked. With the mouse or a finger words are selected freely; with the keyboard one
 * steps through sentences, extends with Shift, goes by words with Alt, and marks with Enter.
 */
export function Transcript({ interviewId, text, marks, choices, canWrite, current, onCurrent }: TranscriptProps) {
  const t = useTranslations("quotes.interview");
  const root = useRef<HTMLDivElement>(null);
  const paragraphs = useMemo(() => paragraphsOf(text), [text]);
  const units = useMemo(() => paragraphs.flatMap((paragraph) => paragraph.units), [paragraphs]);
  /** Number of the first unit of each paragraph. */
  const firsts = useMemo(() => {
    let next = 0;
    return paragraphs.map((paragraph) => {
      const first = next;
      next += paragraph.units.length;
      return first;
    });
  }, [paragraphs]);
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState<number | null>(null);
  const [span, setSpan] = useState<Span | null>(null);
  const [open, setOpen] = useState(false);
  /** By pointer the browser shows the selection until the keyboard goes into the form. */
  const [byKeys, setByKeys] = useState(true);

  const focusUnit = useCallback((index: number) => {
    root.current?.querySelector<HTMLElement>(`[data-unit="${index}"]`)?.focus();
  }, []);

  const close = useCallback(() => {
    setOpen(false);
    setSpan(null);
    setAnchor(null);
  }, []);

  // Words selected with a finger or by the browser's own keys, not only with the mouse, are taken too.
  useEffect(() => {
    if (!canWrite) return;
    let timer: ReturnType<typeof setTimeout>;
    let isDown = false;
    /** What was taken last: the same selection does not open the panel again after it was closed. */
    let last = "";
    const take = () => {
      const element = root.current;
      if (isDown || !element) return;
      const found = selectedSpan(element);
      const trimmed = found && trimSpan(text, found);
      const key = trimmed && trimmed.end - trimmed.start > 1 ? `${trimmed.start} ${trimmed.end}` : "";
      if (!trimmed || key === "" || key === last) {
        if (key === "") last = "";
        return;
      }
      last = key;
      setByKeys(false);
      setAnchor(null);
      setSpan(trimmed);
      setOpen(true);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(take, 250);
    };
    const onDown = () => {
      isDown = true;
    };
    const onUp = (event: PointerEvent) => {
      isDown = false;
      if (!(event.target instanceof Element && event.target.closest("[role=dialog]"))) soon();
    };
    document.addEventListener("selectionchange", soon);
    document.addEventListener("pointerdown", onDown);
    document.addEventListener("pointerup", onUp);
    document.addEventListener("pointercancel", onUp);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("selectionchange", soon);
      document.removeEventListener("pointerdown", onDown);
      document.removeEventListener("pointerup", onUp);
      document.removeEventListener("pointercancel", onUp);
    };
  }, [text, canWrite]);

  const goTo = (index: number, extend: boolean) => {
    const next = Math.max(0, Math.min(units.length - 1, index));
    setActive(next);
    focusUnit(next);
    const from = anchor ?? active;
    if (!extend) {
      setAnchor(null);
      setSpan(null);
      return;
    }
    setByKeys(true);
    setAnchor(from);
    const first = units[Math.min(from, next)];
    const last = units[Math.max(from, next)];
    setSpan(first && last ? trimSpan(text, { start: first.start, end: last.end }) : null);
  };

  /** Moves one end of the selection by a word: Alt its end, Alt and Shift its beginning. */
  const byWord = (forward: boolean, isStart: boolean) => {
    const unit = units[active];
    const now = span ?? (unit ? trimSpan(text, unit) : null);
    if (!now) return;
    const place = isStart ? now.start : now.end;
    const moved = forward ? nextWord(text, place, isStart) : previousWord(text, place, isStart);
    const next = trimSpan(text, isStart ? { ...now, start: moved } : { ...now, end: moved });
    if (!next) return;
    setByKeys(true);
    setSpan(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey) return;
    const sideways = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (event.altKey && !sideways) return;
    if (event.altKey) byWord(event.key === "ArrowRight", event.shiftKey);
    else if (event.key === "ArrowDown" || event.key === "ArrowRight") goTo(active + 1, event.shiftKey);
    else if (event.key === "ArrowUp" || event.key === "ArrowLeft") goTo(active - 1, event.shiftKey);
    else if (event.key === "PageDown") goTo(active + PAGE_STEP, event.shiftKey);
    else if (event.key === "PageUp") goTo(active - PAGE_STEP, event.shiftKey);
    else if (event.key === "Home") goTo(0, event.shiftKey);
    else if (event.key === "End") goTo(units.length - 1, event.shiftKey);
    else if ((event.key === "Enter" || event.key === " ") && canWrite) {
      const unit = units[active];
      setByKeys(true);
      if (!span && unit) setSpan(trimSpan(text, unit));
      setOpen(true);
    } else if (event.key === "Escape" && span) close();
    else return;
    event.preventDefault();
  };

  const shown: Mark[] = span && byKeys ? [...marks, { id: PENDING, ...span }] : [...marks];
  const byId = useMemo(() => new Map(marks.map((mark) => [mark.id, mark])), [marks]);
  const words = span ? text.slice(span.start, span.end) : "";
  return (
    <div>
      {canWrite ? (
        <p className="no-print mb-3 text-xs text-muted">
          <span className="touch:hidden">
            {t.rich("howMouse", {
              up: () => <Kbd>↑</Kbd>,
              down: () => <Kbd>↓</Kbd>,
              shift: () => <Kbd>Shift</Kbd>,
              alt: () => <Kbd>Alt</Kbd>,
              enter: () => <Kbd>Enter</Kbd>,
            })}
          </span>
          <span className="hidden touch:inline">{t("howTouch")}</span>
        </p>
      ) : null}
      <div
        ref={root}
        role="listbox"
        aria-label={t("transcript")}
        aria-multiselectable
        tabIndex={-1}
        onKeyDown={onKeyDown}
        className="max-w-[68ch] text-base leading-7 outline-none"
      >
        {paragraphs.map((paragraph, index) => {
          const first = firsts[index] ?? 0;
          const isHere = active >= first && active < first + paragraph.units.length;
          const inside = shown.filter(({ start, end }) => start < paragraph.end && end > paragraph.start);
          return (
            <Lines
              key={paragraph.start}
              text={text}
              paragraph={paragraph}
              first={first}
              active={isHere ? active : null}
              marks={inside}
              // What is the same as before is not drawn again: a transcript may have thousands of sentences.
              marksKey={inside.map(({ id, start, end }) => `${id} ${start} ${end}`).join()}
              span={span && span.start < paragraph.end && span.end > paragraph.start ? span : null}
              views={byId}
              current={current && inside.some(({ id }) => id === current) ? current : null}
              onActive={setActive}
              onCurrent={onCurrent}
            />
          );
        })}
      </div>
      {span ? (
        <Popover
          title={t("markTitle")}
          open={open}
          onOpenChange={(next) => {
            if (next) return;
            close();
            if (byKeys) focusUnit(active);
          }}
          initialFocus={byKeys ? undefined : false}
          anchor={() => ({
            getBoundingClientRect: () => (root.current ? rectOf(root.current, span) : new DOMRect()),
            contextElement: root.current ?? undefined,
          })}
          className="w-88"
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens whether the keyboard has come in */}
          <div onFocus={() => setByKeys(true)}>
            <MarkForm
              key={`${span.start} ${span.end}`}
              interviewId={interviewId}
              span={span}
              words={words}
              choices={choices}
              onDone={() => {
                window.getSelection()?.removeAllRanges();
                close();
                focusUnit(active);
              }}
            />
          </div>
        </Popover>
      ) : null}
    </div>
  );
}

const isSpace = (text: string, at: number): boolean => /\s/.test(text.charAt(at));

/** The next end of a word, or beginning of one, after a place. */
function nextWord(text: string, place: number, toStart: boolean): number {
  let at = place;
  if (toStart) {
    while (at < text.length && !isSpace(text, at)) at += 1;
    while (at < text.length && isSpace(text, at)) at += 1;
  } else {
    while (at < text.length && isSpace(text, at)) at += 1;
    while (at < text.length && !isSpace(text, at)) at += 1;
  }
  return at;
}

/** The beginning of the word before a place, or the end of the one before it. */
function previousWord(text: string, place: number, toStart: boolean): number {
  let at = place;
  if (toStart) {
    while (at > 0 && isSpace(text, at - 1)) at -= 1;
    while (at > 0 && !isSpace(text, at - 1)) at -= 1;
  } else {
    while (at > 0 && !isSpace(text, at - 1)) at -= 1;
    while (at > 0 && isSpace(text, at - 1)) at -= 1;
  }
  return at;
}

type LinesProps = {
  text: string;
  paragraph: Paragraph;
  first: number;
  active: number | null;
  marks: readonly Mark[];
  marksKey: string;
  span: Span | null;
  views: ReadonlyMap<string, MarkView>;
  current: string | null;
  onActive: (unit: number) => void;
  onCurrent: (id: string) => void;
};

/** One turn of talk. */
const Lines = memo(
  function Lines({ text, paragraph, first, active, marks, span, views, current, onActive, onCurrent }: LinesProps) {
    const t = useTranslations("quotes.interview");
    return (
      <div role="presentation" className="mb-4">
        {paragraph.units.map((unit, index) => {
          const number = first + index;
          const isIn = span !== null && span.start < unit.end && span.end > unit.start;
          const speaker = index === 0 ? paragraph.speakerEnd : null;
          // The speaker's name is a stretch of its own, so that it can stand out.
          const parts: (Span & { isName: boolean })[] =
            speaker !== null && speaker < unit.end
              ? [
                  { start: unit.start, end: speaker, isName: true },
                  { start: speaker, end: unit.end, isName: false },
                ]
              : [{ ...unit, isName: false }];
          return (
            <span
              key={unit.start}
              role="option"
              aria-selected={isIn}
              data-unit={number}
              tabIndex={number === active ? 0 : -1}
              onFocus={() => onActive(number)}
              className="rounded-xs outline-offset-2"
            >
              {parts.flatMap(({ isName, ...part }) =>
                runsOf(part, marks).map((run) => {
                  const own = run.marks.filter((id) => id !== PENDING);
                  const isPending = own.length < run.marks.length;
                  const view = views.get(own.at(-1) ?? "");
                  const look = cn(
                    isName && "font-semibold",
                    isPending && "bg-accent text-on-accent",
                    !isPending && view && markLook(view.feeling, own.length > 1),
                    !isPending && current && own.includes(current) && "ring-2 ring-accent",
                  );
                  const words = text.slice(run.start, run.end);
                  if (!view)
                    return (
                      <span key={run.start} data-at={run.start} className={look || undefined}>
                        {words}
                      </span>
                    );
                  return (
                    <span key={run.start}>
                      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list of passages does the same by keyboard */}
                      <mark
                        data-at={run.start}
                        data-mark={own.join(" ")}
                        title={view.where}
                        onClick={() => onCurrent(view.id)}
                        className={cn("cursor-pointer rounded-xs box-decoration-clone text-ink", look)}
                      >
                        {words}
                      </mark>
                      {endsHere(run, own, views) ? (
                        <span className="sr-only select-none">
                          {" "}
                          ({view.where ? t("markedAt", { where: view.where }) : t("marked")})
                        </span>
                      ) : null}
                    </span>
                  );
                }),
              )}
            </span>
          );
        })}
      </div>
    );
  },
  (before, after) =>
    before.text === after.text &&
    before.paragraph === after.paragraph &&
    before.active === after.active &&
    before.marksKey === after.marksKey &&
    before.span?.start === after.span?.start &&
    before.span?.end === after.span?.end &&
    before.views === after.views &&
    before.current === after.current,
);

const endsHere = (run: Span, ids: readonly string[], views: ReadonlyMap<string, MarkView>): boolean =>
  ids.some((id) => views.get(id)?.end === run.end);

/** A marker's colour by feeling; where marks overlap the line beneath is double. */
function markLook(feeling: number | null, overlaps: boolean): string {
  const line = overlaps ? "border-b-4 border-double" : "border-b-2";
  if (feeling === null || feeling === 0) return cn(line, "border-warn bg-warn-soft");
  return feeling < 0 ? cn(line, "border-detractor bg-detractor-soft") : cn(line, "border-promoter bg-promoter-soft");
}
