"use client";

import { ArrowDown, ArrowUp, Columns3, Plus, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { columnsText, type ListColumn, MOST_COLUMNS, USUAL_COLUMNS } from "@/lib/customers/columns";

export type ColumnsButtonProps = {
  shown: readonly ListColumn[];
  /** Every column there is, in words. */
  all: readonly { key: ListColumn; label: string }[];
  /** The list's address without its columns. */
  href: string;
};

/** Which columns the list has, and in which order. */
export function ColumnsButton({ shown, all, href }: ColumnsButtonProps) {
  const t = useTranslations("customers.chooser");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly ListColumn[]>(shown);
  const label = (key: ListColumn) => all.find((one) => one.key === key)?.label ?? key;
  const others = all.filter(({ key }) => !chosen.includes(key));
  const move = (at: number, by: number) => {
    const next = [...chosen];
    const [taken] = next.splice(at, 1);
    if (taken) next.splice(at + by, 0, taken);
    setChosen(next);
  };
  const apply = (columns: readonly ListColumn[]) => {
    const usual = columns.length === 0 || columnsText(columns) === columnsText(USUAL_COLUMNS);
    const [path, search] = href.split("?");
    const url = new URLSearchParams(search);
    if (!usual) url.set("cols", columnsText(columns));
    setOpen(false);
    router.push(url.size > 0 ? `${path}?${url}` : (path ?? href), { scroll: false });
  };
  return (
    <Popover
      align="end"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setChosen(shown);
      }}
      title={t("title")}
      className="w-80 p-3"
      trigger={
        <Button size="sm" variant="ghost" icon={<Columns3 aria-hidden />}>
          {t("button")}
        </Button>
      }
    >
      <ol className="mt-2 flex flex-col" aria-label={t("shown")}>
        {chosen.map((key, at) => (
          <li key={key} className="flex min-h-8 items-center gap-1 text-sm">
            <span className="min-w-0 flex-1 truncate">{label(key)}</span>
            <IconButton
              size="sm"
              label={t("up", { name: label(key) })}
              icon={<ArrowUp aria-hidden />}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            />
            <IconButton
              size="sm"
              label={t("down", { name: label(key) })}
              icon={<ArrowDown aria-hidden />}
              disabled={at === chosen.length - 1}
              onClick={() => move(at, 1)}
            />
            <IconButton
              size="sm"
              label={t("remove", { name: label(key) })}
              icon={<X aria-hidden />}
              disabled={chosen.length === 1}
              onClick={() => setChosen(chosen.filter((one) => one !== key))}
            />
          </li>
        ))}
      </ol>
      <p className="mt-3 mb-1 text-xs text-muted">{t("more")}</p>
      {chosen.length >= MOST_COLUMNS ? (
        <p className="text-xs text-muted">{t("most", { count: MOST_COLUMNS })}</p>
      ) : (
        <ul className="max-h-52 overflow-y-auto">
          {others.map(({ key, label: name }) => (
            <li key={key}>
              <button
                type="button"
                className="flex min-h-8 w-full items-center gap-2 rounded-md px-1 text-start text-sm hover:bg-[color-mix(in_srgb,var(--color-ink)_6%,transparent)] touch:min-h-11"
                onClick={() => setChosen([...chosen, key])}
              >
                <Plus aria-hidden className="text-muted" />
                <span className="truncate">{name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3 flex justify-between gap-2">
        <Button variant="ghost" onClick={() => apply([])}>
          {t("usual")}
        </Button>
        <Button variant="primary" onClick={() => apply(chosen)}>
          {t("apply")}
        </Button>
      </div>
    </Popover>
  );
}
