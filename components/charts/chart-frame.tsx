"use client";

import { ChartLine, Download, Table2 } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import { type ChartTable, tableToCsv } from "./csv";
import { elementToPng } from "./picture";

/** What every chart takes. With a title it stands in a frame; without one it is bare and needs a label. */
export type ChartText = {
  /** The finding, or the question the chart answers. */
  title?: string;
  /** Muted, beside the title: what is measured, interval, span. */
  sub?: ReactNode;
  /** For those who listen, when there is no title. */
  label?: string;
  /** Of what is downloaded, without ending; the title when left out. */
  fileName?: string;
  /** At the end of the title line, before the toggle. */
  action?: ReactNode;
  className?: string;
};

export type ChartFrameProps = ChartText & {
  table: ChartTable;
  /** The chart can be heard as it is, and hides what is only drawing by itself; no table is added for those who listen. */
  isTable?: boolean;
  children: ReactNode;
};

/** A chart with its words, the table behind it, and its picture and figures to take away. */
export function ChartFrame({
  title,
  sub,
  label,
  fileName,
  action,
  table,
  isTable,
  className,
  children,
}: ChartFrameProps) {
  const t = useTranslations("common");
  const toast = useToast();
  const id = useId();
  const [view, setView] = useState<"chart" | "table">("chart");
  const figure = useRef<HTMLElement>(null);
  if (!title) {
    return (
      <figure aria-label={label} className={className}>
        {isTable ? children : <Hearable>{children}</Hearable>}
        {isTable ? null : (
          <div className="sr-only [&_section]:overflow-visible">
            <TableBehind label={label ?? t("chart.table")} table={table} />
          </div>
        )}
      </figure>
    );
  }
  const name = (fileName ?? title).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  const savePicture = async () => {
    if (!figure.current) return;
    try {
      save(await elementToPng(figure.current), `${name}.png`);
    } catch {
      toast.fail(t("chart.downloadFailed"));
    }
  };
  return (
    <figure ref={figure} aria-labelledby={id} className={cn("flex min-w-0 flex-col gap-2", className)}>
      <figcaption className="flex min-h-7 items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 pt-1">
          <h3 id={id} className="text-sm font-semibold">
            {title}
          </h3>
          {sub ? <p className="text-xs text-muted">{sub}</p> : null}
        </div>
        <span className="no-print flex shrink-0 items-center gap-1">
          {action}
          <IconButton
            size="sm"
            label={view === "table" ? t("chart.asChart") : t("chart.asTable")}
            icon={view === "table" ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
            aria-pressed={view === "table"}
            onClick={() => setView(view === "table" ? "chart" : "table")}
          />
          <Menu
            align="end"
            trigger={<IconButton size="sm" label={t("chart.download")} icon={<Download aria-hidden />} />}
          >
            <MenuItem onSelect={() => void savePicture()} disabled={view === "table"}>
              {t("chart.png")}
            </MenuItem>
            <MenuItem onSelect={() => save(new Blob([tableToCsv(table)], { type: "text/csv" }), `${name}.csv`)}>
              {t("chart.csv")}
            </MenuItem>
          </Menu>
        </span>
      </figcaption>
      {view === "table" ? (
        <TableBehind label={title} table={table} isLinked />
      ) : isTable ? (
        children
      ) : (
        <>
          <Hearable>{children}</Hearable>
          <div className="sr-only [&_section]:overflow-visible">
            <TableBehind label={title} table={table} />
          </div>
        </>
      )}
    </figure>
  );
}

/** The drawing says nothing aloud: the table beside it does. */
function Hearable({ children }: { children: ReactNode }) {
  return <div aria-hidden="true">{children}</div>;
}

type TableBehindProps = {
  label: string;
  table: ChartTable;
  /** Only where it is seen: a link that takes the focus out of sight would lose a person at the keyboard. */
  isLinked?: boolean;
};

function TableBehind({ label, table, isLinked = false }: TableBehindProps) {
  const locale = useLocale();
  // Figures under each other have as many digits as the longest of their column needs, two at most.
  const formats = table.columns.map((_, column) => {
    const digits = Math.max(0, ...table.rows.map((row) => digitsOf(row[column])));
    return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  });
  return (
    <Table look="inset" label={label}>
      <thead>
        <Tr>
          {table.columns.map((column) => (
            <Th key={column.label} end={column.end}>
              {column.label}
            </Th>
          ))}
        </Tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <Tr key={index}>
            {row.map((cell, column) => {
              const shown = typeof cell === "number" ? formats[column]?.format(cell).replace("-", "−") : (cell ?? "–");
              const href = isLinked && column === 0 ? table.hrefs?.[index] : undefined;
              return (
                <Td key={column} end={table.columns[column]?.end}>
                  {href ? (
                    <Link
                      href={href}
                      className="inline-flex min-h-6 items-center rounded-sm text-accent-text hover:underline touch:min-h-11"
                    >
                      {shown}
                    </Link>
                  ) : (
                    shown
                  )}
                </Td>
              );
            })}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function digitsOf(value: string | number | null | undefined): number {
  if (typeof value !== "number" || Number.isInteger(value)) return 0;
  return Number(value.toFixed(1)) === Number(value.toFixed(2)) ? 1 : 2;
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
