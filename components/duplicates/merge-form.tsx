"use client";

import { ArrowLeftRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { FormMessage } from "@/components/ui/form-message";
import { LinkButton } from "@/components/ui/link-button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import { mergeAction } from "@/lib/duplicates/actions";
import { useUndoMerge } from "./undo-merge";

export type MergeRow = {
  field: string;
  label: string;
  /** In words; null when nothing is said. */
  kept: string | null;
  merged: string | null;
};

export type MergeFormProps = {
  kept: { id: string; name: string };
  merged: { id: string; name: string };
  /** Fields in which the two differ. */
  rows: readonly MergeRow[];
  /** What hangs on the one that goes, in words. */
  moves: readonly string[];
  tags: ReactNode;
};

/** Field by field which of the two is right; then they are one. */
export function MergeForm({ kept, merged, rows, moves, tags }: MergeFormProps) {
  const t = useTranslations("duplicates.preview");
  const router = useRouter();
  const toast = useToast();
  const undo = useUndoMerge();
  const [pending, startTransition] = useTransition();
  const [message, setMessage] = useState("");
  // What the kept record lacks is taken from the other, unless somebody says otherwise.
  const [fromMerged, setFromMerged] = useState<ReadonlySet<string>>(
    () => new Set(rows.flatMap(({ field, kept: own }) => (own === null ? field : []))),
  );
  const choices = rows.filter((row) => row.kept !== null && row.merged !== null);
  // What only one of them says stays said.
  const given = rows.filter((row) => row.kept === null || row.merged === null);
  const choose = (field: string, from: "kept" | "merged") =>
    setFromMerged((before) => {
      const after = new Set(before);
      if (from === "merged") after.add(field);
      else after.delete(field);
      return after;
    });
  const merge = () =>
    startTransition(async () => {
      const done = await mergeAction(null, { keptId: kept.id, mergedId: merged.id, fromMerged: [...fromMerged] });
      if (!done) return;
      if (!done.ok) return setMessage(done.message);
      const { id } = done.value;
      router.push(`/customers/${kept.id}`);
      toast.undo(t("done", { merged: merged.name, kept: kept.name }), () => undo(id, kept.name));
    });
  return (
    <div className="flex flex-col gap-6">
      <FormMessage>{message}</FormMessage>
      <div className="flex flex-wrap items-center gap-2">
        <LinkButton
          href={`/customers/duplicates/${merged.id}/${kept.id}`}
          icon={<ArrowLeftRight aria-hidden />}
          replace
        >
          {t("swap")}
        </LinkButton>
      </div>
      <div className="-mx-6 overflow-x-auto max-md:-mx-4">
        {choices.length > 0 ? (
          <Table look="inset" label={t("title")} className="border-y border-line">
            <thead>
              <tr>
                <Th>{t("field")}</Th>
                <Th>{t("keeps", { name: kept.name })}</Th>
                <Th>{t("goes", { name: merged.name })}</Th>
              </tr>
            </thead>
            <tbody>
              {choices.map(({ field, label, ...values }) => (
                <Tr key={field}>
                  <Td muted className="w-40">
                    {label}
                  </Td>
                  {(["kept", "merged"] as const).map((side) => {
                    const chosen = fromMerged.has(field) === (side === "merged");
                    return (
                      <Td key={side} className="whitespace-normal">
                        <label
                          className={cn(
                            "flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 touch:min-h-11",
                            chosen ? "bg-accent-soft font-medium" : "text-muted",
                          )}
                        >
                          <input
                            type="radio"
                            name={field}
                            className="size-4 accent-accent"
                            checked={chosen}
                            onChange={() => choose(field, side)}
                          />
                          <span>{values[side]}</span>
                        </label>
                      </Td>
                    );
                  })}
                </Tr>
              ))}
            </tbody>
          </Table>
        ) : null}
        <p className="px-6 pt-3 text-sm text-muted max-md:px-4">
          {choices.length === 0 ? `${t("noChoice")} ` : null}
          {given.length > 0
            ? `${t("given", { count: given.length, names: given.map(({ label }) => label).join(", ") })} `
            : null}
          {t("same")} {tags}
        </p>
      </div>
      <Card className="max-w-2xl">
        <CardHeader
          title={moves.length > 0 ? t("moves", { name: kept.name }) : t("movesNothing", { name: merged.name })}
        />
        <CardBody className="flex flex-col gap-3">
          {moves.length > 0 ? (
            <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
              {moves.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          ) : null}
          <p className="text-sm text-muted">{t("after", { name: merged.name })}</p>
          <div>
            <Button variant="primary" pending={pending} onClick={merge}>
              {t("do", { name: kept.name })}
            </Button>
          </div>
        </CardBody>
      </Card>
    </div>
  );
}
