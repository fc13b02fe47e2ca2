import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { initialsOf } from "@/components/ui/avatar";

/** A figure as words: finished before it comes here. */
export type CardFigure = {
  key: string;
  label: string;
  /** Null: hidden or not there; note says why. */
  value: string | null;
  /** Interval, n. */
  note: string;
  indicative?: boolean;
};

export type PersonaCardProps = {
  segmentName: string;
  name: string;
  line: string;
  story: string;
  figures: readonly CardFigure[];
  /** "4 of 11 lines are guesses" */
  evidence: string | null;
  edit?: ReactNode;
};

/** One person who stands for the segment, with the segment's live figures. What one pins on a wall. */
export function PersonaCard({ segmentName, name, line, story, figures, evidence, edit }: PersonaCardProps) {
  const t = useTranslations("segments.portrait");
  return (
    <section
      aria-label={t("persona")}
      className="rounded-lg border border-line bg-surface print:break-inside-avoid print:border-0"
    >
      <div className="flex items-start gap-6 p-6 max-md:flex-col max-md:gap-4 max-md:p-4 print:flex-row print:gap-6 print:p-0 print:pb-3">
        <span
          aria-hidden
          className="inline-flex size-24 shrink-0 items-center justify-center rounded-full bg-accent-soft text-2xl font-semibold text-accent-text inset-ring inset-ring-line max-md:size-16 max-md:text-xl print:size-20"
        >
          {initialsOf(name || segmentName)}
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex items-start justify-between gap-4">
            <div className="min-w-0">
              <h2 className="text-2xl font-semibold text-balance">{name || segmentName}</h2>
              <p className="text-base text-muted">
                {line || (name ? t("standsFor", { segment: segmentName }) : t("nobodyYet"))}
              </p>
            </div>
            {edit}
          </div>
          {story ? (
            <p className="mt-3 max-w-[72ch] whitespace-pre-line text-base text-pretty print:text-sm">{story}</p>
          ) : (
            <p className="no-print mt-3 max-w-[72ch] text-muted">{t("noStory")}</p>
          )}
        </div>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line px-6 py-4 max-md:px-4 md:grid-cols-4 print:grid-cols-4 print:px-0 print:py-2">
        {figures.map(({ key, label, value, note, indicative }) => (
          <div key={key} className="min-w-0">
            <dt className="text-xs text-muted">{label}</dt>
            <dd>
              {value === null ? (
                <p className="pt-1 text-muted">{note}</p>
              ) : (
                <>
                  <p
                    className={
                      indicative
                        ? "relative w-fit pb-1 text-xl font-semibold after:hatched after:absolute after:inset-x-0 after:bottom-0 after:h-1.5"
                        : "text-xl font-semibold"
                    }
                  >
                    {value}
                  </p>
                  <p className="text-xs text-muted">{note}</p>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {evidence ? (
        <p className="border-t border-line px-6 py-2 text-xs text-muted max-md:px-4 print:px-0 print:py-1">
          {evidence}
        </p>
      ) : null}
    </section>
  );
}
