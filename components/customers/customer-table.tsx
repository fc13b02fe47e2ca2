"use client";

import { Archive, ArchiveRestore, Minus, UserRoundPen } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { ListActions } from "@/components/segments/list-actions";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { DataRow, DataTable, SelectAllHead, SelectCell } from "@/components/ui/data-table";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Td, Th } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import { archiveCustomersAction, assignCustomersAction, unarchiveCustomersAction } from "@/lib/customers/actions";
import type { CustomerRow } from "@/lib/customers/customer";
import type { CustomerSort } from "@/lib/customers/schema";
import { formatAgo, formatCount, formatMoney } from "@/lib/format";
import type { Role } from "@/lib/generated/prisma/enums";
import { InteractionIcon, RoleIcon } from "./icons";
import { LastAnswer } from "./last-answer";

export type CustomerTableProps = {
  rows: readonly CustomerRow[];
  now: Date;
  timeZone: string;
  /** The workspace's, in which revenue is counted. */
  currency: string;
  /** Where a press on a column's head goes; without it the table has its own order. */
  sortHrefs?: Record<CustomerSort, string>;
  sorted?: { by: CustomerSort; direction: "asc" | "desc" };
  /** Whom customers can be given to; empty when the reader may not. */
  owners?: readonly { id: string; name: string; role: Role }[];
  /** May rows be archived, or brought back from the archive? */
  archive?: "archive" | "unarchive" | null;
  /** Static lists that picked rows can be put on. */
  lists?: readonly { id: string; name: string }[];
  /** The static list that is shown: picked rows can be taken off it. */
  ofList?: { id: string; name: string } | null;
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
    owners = [],
    archive = null,
    lists = [],
    ofList = null,
  } = props;
  const t = useTranslations("customers");
  const selectable = owners.length > 0 || archive !== null || lists.length > 0 || ofList !== null;
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
          bulkActions={
            selectable
              ? (ids, clear) => (
                  <>
                    <BulkActions ids={ids} clear={clear} owners={owners} archive={archive} />
                    <ListActions ids={ids} clear={clear} lists={lists} ofList={ofList} />
                  </>
                )
              : undefined
          }
        >
          <thead>
            <tr>
              {selectable ? <SelectAllHead /> : null}
              <Th {...head("name")}>{t("columns.customer")}</Th>
              <Th className="@max-4xl:hidden">{t("columns.segment")}</Th>
              <Th className="@max-6xl:hidden">{t("columns.lifecycle")}</Th>
              <Th {...head("answer")}>{t("columns.answer")}</Th>
              <Th className="@max-4xl:hidden">{t("columns.owner")}</Th>
              <Th end {...head("value")}>
                {t("columns.value", { currency })}
              </Th>
              <Th {...head("contact")}>{t("columns.contact")}</Th>
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
                <Td className="@max-4xl:hidden">
                  <SegmentNames names={row.segments} />
                </Td>
                <Td className="whitespace-nowrap @max-6xl:hidden">{t(`lifecycle.${row.lifecycle}`)}</Td>
                <Td>
                  <LastAnswer {...row} now={now} timeZone={timeZone} />
                </Td>
                <Td className="@max-4xl:hidden">
                  <Owner row={row} />
                </Td>
                <Td end>{formatCount(row.revenueCents / 100)}</Td>
                <Td>
                  <LastContact row={row} now={now} timeZone={timeZone} />
                </Td>
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
                  {t(`lifecycle.${row.lifecycle}`)},{" "}
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

function SegmentNames({ names }: { names: readonly string[] }) {
  const t = useTranslations("customers");
  if (names.length === 0) return <span className="text-muted">–</span>;
  return (
    <span className="flex max-w-56 items-baseline gap-2 @max-6xl:max-w-36" title={names.join(", ")}>
      <span className="truncate">{names[0]}</span>
      {names.length > 1 ? (
        <span className="shrink-0 text-xs text-muted">{t("moreSegments", { count: names.length - 1 })}</span>
      ) : null}
    </span>
  );
}

function Owner({ row }: { row: CustomerRow }) {
  const t = useTranslations("customers");
  const roles = useTranslations("users.role");
  if (!row.ownerName) return <span className="text-muted">{t("nobody")}</span>;
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <Avatar name={row.ownerName} tone="accent" />
      {row.ownerName}
      {row.ownerRole ? (
        <span className="flex items-center gap-1 text-xs text-muted">
          <RoleIcon role={row.ownerRole} />
          {roles(row.ownerRole)}
        </span>
      ) : null}
    </span>
  );
}

function LastContact({ row, now, timeZone }: { row: CustomerRow; now: Date; timeZone: string }) {
  const t = useTranslations("customers");
  const kinds = useTranslations("interactions.kind");
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      {row.lastContactKind ? (
        <>
          <InteractionIcon kind={row.lastContactKind} className="text-muted" />
          <span className="sr-only">{kinds(row.lastContactKind)}</span>
        </>
      ) : (
        <Minus aria-hidden className="text-muted" />
      )}
      {row.lastContactAt ? formatAgo(row.lastContactAt, now, timeZone) : t("never")}
    </span>
  );
}

type BulkActionsProps = Required<Pick<CustomerTableProps, "owners" | "archive">> & { ids: string[]; clear: () => void };

function BulkActions({ ids, clear, owners, archive }: BulkActionsProps) {
  const t = useTranslations("customers");
  const toast = useToast();
  const [pending, startTransition] = useTransition();

  const assign = (ownerId: string | null) =>
    startTransition(async () => {
      const done = await assignCustomersAction(null, { groups: [{ ids, ownerId }] });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      clear();
      const before = done.value;
      const count = before.reduce((sum, group) => sum + group.ids.length, 0);
      if (count === 0) return toast.say(t("bulk.assigned", { count }));
      toast.undo(t("bulk.assigned", { count }), async () => {
        await assignCustomersAction(null, { groups: before });
      });
    });

  const setArchived = () =>
    startTransition(async () => {
      const [there, back] =
        archive === "archive"
          ? [archiveCustomersAction, unarchiveCustomersAction]
          : [unarchiveCustomersAction, archiveCustomersAction];
      const done = await there(null, { ids });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      clear();
      const changed = done.value;
      const words = t(archive === "archive" ? "bulk.archived" : "bulk.unarchived", { count: changed.length });
      if (changed.length === 0) return toast.say(words);
      toast.undo(words, async () => {
        await back(null, { ids: changed });
      });
    });

  return (
    <>
      {owners.length > 0 ? (
        <Menu
          side="top"
          trigger={
            <Button icon={<UserRoundPen aria-hidden />} pending={pending}>
              {t("bulk.assign")}
            </Button>
          }
        >
          {owners.map((owner) => (
            <MenuItem
              key={owner.id}
              icon={<Avatar name={owner.name} tone="accent" />}
              onSelect={() => assign(owner.id)}
            >
              {owner.name}
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem onSelect={() => assign(null)}>{t("nobody")}</MenuItem>
        </Menu>
      ) : null}
      {archive ? (
        <Button
          icon={archive === "archive" ? <Archive aria-hidden /> : <ArchiveRestore aria-hidden />}
          pending={pending}
          onClick={setArchived}
        >
          {t(archive === "archive" ? "bulk.archive" : "bulk.unarchive")}
        </Button>
      ) : null}
    </>
  );
}
