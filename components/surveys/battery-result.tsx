import { useTranslations } from "next-intl";
import { RadarChart } from "@/components/charts/radar-chart";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RESPONSES } from "@/lib/surveys/battery";
import type { ItemResult } from "@/lib/surveys/queries";
import { questionResult } from "@/lib/surveys/results";

export type BatteryResultProps = {
  touchpoint: string;
  /** The battery's questions about it. */
  items: ItemResult[];
  k: number;
};

const INDICATIVE_UNDER = 30;

/** The five responses at one touchpoint, as one picture; each question by itself follows below. */
export function BatteryResult({ touchpoint, items, k }: BatteryResultProps) {
  const t = useTranslations("surveys.battery");
  return (
    <Card>
      <CardHeader title={t("result", { touchpoint })} meta={t("resultSub")} />
      <CardBody>
        <RadarChart
          label={t("result", { touchpoint })}
          nameA={touchpoint}
          nameB={null}
          format={{ digits: 2 }}
          unit={t("resultSub")}
          spokeLabel={t("response")}
          k={k}
          spokes={RESPONSES.map((response) => {
            const item = items.find((one) => one.response === response);
            const result = item && questionResult(item, item.sums);
            const n = result?.n ?? 0;
            const isShown = n >= k && result?.mean && item?.scaleMin !== null && item?.scaleMax !== null;
            return {
              key: response,
              label: t(`responses.${response}`),
              a: {
                value: isShown ? (result?.mean?.value ?? null) : null,
                low: isShown ? (result?.mean?.interval.low ?? null) : null,
                high: isShown ? (result?.mean?.interval.high ?? null) : null,
                n,
                ...(n > 0 ? { state: n < k ? "hidden" : n < INDICATIVE_UNDER ? "indicative" : "ok" } : {}),
                share:
                  isShown && item?.scaleMin !== null && item?.scaleMax && result?.mean
                    ? (result.mean.value - (item?.scaleMin ?? 0)) / (item.scaleMax - (item?.scaleMin ?? 0))
                    : null,
              },
              b: null,
            };
          })}
        />
      </CardBody>
    </Card>
  );
}
