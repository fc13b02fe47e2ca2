import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { INDICATIVE_UNDER } from "@/lib/dashboards/scores";
import { formatInterval, formatNps, formatNumber, formatSigned } from "@/lib/format";
import type { HandoverExperience } from "@/lib/handovers/handover";

/** What the same customers said before and after they went from hunter to farmer. */
export function HandoverCard({ experience, k }: { experience: HandoverExperience; k: number }) {
  const t = useTranslations("teams.handover");
  const { nps, ces, handedOver, npsPairs, cesPairs } = experience;
  return (
    <Card>
      <CardHeader title={t("title")} meta={t("meta", { count: handedOver })} />
      <CardBody className="flex flex-col gap-2 text-sm">
        {handedOver === 0 ? (
          <p className="text-muted">{t("none")}</p>
        ) : (
          <>
            {nps ? (
              <p>
                {t("nps", {
                  before: formatNps(nps.before),
                  after: formatNps(nps.after),
                  change: nps.change ? formatSigned(nps.change.difference, 1) : "–",
                  range: nps.change ? formatInterval(nps.change.interval, 1, { signed: true }) : "–",
                  n: nps.n,
                })}{" "}
                {nps.n < INDICATIVE_UNDER ? t("indicative") : null}{" "}
                {nps.change && !nps.change.provable ? t("same") : null}
              </p>
            ) : (
              <p className="text-muted">
                {t("npsName")}: {t("few", { pairs: npsPairs, k })}
              </p>
            )}
            {ces ? (
              <p>
                {t("ces", {
                  before: formatNumber(ces.before, 2),
                  after: formatNumber(ces.after, 2),
                  min: ces.scaleMin,
                  max: ces.scaleMax,
                  change: formatSigned(ces.change, 2),
                  range: formatInterval(ces.interval, 2, { signed: true }),
                  n: ces.n,
                })}{" "}
                {ces.n < INDICATIVE_UNDER ? t("indicative") : null}{" "}
                {ces.interval.low <= 0 && ces.interval.high >= 0 ? t("same") : null}
              </p>
            ) : (
              <p className="text-muted">
                {t("cesName")}: {t("few", { pairs: cesPairs, k })}
              </p>
            )}
          </>
        )}
      </CardBody>
    </Card>
  );
}
