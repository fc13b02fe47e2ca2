import { useTranslations } from "next-intl";

/** What the home page looks like when it is filled: a score, its three classes, a line. Figures of nobody. */
export function ScorePicture() {
  const t = useTranslations("dashboards.score");
  return (
    <div className="flex items-center gap-5">
      <div className="w-28 text-start">
        <p className="text-xs text-muted">{t("nps")}</p>
        <p className="text-2xl font-semibold">+22</p>
        <span className="mt-1 flex h-2 gap-px overflow-hidden rounded-full">
          <span className="w-[47%] bg-promoter" />
          <span className="w-[28%] bg-passive" />
          <span className="w-1/4 bg-detractor" />
        </span>
      </div>
      <svg aria-hidden viewBox="0 0 150 70" className="h-18 flex-1">
        <path d="M4 40 40 34 75 52 110 26 146 18V34L110 42 75 66 40 50 4 56Z" fill="var(--color-accent-soft)" />
        <path d="M4 48 40 42 75 59 110 34 146 26" fill="none" stroke="var(--color-accent)" strokeWidth="2" />
        <circle cx="146" cy="26" r="3.5" fill="var(--color-accent)" />
      </svg>
    </div>
  );
}
