"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Command, useCommandState } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Kbd } from "@/components/ui/kbd";

/** Something one can go to or do from anywhere. */
export type CommandItem = {
  key: string;
  label: string;
  icon?: ReactNode;
  href?: string;
  /** For what a link cannot say; only from client components. */
  onSelect?: () => void;
  /** Fired on the window instead of going anywhere: what stands on every page answers it. */
  event?: string;
  /** Keys that do the same, as they are shown: "g c". */
  keys?: string;
  /** Other words people type for it. */
  keywords?: string[];
  /** Makes something new: listed first when c is pressed. */
  create?: boolean;
};

export type SearchHit = { label: string; sub?: string; href: string };

export type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  items: readonly CommandItem[];
  /** Finds records; called a moment after typing stops, with two letters or more. */
  search?: (words: string) => Promise<SearchHit[]>;
  /** Only what makes something new. */
  createOnly?: boolean;
};

export function CommandPalette({ open, onOpenChange, items, search, createOnly }: CommandPaletteProps) {
  const t = useTranslations("layout");
  const router = useRouter();
  const [words, setWords] = useState("");
  const [hits, setHits] = useState<SearchHit[]>([]);
  const [searching, setSearching] = useState(false);

  useEffect(() => {
    if (!open) setWords("");
  }, [open]);

  useEffect(() => {
    const asked = words.trim();
    if (!search || createOnly || asked.length < 2) {
      setHits([]);
      setSearching(false);
      return;
    }
    let stale = false;
    setSearching(true);
    const timer = setTimeout(() => {
      search(asked)
        .then((found) => {
          if (!stale) setHits(found);
        })
        .catch(() => {
          if (!stale) setHits([]);
        })
        .finally(() => {
          if (!stale) setSearching(false);
        });
    }, 180);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [words, search, createOnly]);

  const go = (run: () => void) => {
    onOpenChange(false);
    run();
  };
  const creating = items.filter((item) => item.create);
  const others = createOnly ? [] : items.filter((item) => !item.create);
  const group =
    "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted";
  const row =
    "flex min-h-9 cursor-default items-center gap-3 rounded-md px-2 py-1 text-sm data-[selected=true]:bg-[color-mix(in_srgb,var(--color-ink)_6%,transparent)] touch:min-h-11 [&_.lucide]:text-muted";

  const commandRow = (item: CommandItem) => (
    <Command.Item
      key={item.key}
      value={`${item.label} ${item.key}`}
      keywords={item.keywords}
      className={row}
      onSelect={() =>
        go(() => {
          if (item.onSelect) item.onSelect();
          else if (item.event) window.dispatchEvent(new Event(item.event));
          else if (item.href) router.push(item.href);
        })
      }
    >
      {item.icon}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.keys ? (
        <span className="flex gap-1 touch:hidden">
          {item.keys.split(" ").map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      ) : null}
    </Command.Item>
  );

  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="pop fixed inset-0 z-40 bg-[rgb(20_20_18_/_0.3)]" />
        <Dialog.Popup className="pop fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl overflow-hidden rounded-lg border border-line bg-raised shadow-float outline-none">
          <Dialog.Title className="sr-only">{t("palette.title")}</Dialog.Title>
          <Command loop label={t("palette.title")}>
            <div className="flex h-12 items-center gap-3 border-b border-line px-4">
              <Search aria-hidden className="text-muted" />
              <Command.Input
                autoFocus
                value={words}
                onValueChange={setWords}
                placeholder={createOnly ? t("palette.createPlaceholder") : t("palette.placeholder")}
                className="h-full min-w-0 flex-1 bg-transparent text-base outline-none"
              />
              <Dialog.Close className="rounded-sm">
                <Kbd>Esc</Kbd>
                <span className="sr-only">{t("palette.close")}</span>
              </Dialog.Close>
            </div>
            <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-2">
              {hits.length === 0 ? <Nothing text={searching ? t("palette.searching") : t("palette.nothing")} /> : null}
              {hits.length > 0 ? (
                <Command.Group forceMount heading={t("palette.found")} className={group}>
                  {hits.map((hit) => (
                    <Command.Item
                      key={hit.href}
                      // The server has already decided that it fits; the local filter is not asked.
                      value={hit.href}
                      forceMount
                      className={row}
                      onSelect={() => go(() => router.push(hit.href))}
                    >
                      <span className="min-w-0 flex-1 truncate">{hit.label}</span>
                      {hit.sub ? <span className="truncate text-xs text-muted">{hit.sub}</span> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              {creating.length > 0 ? (
                <Command.Group heading={t("palette.do")} className={group}>
                  {creating.map(commandRow)}
                </Command.Group>
              ) : null}
              {others.length > 0 ? (
                <Command.Group heading={t("palette.goTo")} className={group}>
                  {others.map(commandRow)}
                </Command.Group>
              ) : null}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A list for those who listen is never empty: what is missing is said by a row that cannot be chosen. */
function Nothing({ text }: { text: string }) {
  const count = useCommandState((state) => state.filtered.count);
  if (count > 0) return null;
  return (
    <Command.Item forceMount disabled value="nothing" className="px-2 py-6 text-center text-sm text-muted">
      {text}
    </Command.Item>
  );
}
