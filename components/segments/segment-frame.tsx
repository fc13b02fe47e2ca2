import { Download, Ellipsis, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { LinkButton } from "@/components/ui/link-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { LinkTabs } from "@/components/ui/tabs";
import { formatAgo, formatCount } from "@/lib/format";
import type { MarketStrategy } from "@/lib/generated/prisma/enums";
import { ArchiveButton, RestoreButton } from "./archive-button";

export type SegmentFrameProps = {
  /** As getSegment gives it. */
  segment: {
    id: string;
    name: string;
    memberCount: number;
    computedAt: Date | null;
    archivedAt: Date | null;
    isList: boolean;
    /** Its own; null: the workspace's. */
    strategy: MarketStrategy | null;
  };
  /** The tab that is open; null on pages that are none of them. */
  active: "overview" | "members" | "portrait" | null;
  canWrite: boolean;
  now: Date;
  timeZone: string;
  /** The tab's own actions, before the segment's. */
  actions?: ReactNode;
};

/** The head of every page of a segment: its name, its size, what can be done with it, and its tabs. */
export function SegmentFrame({ segment, active, canWrite, now, timeZone, actions }: SegmentFrameProps) {
  const t = useTranslations("segments");
  const { id, name, memberCount, computedAt, archivedAt, isList, strategy } = segment;
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ href: "/segments", label: t("title") }]}
        beside={
          <>
            {archivedAt ? <Badge tone="warn">{t("isArchived")}</Badge> : null}
            {isList ? <Badge>{t("isList")}</Badge> : null}
            {strategy ? (
              <Badge tone="accent">
                <span className="sr-only">{t("strategy.label")} </span>
                {t(`strategy.${strategy}`)}
              </Badge>
            ) : null}
          </>
        }
        note={computedAt ? t("updatedAgo", { ago: formatAgo(computedAt, now, timeZone).toLowerCase() }) : null}
        actions={
          <>
            {actions}
            <Menu align="end" trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden />} />}>
              <MenuItem icon={<Download aria-hidden />} href={`/segments/${id}/members.csv`}>
                {t("downloadMembers")}
              </MenuItem>
            </Menu>
            {!canWrite ? null : archivedAt ? (
              <RestoreButton id={id} />
            ) : (
              <>
                <ArchiveButton id={id} name={name} />
                <LinkButton variant="primary" href={`/segments/${id}/edit`} icon={<Pencil aria-hidden />}>
                  {t("edit")}
                </LinkButton>
              </>
            )}
          </>
        }
      />
      <LinkTabs
        label={t("tabs.label")}
        tabs={[
          { href: `/segments/${id}`, label: t("tabs.overview"), active: active === "overview" },
          {
            href: `/segments/${id}/members`,
            label: t("tabs.members"),
            count: computedAt ? formatCount(memberCount) : undefined,
            active: active === "members",
          },
          { href: `/segments/${id}/portrait`, label: t("tabs.portrait"), active: active === "portrait" },
        ]}
      />
    </>
  );
}
