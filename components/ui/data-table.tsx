"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type ComponentProps,
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Button } from "./button";
import { Checkbox } from "./checkbox";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { Table, Td, Th } from "./table";

type Selection = {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  setAll: (on: boolean) => void;
  all: readonly string[];
  current: string | null;
  setCurrent: (id: string) => void;
};

const SelectionContext = createContext<Selection | null>(null);

export type DataTableProps = {
  label: string;
  /** Ids of the rows on this page, in order. */
  rowIds: readonly string[];
  /** Rows can be picked with x and a checkbox column (SelectAllHead, SelectCell). */
  selectable?: boolean;
  /** Actions for the picked rows; docked below while any is picked. */
  bulkActions?: (ids: string[], clear: () => void) => ReactNode;
  /** Instead of how many rows are picked: when more than this page's are meant. */
  selectedText?: ReactNode;
  /** thead and tbody of DataRow. */
  children: ReactNode;
  className?: string;
};

/**
 * A table one can live in: j and k move, x picks, Enter opens, Esc lets go. The keys work when nothing is being typed.
 * Rows are links of their own, so everything works without the keys too.
 */
export function DataTable({
  label,
  rowIds,
  selectable,
  bulkActions,
  selectedText,
  children,
  className,
}: DataTableProps) {
  const t = useTranslations("common");
  const router = useRouter();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const key = rowIds.join(" ");

  // Another page of rows starts with nothing picked.
  useEffect(() => {
    setIds(new Set());
    setCurrent(null);
  }, [key]);

  const selection = useMemo<Selection>(
    () => ({
      ids,
      all: rowIds,
      current,
      setCurrent,
      toggle: (id) =>
        setIds((before) => {
          const after = new Set(before);
          if (!after.delete(id)) after.add(id);
          return after;
        }),
      setAll: (on) => setIds(new Set(on ? rowIds : [])),
    }),
    [ids, rowIds, current],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isBusyElsewhere(event.target))
        return;
      const at = current === null ? -1 : rowIds.indexOf(current);
      const rowOf = (id: string) => table.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(id)}"]`);
      const go = (index: number) => {
        const id = rowIds[Math.max(0, Math.min(rowIds.length - 1, index))];
        if (id === undefined) return;
        event.preventDefault();
        setCurrent(id);
        const row = rowOf(id);
        row?.scrollIntoView({ block: "nearest" });
        row?.querySelector<HTMLElement>("a[href]")?.focus({ preventScroll: true });
      };
      if (event.key === "j") go(at + 1);
      else if (event.key === "k") go(at < 0 ? 0 : at - 1);
      else if (event.key === "x" && selectable && current !== null) {
        event.preventDefault();
        selection.toggle(current);
      } else if (event.key === "Enter" && current !== null && event.target === document.body) {
        const href = rowOf(current)?.dataset.href;
        if (href) router.push(href);
      } else if (event.key === "Escape" && ids.size > 0) {
        setIds(new Set());
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [current, rowIds, selectable, selection, ids, router]);

  const clear = () => setIds(new Set());
  return (
    <SelectionContext value={selection}>
      <Table ref={table} label={label} className={className}>
        {children}
      </Table>
      {bulkActions && ids.size > 0 ? (
        <div className="no-print sticky bottom-0 z-20 flex min-h-13 flex-wrap items-center gap-2 border-t border-line-strong bg-raised px-6 py-2 max-md:bottom-18 max-md:px-4">
          <strong className="me-2 font-semibold" aria-live="polite">
            {selectedText ?? t("selected", { count: ids.size })}
          </strong>
          {bulkActions([...ids], clear)}
          <Button variant="ghost" onClick={clear}>
            {t("clear")} <Kbd className="touch:hidden">Esc</Kbd>
          </Button>
          <span className="ms-auto flex items-center gap-1.5 text-xs text-muted touch:hidden">
            <Kbd>j</Kbd>
            <Kbd>k</Kbd> {t("keys.move")}
            <Kbd className="ms-2">x</Kbd> {t("keys.select")}
            <Kbd className="ms-2">Enter</Kbd> {t("keys.open")}
          </span>
        </div>
      ) : null}
    </SelectionContext>
  );
}

/** True while something is typed or a dialog, menu or list is open: then the letters belong there. */
function isBusyElsewhere(target: EventTarget | null): boolean {
  if (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu], [role=listbox]")
  )
    return true;
  return (
    document.querySelector("[role=dialog][data-open], [role=alertdialog][data-open], [role=menu][data-open]") !== null
  );
}

export type DataRowProps = Omit<ComponentProps<"tr">, "id"> & {
  rowId: string;
  /** A press anywhere on the row goes here; put a real link with the same address into its first cell too. */
  href?: string;
};

export function DataRow({ rowId, href, className, children, ...rest }: DataRowProps) {
  const selection = useSelection();
  const router = useRouter();
  const picked = selection.ids.has(rowId);
  const current = selection.current === rowId;
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (!href || event.defaultPrevented) return;
    if (event.target instanceof HTMLElement && event.target.closest("a, button, input, label, select, textarea"))
      return;
    if (window.getSelection()?.toString()) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  };
  return (
    // The row's own link carries the keyboard; the press on the rest of the row only widens its target.
    <tr
      data-row={rowId}
      data-href={href}
      aria-selected={picked || undefined}
      onClick={open}
      onFocus={() => selection.setCurrent(rowId)}
      className={cn(
        "relative",
        href && "cursor-pointer",
        picked ? "bg-accent-soft" : "bg-surface hover:bg-hover",
        // The ring lies around the row but hangs on its first cell: a pseudo-element on the row itself would become a column.
        current &&
          "z-[1] [&>td:first-child]:after:pointer-events-none [&>td:first-child]:after:absolute [&>td:first-child]:after:inset-x-2 [&>td:first-child]:after:inset-y-px [&>td:first-child]:after:rounded-md [&>td:first-child]:after:outline-2 [&>td:first-child]:after:outline-accent [&_a:focus-visible]:outline-none",
        className,
      )}
      {...rest}
    >
      {children}
    </tr>
  );
}

export function SelectAllHead() {
  const t = useTranslations("common");
  const selection = useSelection();
  const some = selection.ids.size > 0;
  const all = some && selection.ids.size === selection.all.length;
  return (
    <Th className="w-10 leading-none">
      <Checkbox
        aria-label={t("selectAll")}
        checked={all}
        indeterminate={some && !all}
        onChange={() => selection.setAll(!all)}
      />
    </Th>
  );
}

export function SelectCell({ rowId, name }: { rowId: string; name: string }) {
  const t = useTranslations("common");
  const selection = useSelection();
  return (
    <Td className="w-10 leading-none">
      <Checkbox
        aria-label={t("selectRow", { name })}
        checked={selection.ids.has(rowId)}
        onChange={() => selection.toggle(rowId)}
      />
    </Td>
  );
}

function useSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (!selection) throw new Error("DataRow, SelectCell and SelectAllHead stand inside a DataTable.");
  return selection;
}
