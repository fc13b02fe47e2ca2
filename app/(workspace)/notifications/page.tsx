import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader, PageLead } from "@/components/layout/page-header";
import { MarkAllRead } from "@/components/notifications/mark-all-read";
import { NotificationList } from "@/components/notifications/notification-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { countUnread, listNotifications } from "@/lib/notifications/queries";
import { notificationListParams } from "@/lib/notifications/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NotificationsPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("notifications"),
  ]);
  const params = notificationListParams.parse(given);
  const [page, unread] = await Promise.all([listNotifications(actor, params), countUnread(actor)]);
  const isUnread = params.show === "unread";
  const here = isUnread ? "/notifications?show=unread" : "/notifications";
  return (
    <>
      <PageHeader title={t("title")} actions={<MarkAllRead disabled={unread === 0} />} />
      <div className="flex flex-col gap-4 bg-surface px-6 pt-5 max-md:px-4">
        <PageLead headline={t("headline", { count: unread })}>{t("lead")}</PageLead>
        <LinkTabs
          label={t("tabs.label")}
          className="-mx-6 max-md:-mx-4"
          tabs={[
            { href: "/notifications", label: t("tabs.all"), active: !isUnread },
            { href: "/notifications?show=unread", label: t("tabs.unread"), count: unread, active: isUnread },
          ]}
        />
      </div>
      {page.rows.length === 0 ? (
        <EmptyState title={t(isUnread ? "emptyUnread" : "empty")}>
          {t(isUnread ? "emptyUnreadLead" : "emptyLead")}
        </EmptyState>
      ) : (
        <div className="bg-surface">
          <div className="max-w-3xl">
            <NotificationList rows={page.rows} now={new Date()} timeZone={workspace.timeZone} />
          </div>
          <Pagination
            prevHref={params.cursor ? here : undefined}
            nextHref={
              page.next ? `${here}${here.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(page.next)}` : undefined
            }
          />
        </div>
      )}
    </>
  );
}
