"use client";

import { ListMinus, ListPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { addToListAction, removeFromListAction } from "@/lib/segments/actions";

export type ListActionsProps = {
  ids: string[];
  clear: () => void;
  lists: readonly { id: string; name: string }[];
  ofList: { id: string; name: string } | null;
};

/** Puts picked customers on a static list, or takes them off the one that is shown; both with Undo. */
export function ListActions({ ids, clear, lists, ofList }: ListActionsProps) {
  const t = useTranslations("segments.list");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const add = ({ id, name }: { id: string; name: string }) =>
    startTransition(async () => {
      const done = await addToListAction(null, { id, customerIds: ids });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      clear();
      const added = done.value;
      const words = t("added", { count: added.length, name });
      if (added.length === 0) return toast.say(words);
      toast.undo(words, async () => {
        await removeFromListAction(null, { id, customerIds: added });
      });
    });
  const remove = () =>
    startTransition(async () => {
      if (!ofList) return;
      const done = await removeFromListAction(null, { id: ofList.id, customerIds: ids });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      clear();
      const removed = done.value;
      toast.undo(t("removed", { count: removed.length, name: ofList.name }), async () => {
        await addToListAction(null, { id: ofList.id, customerIds: removed });
      });
    });
  return (
    <>
      {lists.length > 0 ? (
        <Menu
          side="top"
          trigger={
            <Button icon={<ListPlus aria-hidden />} pending={pending}>
              {t("addTo")}
            </Button>
          }
        >
          {lists.map((list) => (
            <MenuItem key={list.id} onSelect={() => add(list)}>
              {list.name}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
      {ofList ? (
        <Button icon={<ListMinus aria-hidden />} pending={pending} onClick={remove}>
          {t("remove")}
        </Button>
      ) : null}
    </>
  );
}
