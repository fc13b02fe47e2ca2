import { CircleCheck, CircleMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Td as PlainTd, Th as PlainTh, Table, type TdProps, type ThProps, Tr } from "@/components/ui/table";
import { formatCount, formatInterval, formatNumber, formatShare, formatSigned } from "@/lib/format";
import type { Finding } from "@/lib/insights/schema";
import { outcomeText, type Sentence, type Side, shareDigits, sidesOf } from "@/lib/insights/sentence";
import { type Share, wilson } from "@/lib/stats/proportions";
import { PValue } from "./p-value";

/** Five columns in half a page: narrower than a page's own table. */
const tight = "px-1.5 first:ps-0 last:pe-0 max-md:first:ps-0 max-md:last:pe-0";
const Td = ({ className, ...rest }: TdProps) => <PlainTd className={cn(tight, className)} {...rest} />;
const Th = ({ className, ...rest }: ThProps) => (
  <PlainTh className={cn("bg-transparent", tight, className)} {...rest} />
);

const capital = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** One test with its small table: what it asks, its counts, its result. */
function Test({
  title,
  holds,
  sub,
  children,
  result,
}: {
  title: string;
  holds: boolean;
  sub: string;
  children: ReactNode;
  result: ReactNode;
}) {
  const Icon = holds ? CircleCheck : CircleMinus;
  return (
    <section className="min-w-0">
      <h4 className="flex items-center gap-2 text-sm font-semibold">
        <Icon aria-hidden className={cn("shrink-0", holds ? "text-promoter-text" : "text-muted")} />
        {title}
      </h4>
      <p className="mt-1 mb-2 line-clamp-2 text-xs text-muted">{sub}</p>
      {children}
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">{result}</p>
    </section>
  );
}

function ShareCells({ share, digits }: { share: Share | null; digits: number }) {
  return (
    <>
      <Td end className="font-semibold">
        {share ? formatShare(share.share, digits) : "–"}
      </Td>
      <Td end muted>
        {share ? formatInterval(share.interval, digits, { scale: 100 }) : "–"}
      </Td>
    </>
  );
}

function TestResult({ test, statistic }: { test: "chi2" | "fisher"; statistic: number | null }) {
  const t = useTranslations("insights.proof");
  if (test === "fisher" || statistic === null) return <span className="font-medium text-ink">{t("fisher")}</span>;
  return (
    <>
      <span className="font-medium text-ink">{t("chi2", { value: formatNumber(statistic, 1) })}</span>
      <span>{t("freedom")}</span>
    </>
  );
}

export type ProofProps = {
  finding: Finding;
  sentence: Sentence;
  method: ReactNode;
  /** Chosen by a person and not by a scan: there is a p, and no q. */
  isOwn?: boolean;
};

/** Both tests of a sentence, with both denominators, and what is ranked among how many. */
export function Proof({ finding, sentence, method, isOwn = false }: ProofProps) {
  const t = useTranslations("insights.proof");
  const { outcome, saying, explained } = finding;
  const { values } = sentence;
  const shares = {
    base: wilson(finding.saidSo, finding.asked),
    others: wilson(finding.othersSaidSo, finding.othersAsked),
    digits: shareDigits(finding.asked, 1),
  };
  const sides = sidesOf(finding);
  const isShare = explained.kind === "share";
  const difference = explained.test.difference;
  const phrase = isShare ? "Share" : outcome.measure === "nps" ? "Recommend" : "Rate";
  const direction = `${difference < 0 ? "ower" : "igher"}${phrase}`;
  const title = finding.isWeak
    ? t(`weak${difference < 0 ? "L" : "H"}${direction}`, { predicate: values.predicate })
    : t(`${difference < 0 ? "l" : "h"}${direction}`, { predicate: values.predicate });
  const firstHolds = saying !== null && !finding.isWeak;
  return (
    <div className="@container min-w-0">
      <div className="grid gap-x-12 gap-y-6 @2xl:grid-cols-2">
        <Test
          holds={firstHolds}
          title={
            saying === null ? t("alone") : finding.isWeak ? t("same") : saying.difference < 0 ? t("less") : t("more")
          }
          sub={t("saidOf", { verb: values.verb, object: values.object })}
          result={
            saying ? (
              <>
                <TestResult {...saying} />
                <PValue name={t("p")} logP={saying.logP} />
              </>
            ) : null
          }
        >
          <Table label={t("customers")} look="inset">
            <thead>
              <tr>
                <Th className="whitespace-normal py-1">{t("customers")}</Th>
                <Th end>{t("saidSo")}</Th>
                <Th end>{t("asked")}</Th>
                <Th end>{t("share")}</Th>
                <Th end>{t("interval")}</Th>
              </tr>
            </thead>
            <tbody>
              <Tr>
                <Td>{capital(values.base)}</Td>
                <Td end>{formatCount(finding.saidSo)}</Td>
                <Td end>{formatCount(finding.asked)}</Td>
                <ShareCells share={shares.base} digits={shares.digits} />
              </Tr>
              <Tr>
                <Td>{t("othersAsked")}</Td>
                <Td end>{formatCount(finding.othersSaidSo)}</Td>
                <Td end>{formatCount(finding.othersAsked)}</Td>
                <ShareCells share={shares.others} digits={shares.digits} />
              </Tr>
            </tbody>
          </Table>
        </Test>
        <Test
          holds
          title={title}
          sub={t("only", { outcome: capital(outcomeText(outcome)), base: values.base })}
          result={
            explained.kind === "mean" ? (
              <>
                <span className="font-medium text-ink">{t("welch", { value: formatNumber(explained.test.t, 1) })}</span>
                <span>{t("df", { value: formatNumber(explained.test.df, 0) })}</span>
                <span>
                  {t("d", {
                    value: formatNumber(finding.d, 2),
                    interval: formatInterval(finding.dInterval, 2, { signed: true }),
                  })}
                </span>
                <PValue name={t("p")} logP={explained.test.logP} />
              </>
            ) : (
              <>
                <TestResult {...explained.test} />
                <span>
                  {t("points", {
                    value: formatSigned(difference * 100, Math.min(2, sentence.digits + 1)),
                    interval: formatInterval(explained.test.interval, Math.min(2, sentence.digits + 1), {
                      signed: true,
                      scale: 100,
                    }),
                  })}
                </span>
                <PValue name={t("p")} logP={explained.test.logP} />
              </>
            )
          }
        >
          <Table label={title} look="inset">
            <thead>
              <tr>
                <Th className="whitespace-normal py-1">{capital(values.base)}</Th>
                <Th end>{t("n")}</Th>
                {isShare ? null : <Th end>{t("sd")}</Th>}
                <Th end>{isShare ? t("share") : t("mean")}</Th>
                <Th end>{t("interval")}</Th>
              </tr>
            </thead>
            <tbody>
              <OutcomeRow
                name={t("did")}
                side={sides.said}
                isShare={isShare}
                tone={sentence.isWorse ? "text-detractor-text" : "text-promoter-text"}
              />
              <OutcomeRow
                name={t("didNot")}
                side={sides.rest}
                isShare={isShare}
                tone={sentence.isWorse ? "text-promoter-text" : "text-detractor-text"}
              />
            </tbody>
          </Table>
        </Test>
      </div>
      <div className="mt-4 flex flex-wrap items-start justify-between gap-x-8 gap-y-2 border-t border-line pt-3 text-xs text-muted">
        <p className="max-w-2xl">
          {isOwn ? (
            <>
              {t("own")} <PValue name={t("p")} logP={finding.logP} />.
            </>
          ) : (
            <>
              {t(finding.isWeak ? "rankedWeak" : "ranked", { comparisons: finding.comparisons })}{" "}
              <PValue name={t("q")} logP={finding.logQ} />.
            </>
          )}{" "}
          {t("concerned", { count: finding.concerned })}
        </p>
        {method}
      </div>
    </div>
  );
}

function OutcomeRow({ name, side, isShare, tone }: { name: string; side: Side; isShare: boolean; tone: string }) {
  const digits = isShare ? shareDigits(side.n, 1) : 2;
  return (
    <Tr>
      <Td>{name}</Td>
      <Td end>{formatCount(side.n)}</Td>
      {isShare ? null : <Td end>{side.sd === null ? "–" : formatNumber(side.sd, 2)}</Td>}
      <Td end className={cn("font-semibold", tone)}>
        {isShare ? formatShare(side.value, digits) : formatNumber(side.value, digits)}
      </Td>
      <Td end muted>
        {side.interval ? formatInterval(side.interval, digits, { scale: isShare ? 100 : 1 }) : "–"}
      </Td>
    </Tr>
  );
}
