import { Handshake, Shapes } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FilterBar, PageHeader } from "@/components/layout/page-header";
import { PeriodPicker } from "@/components/layout/period-picker";
import { UrlFilter } from "@/components/ui/filter-select";
import type { BusinessModel } from "@/lib/generated/prisma/enums";
import { LIFECYCLE_PERIOD } from "@/lib/lifecycle/schema";
import { type LifecyclePage, LifecycleTabs } from "./tabs";

type Choice = { id: string; name: string };

export type LifecycleFrameProps = {
  active: LifecyclePage;
  model: BusinessModel;
  /** What the tabs carry along. */
  query: string;
  title: string;
  actions?: ReactNode;
  note?: ReactNode;
  period?: { presets: { value: string; label: string; hint?: string }[]; label: string };
  segments?: readonly Choice[];
  owners?: readonly Choice[];
  children: ReactNode;
};

/** Header, tabs and filters of the reports about customers. */
export function LifecycleFrame(props: LifecycleFrameProps) {
  const { active, model, query, title, actions, note, period, segments, owners, children } = props;
  const t = useTranslations("lifecycle");
  return (
    <>
      <PageHeader breadcrumb={[{ href: "/customers", label: t("customers") }]} title={title} actions={actions} />
      <LifecycleTabs active={active} model={model} query={query} />
      {period || segments || owners ? (
        <FilterBar end={note}>
          {period ? (
            <PeriodPicker presets={period.presets} defaultValue={LIFECYCLE_PERIOD} currentLabel={period.label} />
          ) : null}
          {segments ? (
            <UrlFilter
              param="segment"
              defaultValue=""
              label={t("filter.segment")}
              icon={<Shapes aria-hidden />}
              options={[
                { value: "", label: t("filter.allSegments") },
                ...segments.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          ) : null}
          {owners ? (
            <UrlFilter
              param="owner"
              defaultValue=""
              label={t("filter.owner")}
              icon={<Handshake aria-hidden />}
              options={[
                { value: "", label: t("filter.allOwners") },
                ...owners.map(({ id, name }) => ({ value: id, label: name })),
                { value: "none", label: t("filter.nobody") },
              ]}
            />
          ) : null}
        </FilterBar>
      ) : null}
      {children}
    </>
  );
}
