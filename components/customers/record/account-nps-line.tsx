import { useTranslations } from "next-intl";
import { GlossaryTerm } from "@/components/ui/glossary-term";
import type { AccountNps } from "@/lib/customers/account-nps";
import { formatInterval, formatNps, formatNumber, formatShare } from "@/lib/format";

export type AccountNpsLineProps = {
  account: AccountNps;
  /** Under so many voices there is no statistic: the people's own scores stand above. */
  least: number;
};

/** The account's NPS, one voice a person and by influence; with few voices, what the influence says. */
export function AccountNpsLine({ account, least }: AccountNpsLineProps) {
  const t = useTranslations("record.nps");
  const { raw, weighted, shares } = account;
  if (!raw) return null;
  if (raw.n < least) {
    const loudest = shares
      ? (["detractor", "promoter", "passive"] as const).reduce((most, one) => (shares[one] > shares[most] ? one : most))
      : null;
    return (
      <p className="text-xs text-muted">
        {shares && loudest ? `${t(`influence.${loudest}`, { share: formatShare(shares[loudest]) })} ` : null}
        {t("few", { least, count: raw.n })}
      </p>
    );
  }
  return (
    <dl className="grid grid-cols-2 gap-3 rounded-lg border border-line p-3">
      <div>
        <dt className="text-xs text-muted">
          <GlossaryTerm definition={t("rawRule")}>{t("raw")}</GlossaryTerm>
        </dt>
        <dd>
          <span className="figures text-lg font-semibold">{formatNps(raw.score)}</span>{" "}
          <span className="whitespace-nowrap text-xs text-muted">
            {formatInterval(raw.interval, 0, { signed: true })}
          </span>
          <span className="block text-xs text-muted">{t("n", { count: raw.n })}</span>
        </dd>
      </div>
      {weighted && weighted.voices >= least ? (
        <div>
          <dt className="text-xs text-muted">
            <GlossaryTerm definition={t("weightedRule")}>{t("weighted")}</GlossaryTerm>
          </dt>
          <dd>
            <span className="figures text-lg font-semibold">{formatNps(weighted.score)}</span>{" "}
            <span className="whitespace-nowrap text-xs text-muted">
              {formatInterval(weighted.interval, 0, { signed: true })}
            </span>
            <span className="block text-xs text-muted">
              {t("nWeighted", { count: weighted.voices, effective: formatNumber(weighted.n, 1) })}
            </span>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
