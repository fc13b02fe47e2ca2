import Link from "next/link";
import { useTranslations } from "next-intl";
import { FeelingMark } from "@/components/quotes/feeling";
import { ScoreMark } from "@/components/ui/score-mark";
import type { VoiceView } from "./voice-picker";

export type PortraitVoicesProps = {
  voices: readonly VoiceView[];
  /** Of the segment in all; some may not be quoted. */
  total: number;
  allHref: string;
};

/** The segment in its own words: only what may be quoted. */
export function PortraitVoices({ voices, total, allHref }: PortraitVoicesProps) {
  const t = useTranslations("segments.portrait.words");
  return (
    <section aria-label={t("title")}>
      <header className="mb-2 flex items-baseline print:mb-1 justify-between gap-4">
        <h2 className="text-sm font-semibold">{t("title")}</h2>
        <Link href={allHref} className="no-print rounded-sm text-xs text-accent-text hover:underline">
          {total > 0 ? t("all", { n: total }) : t("addOne")}
        </Link>
      </header>
      {voices.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line-strong px-4 py-6 text-center text-muted">
          {t(total > 0 ? "noConsent" : "none")}
        </p>
      ) : (
        <ul className="grid gap-3 md:grid-cols-2 lg:grid-cols-3 print:grid-cols-2 print:gap-x-6 print:gap-y-1">
          {voices.map((voice) => (
            <li
              key={voice.id}
              className="rounded-lg border border-line bg-surface p-4 print:break-inside-avoid print:border-0 print:p-0 print:nth-[n+5]:hidden"
            >
              <p className="text-base text-pretty print:text-sm">“{voice.text}”</p>
              <p className="mt-2 flex items-start gap-x-2 text-xs print:mt-0.5 text-muted">
                <FeelingMark feeling={voice.feeling} className="shrink-0" />
                <span className="min-w-0">{[voice.speaker, voice.touchpoint].filter(Boolean).join(", ")}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export type LastAnswer = {
  id: string;
  text: string;
  kind: "promoter" | "passive" | "detractor" | null;
  score: number | null;
  meta: string;
};

/** What members wrote last, from the surveys. */
export function LastAnswers({ answers }: { answers: readonly LastAnswer[] }) {
  const t = useTranslations("segments.portrait");
  if (answers.length === 0) return null;
  return (
    <section aria-label={t("lastAnswers")} className="no-print">
      <h2 className="mb-2 text-sm font-semibold">{t("lastAnswers")}</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {answers.map((answer) => (
          <li key={answer.id} className="relative px-4 py-3 hover:bg-hover">
            <Link href={`/responses/${answer.id}`} className="rounded-sm after:absolute after:inset-0">
              {answer.text}
            </Link>
            <p className="mt-1 flex flex-wrap items-center gap-x-3 text-xs text-muted">
              {answer.kind ? <ScoreMark kind={answer.kind} score={answer.score ?? undefined} compact /> : null}
              {answer.meta}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
