import { CircleDot, Link2, Waypoints } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatNumber } from "@/lib/format";
import type { Gap } from "@/lib/journeys/gap";
import type { TouchpointFacts, TouchpointStep } from "@/lib/touchpoints/queries/page";

type StepWithGap = TouchpointStep & { gap: Gap | null };

/** Maps that use the touchpoint, each with what it wants there and what its segment answers. */
export function JourneyTable({ steps, k }: { steps: readonly StepWithGap[]; k: number }) {
  const t = useTranslations("touchpoints.page");
  const all = useTranslations("touchpoints");
  if (steps.length === 0) return <p className="text-sm text-muted">{t("journeysNone")}</p>;
  return (
    <Table look="inset" label={t("journeys")}>
      <thead>
        <tr>
          <Th>{t("journeyColumns.journey")}</Th>
          <Th className="max-md:hidden">{t("journeyColumns.stage")}</Th>
          <Th end>{t("journeyColumns.desired")}</Th>
          <Th end>{t("journeyColumns.actual")}</Th>
          <Th end>{t("journeyColumns.gap")}</Th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <Tr key={step.id}>
            <Td>
              <Link href={`/journeys/${step.journeyId}`} className="rounded-sm font-medium hover:underline">
                {step.journeyName}
              </Link>
              <span className="block text-xs text-muted">
                {[
                  step.segmentName ?? t("everybody"),
                  ...(step.isPeak ? [t("marks.peak")] : []),
                  ...(step.isFlow ? [t("marks.flow")] : []),
                  ...(step.isCoCreated ? [t("marks.coCreated")] : []),
                ].join(", ")}
              </span>
            </Td>
            <Td muted className="max-md:hidden">
              {step.stageName}
            </Td>
            <Td end>{step.desired === null ? "–" : formatNumber(step.desired, 1)}</Td>
            <Td end className={cn(step.gap?.state === "indicative" && "hatched")}>
              {step.gap?.actual === null || !step.gap ? (
                <span className="text-xs text-muted">
                  {step.gap?.state === "hidden"
                    ? all(step.gap.hiddenFor === "others" ? "others" : "hidden", { k })
                    : all("none")}
                </span>
              ) : (
                <>
                  <span className="font-semibold">{formatNumber(step.gap.actual, 2)}</span>
                  <span className="block text-xs text-muted">{all("n", { n: step.gap.n })}</span>
                </>
              )}
            </Td>
            <Td end>
              {step.gap?.gap === null || step.gap?.gap === undefined ? (
                "–"
              ) : step.gap.verdict === "short" ? (
                <b className="font-semibold text-detractor-text">
                  {t("short", { gap: formatNumber(step.gap.gap, 1) })}
                </b>
              ) : step.gap.verdict === "above" ? (
                <b className="font-semibold text-promoter-text">
                  {t("above", { gap: formatNumber(-step.gap.gap, 1) })}
                </b>
              ) : (
                <span className="text-muted">{t("unproved")}</span>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

const DECISION_TONES = { keep: "neutral", reduce: "warn", remove: "detractor" } as const;

/** What maps say about resistance here: what it is, and whether it stays, with the reason. */
export function FrictionList({ steps }: { steps: readonly TouchpointStep[] }) {
  const t = useTranslations("touchpoints.page");
  const told = steps.filter(({ friction, decision }) => friction !== "" || decision !== null);
  if (told.length === 0) return <p className="text-sm text-muted">{t("frictionNone")}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line">
      {told.map((step) => (
        <li key={step.id} className="py-2 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <Badge tone={step.decision ? DECISION_TONES[step.decision] : "neutral"} outline={!step.decision}>
              {t(`decision.${step.decision ?? "none"}`)}
            </Badge>
            <span>{step.friction}</span>
          </p>
          <p className="mt-0.5 text-xs text-muted">
            {step.reason || t("noReason")} <span aria-hidden>·</span>{" "}
            <Link href={`/journeys/${step.journeyId}`} className="rounded-sm underline-offset-2 hover:underline">
              {step.journeyName}
            </Link>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Questions about it and links that stand there. */
export function ListeningList({ facts }: { facts: Pick<TouchpointFacts, "items" | "links"> }) {
  const t = useTranslations("touchpoints.page");
  const responses = useTranslations("touchpoints.responses");
  const { items, links } = facts;
  if (items.length + links.length === 0) return <p className="text-sm text-muted">{t("listeningNone")}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line text-sm">
      {items.map((item) => (
        <li key={item.id} className={cn("flex items-start gap-2 py-1.5", !item.isOpen && "text-muted")}>
          <CircleDot aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
          <span className="min-w-0">
            {item.label}
            <span className="block text-xs text-muted">
              <Link href={`/surveys/${item.surveyId}`} className="rounded-sm underline-offset-2 hover:underline">
                {item.surveyName}
              </Link>
              {item.response
                ? `, ${t("battery", { response: responses(item.response).toLowerCase() })}`
                : item.measure === "other"
                  ? ""
                  : `, ${t(`measure.${item.measure}`).toLowerCase()}`}
              {item.isOpen ? "" : `, ${t("closed")}`}
            </span>
          </span>
        </li>
      ))}
      {links.map((link) => (
        <li key={link.id} className={cn("flex items-start gap-2 py-1.5", !link.isOpen && "text-muted")}>
          {link.channelName ? (
            <Waypoints aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
          ) : (
            <Link2 aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
          )}
          <span className="min-w-0">
            {link.name}
            <span className="block text-xs text-muted">
              <Link href={`/surveys/${link.surveyId}`} className="rounded-sm underline-offset-2 hover:underline">
                {link.surveyName}
              </Link>
              {link.channelName ? `, ${link.channelName}` : ""}
              {link.isOpen ? "" : `, ${t("closed")}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
