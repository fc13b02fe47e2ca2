import { useTranslations } from "next-intl";
import { RadarChart, type RadarValue } from "@/components/charts/radar-chart";
import { Card } from "@/components/ui/card";
import { UrlFilter } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import type { TouchpointExperience } from "@/lib/touchpoints/queries/page";
import { type Spoke, shareOfScale } from "@/lib/touchpoints/radar";

export type RadarCardProps = {
  name: string;
  radar: TouchpointExperience["radar"];
  segments: { id: string; name: string }[];
  k: number;
  /** Where the battery can be added; null when one may not. */
  askHref: string | null;
};

const point = ({ stat, scale }: Spoke): RadarValue => ({
  value: stat.value,
  low: stat.interval?.low ?? null,
  high: stat.interval?.high ?? null,
  n: stat.n,
  ...(stat.state === "empty" ? {} : { state: stat.state }),
  share: stat.value !== null && scale ? shareOfScale(stat.value, scale) : null,
});

/** The five responses of an experience here, beside all other touchpoints or one segment's. */
export function RadarCard({ name, radar, segments, k, askHref }: RadarCardProps) {
  const t = useTranslations("touchpoints.page");
  const responses = useTranslations("touchpoints.responses");
  const isAnswered = radar.here.some(({ stat }) => stat.state !== "empty");
  const beside = radar.segment?.spokes ?? radar.others;
  const hasBeside = beside.some(({ stat }) => stat.value !== null);
  return (
    <Card className="flex flex-col gap-3 p-4">
      {isAnswered ? (
        <>
          <RadarChart
            title={t("radar")}
            sub={t("radarSub")}
            nameA={name}
            nameB={hasBeside ? (radar.segment?.name ?? t("radarOthers")) : null}
            format={{ digits: 2 }}
            unit={t("radar")}
            spokeLabel={t("radar")}
            k={k}
            spokes={radar.here.map((spoke, i) => ({
              key: spoke.response,
              label: responses(spoke.response),
              a: point(spoke),
              b: beside[i] ? point(beside[i]) : null,
            }))}
          />
          {segments.length > 0 ? (
            <UrlFilter
              param="against"
              defaultValue=""
              label={t("radarAgainst")}
              options={[
                { value: "", label: t("radarOthers") },
                ...segments.map((segment) => ({ value: segment.id, label: segment.name })),
              ]}
            />
          ) : null}
        </>
      ) : (
        <>
          <h3 className="text-sm font-semibold">{t("radar")}</h3>
          <p className="text-sm text-muted">{t("radarNone")}</p>
          {askHref ? (
            <LinkButton href={askHref} size="sm" className="w-fit">
              {t("radarAsk")}
            </LinkButton>
          ) : null}
        </>
      )}
    </Card>
  );
}
