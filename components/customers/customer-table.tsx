"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ListActions } from "@/components/segments/list-actions";
import { Avatar } from "@/components/ui/avatar";
import { DataRow, DataTable, SelectAllHead, SelectCell } from "@/components/ui/data-table";
import { Td, Th } from "@/components/ui/table";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import { type ListColumn, USUAL_COLUMNS } from "@/lib/customers/columns";
import type { CustomerRow } from "@/lib/customers/customer";
import type { CustomerSort } from "@/lib/customers/schema";
import { formatAgo, formatMoney, formatNumber } from "@/lib/format";
import { BulkBar, type BulkBarProps } from "./bulk-bar";
import { LastAnswer } from "./last-answer";
import { ColumnCell, ColumnHead } from "./list-cells";

export type CustomerTableProps = {
  rows: readonly CustomerRow[];
  now: Date;
  timeZone: string;
  /** The workspace's, in which revenue is counted. */
  currency: string;
  /** Where a press on a column's head goes; without it the table has its own order. */
  sortHrefs?: Record<CustomerSort, string>;
  sorted?: { by: CustomerSort; direction: "asc" | "desc" };
  /** In their order; the usual ones when left out. */
  columns?: readonly ListColumn[] | null;
  /** The workspace's own attributes, for columns and changes. */
  definitions?: readonly AttributeDefinition[];
  /** What can be done with picked rows, or with everybody that the list finds. */
  bulk?: Omit<BulkBarProps, "ids" | "clear" | "page" | "everybody" | "onEverybody"> | null;
  /** Static lists that picked rows can be put on. */
  lists?: readonly { id: string; name: string }[];
  /** The static list that is shown: picked rows can be taken off it. */
  ofList?: { id: string; name: string } | null;
};

/** What of the usual columns goes where there is little room. */
const SPARED: Partial<Record<ListColumn, string>> = {
  segment: "@max-4xl:hidden",
  health: "@max-6xl:hidden",
  owner: "@max-4xl:hidden",
};

/** The list of customers: a table to live in, a list of cards on the phone. */
export function CustomerTable(props: CustomerTableProps) {
  const {
    rows,
    now,
    timeZone,
    currency,
    sortHrefs,
    sorted,
    columns: chosen = null,
    definitions = [],
    bulk = null,
    lists = [],
    ofList = null,
  } = props;
  const t = useTranslations("customers");
  const [everybody, setEverybody] = useState<number | null>(null);
  const columns = chosen ?? USUAL_COLUMNS;
  const words = { definitions, currency };
  // Only the usual columns know what can be spared; chosen ones are all wanted.
  const room = (column: ListColumn) => (chosen ? undefined : SPARED[column]);
  const selectable = bulk !== null || lists.length > 0 || ofList !== null;
  const head = (by: CustomerSort) => ({
    sortHref: sortHrefs?.[by],
    sorted: sorted?.by === by ? sorted.direction : undefined,
  });
  return (
    <>
      {/* Columns go by the room that is left beside an open sheet. */}
      <div className="@container max-md:hidden">
        <DataTable
          label={t("tableLabel")}
          rowIds={rows.map(({ id }) => id)}
          selectable={selectable}
          selectedText={everybody === null ? undefined : t("bulk.everybody", { count: everybody })}
          bulkActions={
            selectable
              ? (ids, clear) => (
                  <>
                    {bulk ? (
                      <BulkBar
                        ids={ids}
                        clear={clear}
                        page={rows.length}
                        everybody={everybody}
                        onEverybody={setEverybody}
                        {...bulk}
                      />
                    ) : null}
                    {everybody === null ? <ListActions ids={ids} clear={clear} lists={lists} ofList={ofList} /> : null}
                  </>
                )
              : undefined
          }
        >
          <thead>
            <tr>
              {selectable ? <SelectAllHead /> : null}
              <Th {...head("name")}>{t("columns.customer")}</Th>
              {columns.map((column) => (
                <ColumnHead key={column} column={column} className={room(column)} head={head} {...words} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <DataRow key={row.id} rowId={row.id} href={`/customers/${row.id}`}>
                {selectable ? <SelectCell rowId={row.id} name={row.name} /> : null}
                <Td>
                  <span className="flex max-w-80 items-center gap-2 @max-6xl:max-w-60">
                    <Avatar name={row.name} kind={row.kind} />
                    <Link href={`/customers/${row.id}`} prefetch={false} className="truncate rounded-sm font-medium">
                      {row.name}
                    </Link>
                    {row.city ? <span className="truncate text-muted">{row.city}</span> : null}
                  </span>
                </Td>
                {columns.map((column) => (
                  <ColumnCell
                    key={column}
                    column={column}
                    row={row}
                    now={now}
                    timeZone={timeZone}
                    className={room(column)}
                    {...words}
                  />
                ))}
              </DataRow>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul className="md:hidden" aria-label={t("tableLabel")}>
        {rows.map((row) => (
          <li key={row.id} className="border-b border-line bg-surface">
            <Link
              href={`/customers/${row.id}`}
              prefetch={false}
              className="ring-inset-focus flex min-h-16 items-center gap-3 px-4 py-2.5"
            >
              <Avatar name={row.name} kind={row.kind} size="lg" />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-base font-medium">{row.name}</span>
                <span className="block truncate text-xs text-muted">
                  {row.health === null
                    ? t(`lifecycle.${row.lifecycle}`)
                    : t("healthShort", { score: formatNumber(row.health, 1, 1) })}
                  ,{" "}
                  {row.lastContactAt
                    ? t("contactAgo", { ago: formatAgo(row.lastContactAt, now, timeZone).toLowerCase() })
                    : t("noContact")}
                </span>
              </span>
              <span className="shrink-0 text-end">
                <span className="figures block text-base font-medium">
                  {formatMoney(row.revenueCents, currency, { short: true })}
                </span>
                <span className="block text-xs">
                  <LastAnswer {...row} now={now} timeZone={timeZone} short />
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
