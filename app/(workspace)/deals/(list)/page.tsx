import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddDeal } from "@/components/deals/add-deal";
import { DealBoard } from "@/components/deals/deal-board";
import { DealTable } from "@/components/deals/deal-table";
import { sumsText } from "@/components/deals/money-text";
import { PipelinePicture } from "@/components/deals/pipeline-picture";
import { MyHandovers } from "@/components/handovers/my-handovers";
import { FilterBar, PageHeader, PageLead } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { SearchInput } from "@/components/ui/search-input";
import { LinkTabs } from "@/components/ui/tabs";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import {
  CLOSE_PERIODS,
  DEAL_SORTS,
  type DealListParams,
  type DealSort,
  dealListParams,
  dealsHref,
  orderOf,
  usualDirection,
} from "@/lib/deals/list-params";
import { CARDS_PER_STAGE, ENDED_DAYS, listBoard, listDealPage, listDealSources, stageSums } from "@/lib/deals/queries";
import { stageNorms } from "@/lib/deals/queries/pipeline";
import { BOARD_STAGES, isOpen, sumsByCurrency } from "@/lib/deals/stages";
import type { DealStage } from "@/lib/generated/prisma/enums";
import { listOpenHandovers } from "@/lib/handovers/queries";
import { dayIn } from "@/lib/period";
import { listMembers } from "@/lib/users/queries";
import { ListViews } from "../../_everyday/list-views";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deals"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DealsPage({ searchParams }: Props) {
  const [{ actor, workspace, role }, given, t] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("deals"),
  ]);
  const seller = role === "hunter" || role === "farmer";
  const usualOwner = seller ? "mine" : "all";
  const asked = dealListParams.parse(given);
  const params: DealListParams = { ...asked, owner: asked.owner ?? usualOwner };
  const now = new Date();
  const when = { now, today: dayIn(workspace.timeZone, now) };
  const board = params.view === "board";
  const shown = params.show ?? CARDS_PER_STAGE;
  const [cards, page, sums, sources, members, norms] = await Promise.all([
    board ? listBoard(actor, params, when, shown) : [],
    board ? null : listDealPage(actor, params, when),
    stageSums(actor, params, when, !board),
    listDealSources(actor),
    listMembers(actor),
    stageNorms(actor, now),
  ]);
  const mayWrite = may(actor, "deals.write");
  const stage = params.stage ?? "open";
  const ended = stage === "closed" || stage === "won" || stage === "lost";
  const href = (changes: Partial<DealListParams>) => dealsHref({ ...asked, cursor: undefined }, changes);
  const listed = sumsByCurrency(
    sums.filter((sum) =>
      board || stage === "open" ? isOpen(sum.stage) : stage === "closed" ? !isOpen(sum.stage) : sum.stage === stage,
    ),
  );
  const count = listed.reduce((total, { deals }) => total + deals, 0);
  const csvHref = dealsHref({ ...params, view: "table" }, {}).replace("/deals?", "/deals/list.csv?");
  const narrowed = Boolean(params.q || params.source || params.close);
  const order = orderOf(params);
  const sortHrefs = Object.fromEntries(
    DEAL_SORTS.map((sort) => {
      const turned = order.sort === sort ? (order.dir === "asc" ? "desc" : "asc") : usualDirection(sort);
      return [sort, href({ sort, dir: turned === usualDirection(sort) ? undefined : turned })];
    }),
  ) as Record<DealSort, string>;
  const words = {
    open: count,
    worth:
      count > 0
        ? t("worth", { amount: sumsText(listed, "amountCents"), weighted: sumsText(listed, "weightedCents") })
        : "",
  };
  const handovers = ended ? await listOpenHandovers(actor) : [];
  const nothing = board ? sums.length === 0 : page?.rows.length === 0;
  const view = { sort: undefined, dir: undefined, cursor: undefined } as const;
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <SearchInput label={t("search")} className="w-64 max-md:hidden" />
            {may(actor, "team.lead") ? (
              <LinkButton href="/deals/quotas" className="max-lg:hidden">
                {t("quota.link")}
              </LinkButton>
            ) : null}
            {mayWrite ? <AddDeal primary currency={workspace.currency} open={given.new !== undefined} /> : null}
          </>
        }
      />
      <div className="border-b border-line bg-surface px-4 py-3 md:hidden">
        <SearchInput label={t("search")} className="w-full" />
      </div>
      <LinkTabs
        label={t("views")}
        end={
          <ListViews
            actor={actor}
            page="deals"
            path="/deals"
            given={given}
            usual={{ owner: usualOwner, view: "board" }}
          />
        }
        className="bg-surface"
        tabs={[
          { href: href({ ...view, view: "board", stage: undefined }), label: t("board.title"), active: board },
          {
            href: href({ ...view, view: "table", stage: undefined }),
            label: t("table"),
            active: !board && !ended,
          },
          { href: href({ ...view, view: "table", stage: "closed" }), label: t("closed"), active: !board && ended },
        ]}
      />
      <FilterBar
        end={
          board ? null : (
            <span className="flex items-center gap-4">
              <span className="figures">{t("listed", { count })}</span>
              {/* A file, not a page: the router has nothing to prefetch. */}
              <a href={csvHref} download className="rounded-sm text-accent-text hover:underline touch:py-3">
                {t("exportCsv")}
              </a>
            </span>
          )
        }
      >
        <UrlFilter
          param="owner"
          defaultValue={usualOwner}
          label={t("columns.owner")}
          options={[
            { value: "mine", label: t("mine") },
            { value: "all", label: t("all") },
            { value: "none", label: t("nobody") },
            ...members
              .filter(({ userId }) => userId !== actor.userId)
              .map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
        />
        {board ? null : (
          <UrlFilter
            param="stage"
            defaultValue={ended ? "closed" : "open"}
            label={t("columns.stage")}
            options={
              ended
                ? [
                    { value: "closed", label: t("closed") },
                    { value: "won", label: t("stage.won") },
                    { value: "lost", label: t("stage.lost") },
                  ]
                : [
                    { value: "open", label: t("open") },
                    ...BOARD_STAGES.filter(isOpen).map((one) => ({ value: one, label: t(`stage.${one}`) })),
                  ]
            }
          />
        )}
        <UrlFilter
          param="close"
          defaultValue=""
          label={t("columns.close")}
          options={[
            { value: "", label: t("any") },
            ...CLOSE_PERIODS.map((period) => ({ value: period, label: t(`period.${period}`) })),
          ]}
        />
        {sources.length > 0 ? (
          <UrlFilter
            param="source"
            defaultValue=""
            label={t("columns.source")}
            options={[{ value: "", label: t("any") }, ...sources.map((source) => ({ value: source, label: source }))]}
          />
        ) : null}
      </FilterBar>
      {nothing ? (
        <EmptyState
          title={
            narrowed
              ? t("empty.filtered")
              : ended
                ? t("empty.closed")
                : params.owner === "mine"
                  ? t("empty.mine")
                  : t("empty.title")
          }
          picture={narrowed || params.owner !== "all" ? undefined : <PipelinePicture />}
          actions={
            narrowed ? (
              <LinkButton href={href({ q: undefined, source: undefined, close: undefined })}>
                {t("empty.clear")}
              </LinkButton>
            ) : params.owner !== "all" ? (
              <LinkButton href={href({ owner: "all" })}>{t("empty.showAll")}</LinkButton>
            ) : null
          }
        >
          {t("empty.lead")}
        </EmptyState>
      ) : (
        <>
          <div className="px-6 pt-5 max-md:px-4">
            <PageLead headline={ended ? t("leadEnded", words) : t("lead", words)}>
              {ended ? t("leadEndedNote") : t("leadNote")}
            </PageLead>
          </div>
          {handovers.length > 0 ? (
            <div className="max-w-2xl px-6 pt-5 max-md:px-4">
              <MyHandovers handovers={handovers} userId={actor.userId} now={now} timeZone={workspace.timeZone} />
            </div>
          ) : null}
          {page ? (
            <div className="mt-5 border-t border-line">
              <DealTable
                deals={page.rows}
                now={now}
                today={when.today}
                timeZone={workspace.timeZone}
                mayWrite={mayWrite}
                ended={ended}
                norms={norms}
                order={order}
                sortHrefs={sortHrefs}
              />
              <Pagination
                prevHref={page.previous ? href({ cursor: page.previous }) : null}
                nextHref={page.next ? href({ cursor: page.next }) : null}
              />
            </div>
          ) : (
            <DealBoard
              cards={cards}
              sums={sums}
              now={now}
              today={when.today}
              timeZone={workspace.timeZone}
              mayWrite={mayWrite}
              withOwner={params.owner !== "mine"}
              endedDays={ENDED_DAYS}
              norms={norms}
              moreHref={shown < 500 ? href({ show: Math.min(500, shown + CARDS_PER_STAGE) }) : null}
              tableHrefs={
                Object.fromEntries(
                  BOARD_STAGES.map((one) => [one, href({ ...view, view: "table", stage: one })]),
                ) as Record<DealStage, string>
              }
            />
          )}
        </>
      )}
    </>
  );
}
