"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { PickList } from "./pick-list";

export type OverlapPickerProps = {
  segments: readonly { id: string; name: string }[];
  chosen: readonly string[];
  most: number;
};

/** Which segments are compared; kept in the address. */
export function OverlapPicker({ segments, chosen, most }: OverlapPickerProps) {
  const t = useTranslations("segments.overlap");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const go = (ids: readonly string[]) =>
    startTransition(() => router.replace(`/segments/overlap?${new URLSearchParams({ s: ids.join(",") })}`));
  const toggle = (id: string) =>
    go(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, most));
  return (
    <div aria-busy={pending} className="my-4 flex flex-wrap items-center gap-2">
      {chosen.map((id) => {
        const name = segments.find((one) => one.id === id)?.name ?? "";
        return <Chip key={id} label={name} name={name} onRemove={() => toggle(id)} />;
      })}
      {chosen.length < most ? (
        <PickList
          title={t("pick")}
          multiple
          groups={[{ options: segments.map(({ id, name }) => ({ value: id, label: name })) }]}
          chosen={chosen}
          onPick={toggle}
          trigger={
            <Button size="sm" variant="ghost" icon={<Plus aria-hidden />}>
              {t("add")}
            </Button>
          }
        />
      ) : (
        <span className="text-xs text-muted">{t("full", { most })}</span>
      )}
    </div>
  );
}
