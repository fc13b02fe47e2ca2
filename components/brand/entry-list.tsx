"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EntryDialog, type EntryDialogProps } from "./entry-dialog";
import { EntryMenu, type EntryMenuProps } from "./entry-menu";

type Entry = { id: string; name: string };

export type EntryListProps<T extends Entry> = {
  words: Record<"title" | "newTitle" | "new" | "create" | "editTitle" | "empty", string>;
  entries: readonly T[];
  mayWrite: boolean;
  /** The page's main action: it answers the key c. */
  primary?: boolean;
  create: EntryDialogProps["send"];
  update: (input: FormData | T) => ReturnType<EntryDialogProps["send"]>;
  /** Without an entry, of a new one. */
  fields: (errors: Record<string, string> | undefined, entry?: T) => ReactNode;
  /** What stands in its line. */
  show: (entry: T) => ReactNode;
  className: string;
  lineClassName: string;
} & Pick<EntryMenuProps, "move" | "archive" | "restore">;

function EntryLine<T extends Entry>({ list, entry, at }: { list: EntryListProps<T>; entry: T; at: number }) {
  const t = useTranslations("brand");
  const [isEditing, setIsEditing] = useState(false);
  const { words, entries, update, fields, show, move, archive, restore } = list;
  return (
    <li className={list.lineClassName}>
      <div className="min-w-0">{show(entry)}</div>
      {list.mayWrite ? (
        <>
          <EntryMenu
            id={entry.id}
            name={entry.name}
            isFirst={at === 0}
            isLast={at === entries.length - 1}
            onEdit={() => setIsEditing(true)}
            move={move}
            archive={archive}
            restore={restore}
          />
          <EntryDialog
            title={words.editTitle}
            submitLabel={t("save")}
            open={isEditing}
            onOpenChange={setIsEditing}
            send={update}
            undo={() => void update(entry)}
            fields={(errors) => fields(errors, entry)}
          />
        </>
      ) : null}
    </li>
  );
}

/** A card of what the brand consists of, in order: each can be edited, moved and archived, and new ones made. */
export function EntryList<T extends Entry>(list: EntryListProps<T>) {
  const { words, entries, mayWrite, primary = false, create, fields, className } = list;
  return (
    <Card>
      <CardHeader
        title={words.title}
        action={
          mayWrite ? (
            <EntryDialog
              title={words.newTitle}
              submitLabel={words.create}
              trigger={
                <Button size="sm" icon={<Plus aria-hidden />} {...(primary ? { "data-create": true } : {})}>
                  {words.new}
                </Button>
              }
              send={create}
              fields={(errors) => fields(errors)}
            />
          ) : null
        }
      />
      <CardBody>
        {entries.length === 0 ? (
          <p className="text-sm text-muted">{words.empty}</p>
        ) : (
          <ul className={className}>
            {entries.map((entry, at) => (
              <EntryLine key={entry.id} list={list} entry={entry} at={at} />
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
