"use client";

import { Bookmark, ChevronDown, Ellipsis, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveViewAction, restoreViewAction, saveViewAction, updateViewAction } from "@/lib/views/actions";
import { type SavedView, type ViewPage, viewHref } from "@/lib/views/schema";
import { ViewName } from "./view-name";

export type ViewToolsProps = {
  page: ViewPage;
  /** The list's address without its question mark: "/customers". */
  path: string;
  /** The list as it is now (viewQuery). */
  query: string;
  /** The view that the list began as. */
  current: SavedView | null;
  /** The list is no longer as its view keeps it. */
  modified: boolean;
  /** Views that can be opened from the menu; left out where tabs show them. */
  views?: readonly SavedView[];
};

/** Keeps the list as a view of one's own or for everybody; a view is changed by whoever made it. */
export function ViewTools({ page, path, query, current, modified, views }: ViewToolsProps) {
  const t = useTranslations("views");
  const router = useRouter();
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const [asked, setAsked] = useState<"save" | "rename" | null>(null);
  const mine = current?.isMine ?? false;

  const change = (changes: { query?: string; isShared?: boolean }, words: string) =>
    startTransition(async () => {
      if (!current) return;
      const done = await updateViewAction(null, { id: current.id, ...changes });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      const before = { query: current.query, isShared: current.isShared };
      toast.undo(words, async () => {
        await updateViewAction(null, { id: current.id, ...before });
      });
    });
  const archive = () =>
    startTransition(async () => {
      if (!current) return;
      const done = await archiveViewAction(null, { id: current.id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      router.push(query === "" ? path : `${path}?${query}`);
      toast.undo(t("archived", { name: current.name }), async () => {
        await restoreViewAction(null, { id: current.id });
        router.push(viewHref(path, current));
      });
    });

  const tools = current ? (
    <>
      {modified && mine ? (
        <MenuItem onSelect={() => change({ query }, t("changed", { name: current.name }))}>{t("saveChanges")}</MenuItem>
      ) : null}
      {modified ? <MenuItem href={viewHref(path, current)}>{t("discard")}</MenuItem> : null}
      <MenuItem onSelect={() => setAsked("save")}>{t("saveAs")}</MenuItem>
      {mine ? (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => setAsked("rename")}>{t("rename")}</MenuItem>
          <MenuItem
            onSelect={() =>
              change(
                { isShared: !current.isShared },
                t(current.isShared ? "unshared" : "shared", { name: current.name }),
              )
            }
          >
            {t(current.isShared ? "unshare" : "share")}
          </MenuItem>
          <MenuItem onSelect={archive}>{t("archive")}</MenuItem>
        </>
      ) : null}
    </>
  ) : (
    <MenuItem icon={<Plus aria-hidden />} onSelect={() => setAsked("save")}>
      {t("save")}
    </MenuItem>
  );

  return (
    <>
      {views ? (
        <Menu
          trigger={
            <Button size="sm" variant="ghost" icon={<Bookmark aria-hidden />} pending={pending}>
              {current ? <ViewName name={current.name} modified={modified} /> : t("title")}
              <ChevronDown aria-hidden />
            </Button>
          }
        >
          {views.length > 0 ? (
            <>
              <MenuGroup label={t("title")}>
                {views.map((view) => (
                  <MenuItem
                    key={view.id}
                    href={viewHref(path, view)}
                    end={view.isMine ? (view.isShared ? t("sharedMark") : null) : view.ownerName}
                  >
                    {view.name}
                  </MenuItem>
                ))}
              </MenuGroup>
              <MenuSeparator />
            </>
          ) : null}
          {tools}
        </Menu>
      ) : current ? (
        <span className="flex items-center gap-1">
          {modified ? (
            <Button
              size="sm"
              variant="ghost"
              pending={pending}
              onClick={() => (mine ? change({ query }, t("changed", { name: current.name })) : setAsked("save"))}
            >
              {t(mine ? "saveChanges" : "saveAs")}
            </Button>
          ) : null}
          <Menu
            trigger={
              <IconButton
                size="sm"
                label={t("more", { name: current.name })}
                icon={<Ellipsis aria-hidden />}
                pending={pending}
              />
            }
          >
            {tools}
          </Menu>
        </span>
      ) : (
        <Button size="sm" variant="ghost" icon={<Plus aria-hidden />} onClick={() => setAsked("save")}>
          {t("save")}
        </Button>
      )}
      <NameDialog
        key={`${asked} ${current?.id}`}
        asked={asked}
        page={page}
        query={query}
        current={current}
        onClose={() => setAsked(null)}
        onSaved={(view) => {
          setAsked(null);
          toast.say(t("saved", { name: view.name }));
          router.push(viewHref(path, view));
        }}
      />
    </>
  );
}

type NameDialogProps = Pick<ViewToolsProps, "page" | "query" | "current"> & {
  asked: "save" | "rename" | null;
  onClose: () => void;
  onSaved: (view: { id: string; name: string; query: string }) => void;
};

function NameDialog({ asked, page, query, current, onClose, onSaved }: NameDialogProps) {
  const t = useTranslations("views");
  const common = useTranslations("common");
  const [pending, startTransition] = useTransition();
  const [message, setMessage] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useRef<HTMLFormElement>(null);
  const renaming = asked === "rename";
  const send = (given: FormData) =>
    startTransition(async () => {
      const name = String(given.get("name") ?? "");
      const isShared = given.get("isShared") === "on";
      const done =
        renaming && current
          ? await updateViewAction(null, { id: current.id, name })
          : await saveViewAction(null, { page, name, query, isShared });
      if (!done) return;
      if (!done.ok) {
        setErrors(done.fieldErrors);
        setMessage(Object.keys(done.fieldErrors).length > 0 ? "" : done.message);
        return;
      }
      if (renaming) onClose();
      else if (done.value) onSaved({ id: done.value.id, name: name.trim(), query });
    });
  return (
    <Dialog
      size="sm"
      open={asked !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(renaming ? "renameTitle" : "saveTitle")}
      description={renaming ? undefined : t("saveLead")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" pending={pending} onClick={() => form.current?.requestSubmit()}>
            {t(renaming ? "rename" : "saveIt")}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
      >
        <FormMessage>{message}</FormMessage>
        <Field label={t("name")} name="name" fieldErrors={errors}>
          <Input defaultValue={renaming ? current?.name : ""} maxLength={60} autoComplete="off" />
        </Field>
        {renaming ? null : <Checkbox name="isShared" label={t("shareLabel")} hint={t("shareHint")} />}
      </form>
    </Dialog>
  );
}
