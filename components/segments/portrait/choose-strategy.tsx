"use client";

import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { FilterSelect } from "@/components/ui/filter-select";
import { useToast } from "@/components/ui/toaster";
import type { MarketStrategy } from "@/lib/generated/prisma/enums";
import { setStrategyAction } from "@/lib/segments/needs-actions";
import { STRATEGIES } from "@/lib/segments/needs-schema";

export type ChooseStrategyProps = {
  id: string;
  /** Its own; null: the workspace's. */
  own: MarketStrategy | null;
  workspace: MarketStrategy;
};

/** Own or the workspace's; taken at once. */
export function ChooseStrategy({ id, own, workspace }: ChooseStrategyProps) {
  const t = useTranslations("segments");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <span className="no-print">
      <FilterSelect
        label={t("portrait.strategy.title")}
        icon={<Flag aria-hidden />}
        value={own ?? ""}
        pending={pending}
        options={[
          { value: "", label: t("portrait.strategy.asWorkspace", { strategy: t(`strategy.${workspace}`) }) },
          ...STRATEGIES.map((one) => ({ value: one, label: t(`strategy.${one}`) })),
        ]}
        onValueChange={(value) =>
          start(async () => {
            const result = await setStrategyAction(null, {
              id,
              strategy: value === "" ? null : (value as MarketStrategy),
            });
            if (result && !result.ok) toast.fail(result.message);
          })
        }
      />
    </span>
  );
}
