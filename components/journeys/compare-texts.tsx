import { useTranslations } from "next-intl";
import { type CompareRow, differingWords, type Passage } from "@/lib/journeys/compare";

/** So many steps are shown at once; more are folded. */
const MOST_OPEN = 3;
/** And so many of its lanes are named before it is opened. */
const MOST_NAMED = 3;

function Words({ passages, empty }: { passages: readonly Passage[]; empty: string }) {
  // Two texts without a word in common differ as a whole: marking all of it would mark nothing.
  const isOther = passages.every(({ changed }) => changed);
  if (passages.length === 0) return <span className="text-muted">{empty}</span>;
  return passages.map(({ text, changed }, index) => {
    const key = `${index} ${text}`;
    return changed && !isOther ? (
      <mark key={key} className="rounded-sm bg-accent-soft px-0.5 text-ink">
        {text}{" "}
      </mark>
    ) : (
      <span key={key}>{text} </span>
    );
  });
}

/** What is written differently on the two sides, the differing words marked. */
export function CompareTexts({ rows, a, b }: { rows: readonly CompareRow[]; a: string; b: string }) {
  const t = useTranslations("journeys.compare");
  const lanes = useTranslations("journeys.compare.lane");
  const differing = rows.filter(({ texts }) => texts.length > 0);
  if (differing.length === 0) return <p className="text-sm text-muted">{t("textsNone")}</p>;
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface text-sm">
      {differing.map((row) => (
        <details
          key={row.key}
          open={differing.length <= MOST_OPEN}
          className="group border-b border-line last:border-0"
        >
          <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-2 px-4 py-2 font-semibold hover:bg-hover group-open:bg-sunken touch:min-h-11">
            {row.name}
            <span className="text-xs font-normal text-muted">
              {row.texts
                .slice(0, MOST_NAMED)
                .map(({ lane }) => lanes(lane))
                .join(", ")}
              {row.texts.length > MOST_NAMED ? ` ${t("moreLanes", { count: row.texts.length - MOST_NAMED })}` : ""}
            </span>
          </summary>
          <dl className="pb-2">
            {row.texts.map(({ lane, a: left, b: right }) => {
              const words = differingWords(left, right);
              return (
                <div key={lane} className="grid gap-x-6 gap-y-1 px-4 py-2 md:grid-cols-[120px_1fr_1fr]">
                  <dt className="text-muted">{lanes(lane)}</dt>
                  <dd>
                    <span className="sr-only">{a}: </span>
                    <Words passages={words.a} empty={t("nothing")} />
                  </dd>
                  <dd className="max-md:border-s-2 max-md:border-line-strong max-md:ps-2">
                    <span className="sr-only">{b}: </span>
                    <Words passages={words.b} empty={t("nothing")} />
                  </dd>
                </div>
              );
            })}
          </dl>
        </details>
      ))}
    </div>
  );
}
