"use client";

import { Copy, Download, Ellipsis, FileSpreadsheet, Gift, History, Target } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { countForExportAction } from "@/lib/customers/actions";

export type ListMenuProps = {
  /** The list's address after its question mark. */
  search: string;
  mayBulk: boolean;
  mayMerge: boolean;
};

/** What can be done with the whole list: take it away as a file, tidy it up. */
export function ListMenu({ search, mayBulk, mayMerge }: ListMenuProps) {
  const t = useTranslations("customers");
  const toast = useToast();
  const workbook = async () => {
    const asked = await countForExportAction(null, { search });
    if (!asked) return;
    if (!asked.ok) return toast.fail(asked.message);
    const { rows, most } = asked.value;
    if (rows > most) return toast.fail(t("tooManyForExcel", { most }), t("takeCsv"));
    download("/customers/list.xlsx")();
  };
  const download = (path: string) => () => window.location.assign(search === "" ? path : `${path}?${search}`);
  return (
    <Menu align="end" trigger={<IconButton size="sm" label={t("listMenu")} icon={<Ellipsis aria-hidden />} />}>
      <MenuGroup label={t("exportMenu")}>
        <MenuItem icon={<FileSpreadsheet aria-hidden />} onSelect={workbook}>
          {t("exportXlsx")}
        </MenuItem>
        <MenuItem icon={<Download aria-hidden />} onSelect={download("/customers/list.csv")}>
          {t("exportCsv")}
        </MenuItem>
      </MenuGroup>
      <MenuSeparator />
      <MenuItem icon={<Target aria-hidden />} href="/customers/plans">
        {t("plansLink")}
      </MenuItem>
      <MenuItem icon={<Gift aria-hidden />} href="/offers">
        {t("offersLink")}
      </MenuItem>
      {mayBulk || mayMerge ? <MenuSeparator /> : null}
      {mayMerge ? (
        <MenuItem icon={<Copy aria-hidden />} href="/customers/duplicates">
          {t("duplicatesLink")}
        </MenuItem>
      ) : null}
      {mayBulk ? (
        <MenuItem icon={<History aria-hidden />} href="/customers/changes">
          {t("changesLink")}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
