import { CircleUserRound, ListFilter } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, PageHeader, PageLead } from "@/components/layout/page-header";
import { NewTaskButton } from "@/components/tasks/new-task-button";
import { type TaskGroup, TaskList } from "@/components/tasks/task-list";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { Kbd } from "@/components/ui/kbd";
import { Pagination } from "@/components/ui/pagination";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { dayIn } from "@/lib/period";
import { countMyTasks, listTasks } from "@/lib/tasks/queries";
import { type TaskListParams, taskListParams } from "@/lib/tasks/schema";
import { BUCKETS, bucketOf } from "@/lib/tasks/task";
import { listMembers } from "@/lib/users/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tasks"))("page") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

function hrefOf(params: Partial<TaskListParams>): string {
  const query = new URLSearchParams();
  if (params.whose === "all") query.set("whose", "all");
  if (params.show === "done") query.set("show", "done");
  if (params.kind) query.set("kind", params.kind);
  if (params.owner) query.set("owner", params.owner);
  if (params.cursor) query.set("cursor", params.cursor);
  return `/tasks${query.size > 0 ? `?${query}` : ""}`;
}

export default async function TasksPage({ searchParams }: Props) {
  const [{ actor, workspace }, given, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("tasks"),
  ]);
  const params = taskListParams.parse(given);
  const { timeZone } = workspace;
  const today = dayIn(timeZone, new Date());
  const [page, counts, members] = await Promise.all([
    listTasks(actor, params),
    countMyTasks(actor, today),
    params.whose === "all" ? listMembers(actor) : [],
  ]);
  const mayWrite = may(actor, "tasks.write");
  const isAll = params.whose === "all";
  const isDone = params.show === "done";
  const groups: TaskGroup[] = isDone
    ? [{ key: "done", title: t("bucket.done"), tasks: page.rows }]
    : BUCKETS.map((bucket) => ({
        key: bucket,
        title: t(`bucket.${bucket}`),
        tasks: page.rows.filter(({ dueOn }) => bucketOf(dueOn, today) === bucket),
        ...(bucket === "overdue" ? { tone: "late" as const } : {}),
      })).filter(({ tasks }) => tasks.length > 0);
  const isFiltered = params.kind !== undefined || params.owner !== undefined;
  const headline =
    counts.overdue > 0
      ? t("headline.overdue", { count: counts.overdue })
      : counts.today > 0
        ? t("headline.today", { count: counts.today })
        : t(counts.open > 0 ? "headline.clear" : "headline.none");
  return (
    <>
      <PageHeader title={t("page")} actions={mayWrite ? <NewTaskButton primary /> : null} />
      <div className="flex flex-col gap-4 bg-surface px-6 pt-5 max-md:px-4">
        <PageLead headline={isDone ? t("headline.done") : isAll ? t("headline.all") : headline}>
          {isDone || isAll ? t("leadAll") : t("lead", { open: counts.open })}
        </PageLead>
        <LinkTabs
          label={t("tabs.label")}
          className="-mx-6 max-md:-mx-4"
          tabs={[
            { href: hrefOf({}), label: t("tabs.mine"), count: counts.open, active: !isAll && !isDone },
            { href: hrefOf({ whose: "all" }), label: t("tabs.all"), active: isAll && !isDone },
            { href: hrefOf({ show: "done", whose: params.whose }), label: t("tabs.done"), active: isDone },
          ]}
        />
      </div>
      <FilterBar
        end={
          mayWrite ? (
            <span className="flex items-center gap-1.5 touch:hidden">
              <Kbd>j</Kbd>
              <Kbd>k</Kbd>
              <Kbd className="ms-2">x</Kbd> {t("keys")}
              <Kbd className="ms-2">Enter</Kbd> {t("open")}
            </span>
          ) : null
        }
      >
        <UrlFilter
          param="kind"
          defaultValue="all"
          label={t("kind.label")}
          icon={<ListFilter aria-hidden />}
          options={(["all", "task", "step"] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        {isAll ? (
          <UrlFilter
            param="owner"
            defaultValue="all"
            label={t("ownerFilter")}
            icon={<CircleUserRound aria-hidden />}
            options={[
              { value: "all", label: t("everybody") },
              ...members.map(({ userId, name }) => ({ value: userId, label: name })),
            ]}
          />
        ) : null}
      </FilterBar>
      {page.rows.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "emptyFilter" : isDone ? "emptyDone" : "empty")}
          actions={mayWrite && !isFiltered && !isDone ? <NewTaskButton /> : undefined}
        >
          {t(isFiltered ? "emptyFilterLead" : isDone ? "emptyDoneLead" : "emptyLead")}
        </EmptyState>
      ) : (
        <div className="bg-surface px-6 py-5 max-md:px-4">
          <div className="max-w-4xl">
            <TaskList groups={groups} today={today} timeZone={timeZone} mayWrite={mayWrite} showOwner={isAll} />
          </div>
          <Pagination
            prevHref={params.cursor ? hrefOf({ ...params, cursor: undefined }) : undefined}
            nextHref={page.next ? hrefOf({ ...params, cursor: page.next }) : undefined}
          />
        </div>
      )}
    </>
  );
}
