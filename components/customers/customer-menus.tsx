"use client";

import { Archive, ArchiveRestore, Check, Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveCustomersAction, assignCustomersAction, unarchiveCustomersAction } from "@/lib/customers/actions";
import type { Role } from "@/lib/generated/prisma/enums";
import { completeNextStepAction } from "@/lib/interactions/actions";

export type CustomerMenuProps = {
  id: string;
  name: string;
  ownerId: string | null;
  archived: boolean;
  /** Whom it can be given to; empty when the reader may not. */
  owners: readonly { id: string; name: string; role: Role }[];
};

/** What can be done with the whole record. */
export function CustomerMenu({ id, ownerId, archived, owners }: CustomerMenuProps) {
  const t = useTranslations("customers");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const assign = (to: string | null) =>
    startTransition(async () => {
      const done = await assignCustomersAction(null, { groups: [{ ids: [id], ownerId: to }] });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      const before = done.value;
      if (before.length === 0) return;
      toast.undo(t("bulk.assigned", { count: 1 }), async () => {
        await assignCustomersAction(null, { groups: before });
      });
    });
  const setArchived = () =>
    startTransition(async () => {
      const [there, back] = archived
        ? [unarchiveCustomersAction, archiveCustomersAction]
        : [archiveCustomersAction, unarchiveCustomersAction];
      const done = await there(null, { ids: [id] });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t(archived ? "bulk.unarchived" : "bulk.archived", { count: 1 }), async () => {
        await back(null, { ids: [id] });
      });
    });
  return (
    <Menu align="end" trigger={<IconButton label={t("page.more")} icon={<Ellipsis aria-hidden />} pending={pending} />}>
      {owners.length > 0 ? (
        <>
          <MenuGroup label={t("bulk.assign")}>
            {owners.map((owner) => (
              <MenuItem
                key={owner.id}
                icon={<Avatar name={owner.name} tone="accent" />}
                end={owner.id === ownerId ? <Check aria-hidden /> : null}
                onSelect={() => assign(owner.id)}
              >
                {owner.name}
              </MenuItem>
            ))}
            <MenuItem onSelect={() => assign(null)}>{t("nobody")}</MenuItem>
          </MenuGroup>
          <MenuSeparator />
        </>
      ) : null}
      <MenuItem icon={archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />} onSelect={setArchived}>
        {t(archived ? "page.unarchive" : "page.archive")}
      </MenuItem>
    </Menu>
  );
}

/** Keeps a promise: the step leaves the list. */
export function StepDone({ id, text }: { id: string; text: string }) {
  const t = useTranslations("customers.steps");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  return (
    <IconButton
      size="sm"
      label={t("markDone", { step: text })}
      icon={<Check aria-hidden />}
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const done = await completeNextStepAction(null, { id });
          if (!done) return;
          if (done.ok) toast.say(t("isDone"));
          else toast.fail(done.message);
        })
      }
    />
  );
}
