import Link from "next/link";
import { useTranslations } from "next-intl";
import { ScoreMark } from "@/components/ui/score-mark";
import { SheetNote } from "./sheet";

export type CommentLine = {
  key: string;
  text: string;
  score: number | null;
  /** Null when anonymous or unknown. */
  customer: { name: string; href: string } | null;
  isAnonymous: boolean;
  /** "3 days ago" */
  when: string;
  where: string;
  href: string | null;
};

const classOf = (score: number) => (score >= 9 ? "promoter" : score >= 7 ? "passive" : "detractor");

export function Comments({ lines }: { lines: readonly CommentLine[] }) {
  const t = useTranslations("dashboards.comments");
  if (lines.length === 0) return <SheetNote>{t("none")}</SheetNote>;
  return (
    <ul className="grid gap-x-10 gap-y-4 md:grid-cols-2 xl:grid-cols-3 print:grid-cols-3">
      {lines.map((line) => (
        <li key={line.key} className="min-w-0">
          <p className="line-clamp-3 text-sm">
            {line.href ? (
              <Link href={line.href} className="inline-block min-h-6 rounded-sm hover:underline">
                “{line.text}”
              </Link>
            ) : (
              `“${line.text}”`
            )}
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-x-2 text-xs text-muted">
            {line.score !== null ? <ScoreMark kind={classOf(line.score)} score={line.score} compact /> : null}
            {line.customer ? (
              <Link
                href={line.customer.href}
                className="inline-flex min-h-6 items-center rounded-sm font-medium text-ink hover:underline touch:min-h-11"
              >
                {line.customer.name}
              </Link>
            ) : (
              <span>{t(line.isAnonymous ? "anonymous" : "unknown")}</span>
            )}
            <span>
              {line.where}, {line.when}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
