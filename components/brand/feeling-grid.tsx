"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { startTransition, useOptimistic, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Segmented } from "@/components/ui/segmented";
import { Table, Td, Th } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import { setWantedFeelingAction } from "@/lib/brand/actions";
import { type BrandCell, feltOf, verdictOf } from "@/lib/brand/feelings";
import type { BrandFeelingRow } from "@/lib/brand/queries";
import { formatNumber, formatShare } from "@/lib/format";
import { VerdictBadge } from "./verdict-badge";

export type FeelingGridProps = {
  touchpoints: { id: string; name: string }[];
  feelings: BrandFeelingRow[];
  cells: BrandCell[];
  k: number;
  period: string | undefined;
  mayWrite: boolean;
};

const TINTS: Partial<Record<BrandCell["verdict"], string>> = {
  wanted_felt: "var(--color-promoter-soft)",
  wanted_not_felt: "var(--color-detractor-soft)",
};

/** Which feeling is wanted where, and what answers and comments say of it. A box answers at once and can be undone. */
export function FeelingGrid({ touchpoints, feelings, cells, k, period, mayWrite }: FeelingGridProps) {
  const t = useTranslations("brand.grid");
  const toast = useToast();
  const [view, setView] = useState<"all" | "wanted">(cells.some(({ isWanted }) => isWanted) ? "wanted" : "all");
  const [wanted, setWanted] = useOptimistic(
    new Set(cells.filter(({ isWanted }) => isWanted).map((cell) => `${cell.touchpointId} ${cell.feelingId}`)),
    (before, { key, isWanted }: { key: string; isWanted: boolean }) => {
      const after = new Set(before);
      if (isWanted) after.add(key);
      else after.delete(key);
      return after;
    },
  );
  const byKey = new Map(cells.map((cell) => [`${cell.touchpointId} ${cell.feelingId}`, cell]));
  const toggle = (cell: BrandCell, names: { feeling: string; touchpoint: string }, isWanted: boolean, isUndo = false) =>
    startTransition(async () => {
      const { touchpointId, feelingId } = cell;
      setWanted({ key: `${touchpointId} ${feelingId}`, isWanted });
      const done = await setWantedFeelingAction(null, { touchpointId, feelingId, isWanted });
      if (done?.ok && !isUndo) {
        toast.undo(t(isWanted ? "nowWanted" : "noLonger", names), () => toggle(cell, names, !isWanted, true));
      } else if (done && !done.ok) toast.fail(done.message);
    });
  const isIn = ({ touchpointId, feelingId, stat }: BrandCell) =>
    wanted.has(`${touchpointId} ${feelingId}`) || stat.state !== "empty";
  const chosen = new Set(cells.filter(isIn).map(({ touchpointId }) => touchpointId));
  const shown = view === "all" ? touchpoints : touchpoints.filter(({ id }) => chosen.has(id));
  const query = period ? `?${new URLSearchParams({ period })}` : "";
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 px-6 pb-3 max-md:px-4">
        <h2 className="text-base font-semibold">{t("title")}</h2>
        <p className="text-xs text-muted">{mayWrite ? t("sub") : null}</p>
        <span className="ms-auto">
          <Segmented
            label={t("show")}
            value={view}
            onValueChange={(next) => setView(next === "wanted" ? "wanted" : "all")}
            options={[
              { value: "wanted", label: t("wantedOnly") },
              { value: "all", label: t("all") },
            ]}
          />
        </span>
      </div>
      <div className="md:overflow-x-auto md:[--sticky-top:0px]">
        <Table label={t("table")}>
          <thead>
            <tr>
              <Th className="sticky start-0 z-20">{t("touchpoint")}</Th>
              {feelings.map((feeling) => (
                <Th key={feeling.id}>{feeling.name}</Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((touchpoint) => (
              <tr key={touchpoint.id} className="bg-surface">
                <th
                  scope="row"
                  className="h-9 min-w-36 border-b border-line bg-surface px-2 py-1 ps-6 text-start font-medium sticky start-0 z-10 max-md:ps-4"
                >
                  <Link href={`/touchpoints/${touchpoint.id}${query}`} className="rounded-sm hover:underline">
                    {touchpoint.name}
                  </Link>
                </th>
                {feelings.map((feeling) => {
                  const cell = byKey.get(`${touchpoint.id} ${feeling.id}`);
                  if (!cell) return <Td key={feeling.id} />;
                  const isWanted = wanted.has(`${touchpoint.id} ${feeling.id}`);
                  const verdict = verdictOf(isWanted, feltOf(cell.stat, cell.scale));
                  const names = { feeling: feeling.name, touchpoint: touchpoint.name };
                  const { stat, scale, words } = cell;
                  return (
                    <Td
                      key={feeling.id}
                      className={cn("min-w-28 py-1.5 align-top", stat.state === "indicative" && "hatched")}
                      style={{ backgroundColor: TINTS[verdict] }}
                    >
                      <div className="flex min-h-5 items-center gap-2 text-xs">
                        {mayWrite || isWanted ? (
                          <Checkbox
                            aria-label={t("wanted", names)}
                            checked={isWanted}
                            disabled={!mayWrite}
                            onChange={(event) => toggle(cell, names, event.target.checked)}
                          />
                        ) : null}
                        <VerdictBadge verdict={verdict} short={isWanted} />
                      </div>
                      <div className="mt-0.5 text-xs">
                        {stat.value !== null && scale ? (
                          <p className="figures text-muted-heat">
                            <b className="font-semibold text-ink">{formatNumber(stat.value, 2)}</b>{" "}
                            {t("n", { n: stat.n })}
                          </p>
                        ) : stat.state === "hidden" ? (
                          <p className="text-muted">{t("hidden", { k })}</p>
                        ) : null}
                        {words && isWanted ? (
                          <p className="figures text-muted-heat">
                            <span className="block whitespace-nowrap">
                              {t("said", { said: formatShare(words.said) })}
                            </span>
                            {words.opposed > 0 ? (
                              <span className="block whitespace-nowrap">
                                {t("opposed", { opposed: formatShare(words.opposed) })}
                              </span>
                            ) : null}
                            <span className="block whitespace-nowrap">{t("comments", { n: words.n })}</span>
                          </p>
                        ) : null}
                      </div>
                    </Td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}
