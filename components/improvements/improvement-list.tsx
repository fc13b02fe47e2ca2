import { CircleCheck, CircleDashed, CircleDot } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { IMPROVEMENT_STATES, type ImprovementState } from "@/lib/improvements/schema";

export type ImprovementLine = {
  id: string;
  title: string;
  reason: string;
  touchpoint: string | null;
  segment: string | null;
  owner: string | null;
  state: ImprovementState;
  date: string;
};

export const STATE_ICON: Record<ImprovementState, React.ReactNode> = {
  planned: <CircleDashed aria-hidden className="size-4 text-muted" />,
  started: <CircleDot aria-hidden className="size-4 text-accent-text" />,
  done: <CircleCheck aria-hidden className="size-4 text-promoter-text" />,
};

const ORDER: readonly ImprovementState[] = ["started", "planned", "done"];

/** Three columns by state: what is under way first. */
export function ImprovementList({ lines }: { lines: readonly ImprovementLine[] }) {
  const t = useTranslations("improvements");
  return (
    <div className="grid items-start gap-4 lg:grid-cols-3">
      {ORDER.filter((state) => IMPROVEMENT_STATES.includes(state)).map((state) => {
        const own = lines.filter((line) => line.state === state);
        return (
          <section key={state} className="min-w-0">
            <h3 className="mb-2 flex items-center gap-2 text-sm font-semibold">
              {STATE_ICON[state]}
              {t(`group.${state}`)}
              <span className="font-normal text-muted">{own.length}</span>
            </h3>
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {own.map((line) => (
                <li key={line.id} className="relative px-4 py-3 first:rounded-t-lg last:rounded-b-lg hover:bg-hover">
                  <Link
                    href={`/improvements/${line.id}`}
                    className="rounded-sm font-medium after:absolute after:inset-0"
                  >
                    {line.title}
                  </Link>
                  {line.reason ? <p className="mt-0.5 line-clamp-2 text-xs text-muted">{line.reason}</p> : null}
                  <p className="mt-1.5 text-xs text-muted">
                    {[
                      line.touchpoint,
                      line.segment ? t("card.for", { segment: line.segment }) : null,
                      t(state === "started" ? "card.since" : `card.${state}`, { date: line.date }),
                    ]
                      .filter(Boolean)
                      .join(", ")}
                  </p>
                </li>
              ))}
              {own.length === 0 ? <li className="px-4 py-3 text-muted">{t(`group.none.${state}`)}</li> : null}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
