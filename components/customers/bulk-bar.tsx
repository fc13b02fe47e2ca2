"use client";

import { Archive, ArchiveRestore, Ellipsis, Tag, UserRoundPen, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import {
  archiveCustomersAction,
  assignCustomersAction,
  countForBulkAction,
  startBulkAction,
  unarchiveCustomersAction,
} from "@/lib/customers/actions";
import type { AttributeDefinition } from "@/lib/customers/attributes";
import { type BulkWhat, MOST_AT_ONCE } from "@/lib/customers/bulk";
import type { Role } from "@/lib/generated/prisma/enums";
import { type BulkAsk, BulkDialog } from "./bulk-dialog";

export type BulkBarProps = {
  ids: string[];
  clear: () => void;
  /** Rows on this page. */
  page: number;
  /** How many the whole list finds, once all of them are meant. */
  everybody: number | null;
  onEverybody: (count: number | null) => void;
  /** The list's address after its question mark; null where a list cannot be changed as a whole. */
  search: string | null;
  /** Whom customers can be given to; empty when the reader may not. */
  owners: readonly { id: string; name: string; role: Role }[];
  /** May rows be archived, or brought back from the archive? */
  archive: "archive" | "unarchive" | null;
  /** May tags, stages and attributes be changed? */
  mayChange: boolean;
  tags: readonly string[];
  definitions: readonly AttributeDefinition[];
};

/** What can be done with the picked customers: a few at once with Undo, all that the list finds by a job with its report. */
export function BulkBar(props: BulkBarProps) {
  const { ids, clear, page, everybody, onEverybody, search, owners, archive, mayChange, tags, definitions } = props;
  const t = useTranslations("customers");
  const router = useRouter();
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const [counting, startCounting] = useTransition();
  const [ask, setAsk] = useState<BulkAsk | null>(null);
  const picked = ids.join(" ");
  // Another choice of rows is not everybody any more.
  useEffect(() => () => onEverybody(null), [picked, onEverybody]);

  const count = everybody ?? ids.length;
  const start = (what: BulkWhat) =>
    startTransition(async () => {
      const who = everybody !== null && search !== null ? { search } : { ids };
      const done = await startBulkAction(null, { what, who });
      if (!done) return;
      if (!done.ok) return toast.fail(Object.values(done.fieldErrors)[0] ?? done.message);
      setAsk(null);
      clear();
      router.push(`/customers/changes/${done.value.id}`);
    });
  const askFor = (next: BulkAsk) => {
    if (everybody === null && ids.length <= page && next.do === "archive") return setArchived();
    setAsk(next);
  };

  const selectEverybody = () =>
    startCounting(async () => {
      if (search === null) return;
      const done = await countForBulkAction(null, { search });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      if (done.value > MOST_AT_ONCE) return toast.fail(t("bulk.tooMany", { most: MOST_AT_ONCE }));
      onEverybody(done.value);
    });

  const assign = (ownerId: string | null) => {
    if (everybody !== null) return setAsk({ do: "assign", ownerId });
    startTransition(async () => {
      const done = await assignCustomersAction(null, { groups: [{ ids, ownerId }] });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      clear();
      const before = done.value;
      const changed = before.reduce((sum, group) => sum + group.ids.length, 0);
      if (changed === 0) return toast.say(t("bulk.assigned", { count: changed }));
      toast.undo(t("bulk.assigned", { count: changed }), async () => {
        await assignCustomersAction(null, { groups: before });
      });
    });
  };

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
      {mayChange && search !== null && everybody === null && ids.length === page ? (
        <Button variant="soft" pending={counting} onClick={selectEverybody}>
          {t("bulk.selectEverybody")}
        </Button>
      ) : null}
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
      {mayChange ? (
        <>
          <Button icon={<Tag aria-hidden />} onClick={() => setAsk({ do: "tag" })}>
            {t("bulk.tag")}
          </Button>
          <Menu
            side="top"
            trigger={
              <Button icon={<Ellipsis aria-hidden />} pending={pending}>
                {t("bulk.more")}
              </Button>
            }
          >
            <MenuItem icon={<X aria-hidden />} onSelect={() => setAsk({ do: "untag" })}>
              {t("bulk.untag")}
            </MenuItem>
            <MenuItem onSelect={() => setAsk({ do: "stage" })}>{t("bulk.stage")}</MenuItem>
            {definitions.length > 0 ? (
              <MenuItem onSelect={() => setAsk({ do: "attribute" })}>{t("bulk.attribute")}</MenuItem>
            ) : null}
            {ids.length === 2 && everybody === null ? (
              <MenuItem href={`/customers/duplicates/${ids[0]}/${ids[1]}`}>{t("bulk.merge")}</MenuItem>
            ) : null}
          </Menu>
        </>
      ) : null}
      {archive ? (
        <Button
          icon={archive === "archive" ? <Archive aria-hidden /> : <ArchiveRestore aria-hidden />}
          pending={pending}
          onClick={() => askFor({ do: archive === "archive" ? "archive" : "restore" })}
        >
          {t(archive === "archive" ? "bulk.archive" : "bulk.unarchive")}
        </Button>
      ) : null}
      <BulkDialog
        key={ask ? ask.do : "none"}
        ask={ask}
        count={count}
        owners={owners}
        tags={tags}
        definitions={definitions}
        pending={pending}
        onStart={start}
        onClose={() => setAsk(null)}
      />
    </>
  );
}
