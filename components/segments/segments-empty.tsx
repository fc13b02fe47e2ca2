import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { newSegmentHref } from "@/lib/segments/link";

/** What segments are for, and two ways to begin. */
export function SegmentsEmpty({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("segments.empty");
  const bar = (width: string) => <span className="h-1.5 rounded-full bg-muted opacity-40" style={{ width }} />;
  return (
    <EmptyState
      title={t("title")}
      picture={
        <div className="flex flex-col gap-3 text-start text-xs">
          {(["first", "second", "third"] as const).map((key, index) => (
            <div key={key} className="flex items-center gap-3">
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{t(`example.${key}.name`)}</span>
                <span className="block truncate text-muted">{t(`example.${key}.rule`)}</span>
              </span>
              <span className="flex w-14">{bar(["80%", "45%", "20%"][index]!)}</span>
            </div>
          ))}
        </div>
      }
      actions={
        canWrite ? (
          <>
            <LinkButton variant="primary" href="/segments/new" icon={<Plus aria-hidden />} data-create>
              {t("make")}
            </LinkButton>
            <LinkButton
              href={newSegmentHref(
                {
                  all: [
                    { field: "npsClass", op: "is", value: ["detractor"] },
                    { field: "orders", op: "atLeast", value: 1, where: { days: 365 } },
                  ],
                },
                t("startName"),
              )}
            >
              {t("start")}
            </LinkButton>
          </>
        ) : null
      }
    >
      {t("lead")}
    </EmptyState>
  );
}
