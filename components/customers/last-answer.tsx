import { useTranslations } from "next-intl";
import { ScoreMark } from "@/components/ui/score-mark";
import { classOf } from "@/lib/customers/score";
import { formatAgo } from "@/lib/format";

export type LastAnswerProps = {
  lastNps: number | null;
  lastNpsAt: Date | null;
  lastAnswerAt: Date | null;
  now: Date;
  timeZone: string;
  /** Without the date, for narrow places. */
  short?: boolean;
};

/** The last likelihood to recommend as ▼ ■ ▲, score, word and date; or when something else was answered. */
export function LastAnswer({ lastNps, lastNpsAt, lastAnswerAt, now, timeZone, short }: LastAnswerProps) {
  const t = useTranslations("customers");
  if (lastNps !== null) {
    return (
      <ScoreMark
        kind={classOf(lastNps)}
        score={lastNps}
        meta={short || !lastNpsAt ? undefined : formatAgo(lastNpsAt, now, timeZone)}
      />
    );
  }
  if (lastAnswerAt) {
    return (
      <span className="text-muted">{t("answered", { ago: formatAgo(lastAnswerAt, now, timeZone).toLowerCase() })}</span>
    );
  }
  return <span className="text-muted">{t("noAnswer")}</span>;
}
