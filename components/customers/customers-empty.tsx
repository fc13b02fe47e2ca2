import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { ScoreMark } from "@/components/ui/score-mark";

export type CustomersEmptyProps = {
  /** Why the list is empty: no customers at all, none of one's own, an empty archive, or nothing fits. */
  reason: "none" | "mine" | "archive" | "filtered";
  allHref: string;
  mayWrite: boolean;
  mayImport: boolean;
};

export function CustomersEmpty({ reason, allHref, mayWrite, mayImport }: CustomersEmptyProps) {
  const t = useTranslations("customers");
  if (reason === "filtered") {
    return (
      <EmptyState title={t("empty.noneTitle")} actions={<LinkButton href={allHref}>{t("clearFilters")}</LinkButton>}>
        {t("empty.noneLead")}
      </EmptyState>
    );
  }
  if (reason === "archive") return <EmptyState title={t("empty.archiveTitle")}>{t("empty.archiveLead")}</EmptyState>;
  if (reason === "mine") {
    return (
      <EmptyState title={t("empty.mineTitle")} actions={<LinkButton href={allHref}>{t("empty.showAll")}</LinkButton>}>
        {t("empty.mineLead")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t("empty.title")}
      picture={<ExampleRows />}
      actions={
        mayWrite ? (
          <>
            <LinkButton href="/customers?new=1" variant={mayImport ? "secondary" : "primary"}>
              {t("add")}
            </LinkButton>
            {mayImport ? (
              <LinkButton href="/imports/new" variant="primary" icon={<Upload aria-hidden />}>
                {t("import")}
              </LinkButton>
            ) : null}
          </>
        ) : null
      }
    >
      {t("empty.lead")}
    </EmptyState>
  );
}

/** What the list looks like when it is filled; names of nobody. */
function ExampleRows() {
  const rows = [
    { name: "North Harbour", kind: "company", class: "detractor", score: 3 },
    { name: "Ana Lima", kind: "person", class: "promoter", score: 9 },
    { name: "Orchard Foods", kind: "company", class: "passive", score: 7 },
  ] as const;
  return (
    <div className="text-start text-xs">
      {rows.map((row) => (
        <div key={row.name} className="flex h-8 items-center gap-2 border-b border-line last:border-0">
          <Avatar name={row.name} kind={row.kind} size="sm" />
          <span className="flex-1 font-medium">{row.name}</span>
          <ScoreMark kind={row.class} score={row.score} />
        </div>
      ))}
    </div>
  );
}
