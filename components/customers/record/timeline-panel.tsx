import { Calendar, UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { LinkTabs } from "@/components/ui/tabs";
import { TIMELINE_KINDS, type TimelineCounts, type TimelineEvent } from "@/lib/customers/timeline";
import { TIMELINE_PERIODS, type TimelineAsked } from "@/lib/customers/timeline-url";
import { formatCount } from "@/lib/format";
import { Timeline } from "../timeline";

export type TimelinePanelProps = {
  customerId: string;
  events: readonly TimelineEvent[];
  next: string | null;
  counts: TimelineCounts;
  url: TimelineAsked;
  now: Date;
  timeZone: string;
  mayNote: boolean;
};

/** Everything that happened, by kind, person and time; all of it in the address. */
export function TimelinePanel(props: TimelinePanelProps) {
  const { customerId, events, next, counts, url, now, timeZone, mayNote } = props;
  const t = useTranslations("record.timeline");
  const words = useTranslations("customers.timeline");
  const path = `/customers/${customerId}`;
  const { kind, who } = url.filter;
  const total = TIMELINE_KINDS.reduce((sum, one) => sum + counts.kinds[one], 0);
  const people = counts.people.map(({ id, name, isContact }) => ({
    value: id,
    label: name,
    ...(isContact ? { hint: t("theirs") } : {}),
  }));
  const filtered = kind !== undefined || who !== undefined || url.period !== "all";
  return (
    <>
      <LinkTabs
        label={words("kinds")}
        className="mt-4 px-0 max-md:px-0"
        tabs={[
          {
            href: url.href(path, { kind: null }),
            label: words("all"),
            count: formatCount(total),
            active: kind === undefined,
          },
          ...TIMELINE_KINDS.filter((one) => counts.kinds[one] > 0 || one === kind).map((one) => ({
            href: url.href(path, { kind: one }),
            label: t(`kind.${one}`),
            count: formatCount(counts.kinds[one]),
            active: kind === one,
          })),
        ]}
      />
      <div className="no-print my-3 flex flex-wrap gap-2">
        {people.length > 0 || who ? (
          <UrlFilter
            param="who"
            defaultValue="all"
            resets="before"
            label={t("who")}
            icon={<UsersRound aria-hidden />}
            options={[{ value: "all", label: t("everybody") }, ...people]}
          />
        ) : null}
        <UrlFilter
          param="time"
          defaultValue="all"
          resets="before"
          label={t("time")}
          icon={<Calendar aria-hidden />}
          options={TIMELINE_PERIODS.map((period) => ({ value: period, label: t(`period.${period}`) }))}
        />
      </div>
      {events.length > 0 ? (
        <Timeline
          events={events}
          now={now}
          timeZone={timeZone}
          loudFirstAnswer={url.before === null}
          noteFor={mayNote ? customerId : undefined}
        />
      ) : filtered ? (
        <EmptyState title={t("emptyFilter")} actions={<LinkButton href={path}>{t("clear")}</LinkButton>}>
          {t("emptyFilterLead")}
        </EmptyState>
      ) : (
        <EmptyState title={words("empty")}>{words("emptyLead")}</EmptyState>
      )}
      <div className="mt-6 flex gap-2">
        {url.before ? <LinkButton href={url.href(path, {})}>{words("newest")}</LinkButton> : null}
        {next ? <LinkButton href={url.href(path, { before: next })}>{words("older")}</LinkButton> : null}
      </div>
    </>
  );
}
