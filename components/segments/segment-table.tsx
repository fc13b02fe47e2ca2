import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DataRow, DataTable } from "@/components/ui/data-table";
import { Td, Th } from "@/components/ui/table";
import { formatCount, formatShare } from "@/lib/format";
import type { SegmentCatalogue } from "@/lib/segments/fields";
import { describeRule } from "@/lib/segments/rule-text";
import type { SegmentRule } from "@/lib/segments/schema";
import type { Nps } from "@/lib/stats/nps";
import { NpsCell } from "./nps-cell";

export type SegmentTableProps = {
  segments: readonly {
    id: string;
    name: string;
    rule: SegmentRule;
    memberCount: number;
    computedAt: Date | null;
    nps: Nps | null;
    isList: boolean;
    entered: number;
    left: number;
  }[];
  /** Of which the shares are. */
  customers: number;
  catalogue: SegmentCatalogue;
  k: number;
};

/** "+12 −3": who came and went by themselves. */
function Moves({ entered, left }: { entered: number; left: number }) {
  const t = useTranslations("segments.moves");
  if (entered + left === 0) return <span>{t("nobody")}</span>;
  return (
    <span className="figures text-ink">
      <span className="sr-only">{t("summary", { came: entered, went: left })}</span>
      <span aria-hidden className="inline-grid grid-cols-2 gap-x-2 text-end">
        <span>{entered > 0 ? `+${formatCount(entered)}` : "0"}</span>
        <span className="text-muted">{left > 0 ? `−${formatCount(left)}` : "0"}</span>
      </span>
    </span>
  );
}

/** Every segment: who it is in words, how many, how they would recommend us. */
export function SegmentTable({ segments, customers, catalogue, k }: SegmentTableProps) {
  const t = useTranslations("segments");
  const words = ({ isList, rule }: { isList: boolean; rule: SegmentRule }) =>
    isList ? t("listWords") : describeRule(rule, catalogue, t);
  const size = (one: SegmentTableProps["segments"][number]) => (customers ? one.memberCount / customers : 0);
  return (
    <>
      <div className="border-t border-line max-md:hidden">
        <DataTable label={t("title")} rowIds={segments.map(({ id }) => id)}>
          <thead>
            <tr>
              <Th>{t("columns.segment")}</Th>
              <Th end>{t("columns.members")}</Th>
              <Th>{t("columns.share")}</Th>
              <Th>{t("columns.nps")}</Th>
              <Th className="max-lg:hidden">{t("columns.moves")}</Th>
            </tr>
          </thead>
          <tbody>
            {segments.map((segment) => (
              <DataRow key={segment.id} rowId={segment.id} href={`/segments/${segment.id}`}>
                <Td className="w-2/5 max-w-0 min-w-64 py-2">
                  <Link href={`/segments/${segment.id}`} className="block truncate rounded-sm font-medium">
                    {segment.name}
                    {segment.isList ? <Badge className="ms-2">{t("isList")}</Badge> : null}
                  </Link>
                  <span className="block truncate text-xs text-muted first-letter:uppercase" title={words(segment)}>
                    {words(segment)}
                  </span>
                </Td>
                <Td end>{segment.computedAt ? formatCount(segment.memberCount) : t("counting")}</Td>
                <Td>
                  <span className="flex items-center gap-2">
                    <span className="figures w-12 text-end">{formatShare(size(segment), 1)}</span>
                    <span aria-hidden className="h-1.5 w-20 rounded-full bg-sunken max-lg:hidden">
                      <span
                        className="block h-full rounded-full bg-muted"
                        style={{ width: `${Math.min(100 * size(segment), 100)}%` }}
                      />
                    </span>
                  </span>
                </Td>
                <Td>
                  <NpsCell nps={segment.nps} k={k} />
                </Td>
                <Td muted className="whitespace-nowrap max-lg:hidden">
                  <Moves entered={segment.entered} left={segment.left} />
                </Td>
              </DataRow>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul aria-label={t("title")} className="border-t border-line md:hidden">
        {segments.map((segment) => (
          <li key={segment.id} className="border-b border-line bg-surface">
            <Link href={`/segments/${segment.id}`} className="ring-inset-focus flex min-h-16 flex-col gap-1 px-4 py-3">
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate text-base font-medium">{segment.name}</span>
                <span className="shrink-0 text-sm">
                  <span className="font-medium">{formatCount(segment.memberCount)}</span>{" "}
                  <span className="text-muted">{formatShare(size(segment), 1)}</span>
                </span>
              </span>
              <span className="line-clamp-2 text-xs text-muted first-letter:uppercase">{words(segment)}</span>
              <span className="text-sm">
                <span className="text-muted">{t("nps")} </span>
                <NpsCell nps={segment.nps} k={k} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
