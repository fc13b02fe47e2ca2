"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useToast } from "@/components/ui/toaster";
import { setQuotaAction } from "@/lib/deals/actions";
import { quarterLabel } from "@/lib/deals/quota";

export type QuotaGridProps = {
  currency: string;
  /** YYYY-MM-DD, their first days */
  quarters: readonly string[];
  sellers: readonly {
    userId: string;
    name: string;
    /** "€120,000, 62 % of the quota", of the present quarter */
    won: string;
    /** Whole units by quarter, as they are typed. */
    quotas: Readonly<Record<string, string>>;
  }[];
};

/** Quotas, seller × quarter: each cell is saved when it is left, Enter goes down. */
export function QuotaGrid({ currency, quarters, sellers }: QuotaGridProps) {
  const t = useTranslations("deals.quota");
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("seller")}</Th>
          {quarters.map((quarter) => (
            <Th key={quarter} end>
              {`${quarterLabel(quarter)}, ${currency}`}
            </Th>
          ))}
          <Th end className="max-md:hidden">
            {t("won")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {sellers.map((seller, row) => (
          <Tr key={seller.userId}>
            <Td className="font-medium whitespace-nowrap">{seller.name}</Td>
            {quarters.map((quarter, column) => (
              <Td key={quarter} end>
                <QuotaCell
                  userId={seller.userId}
                  quarter={quarter}
                  label={t("field", { name: seller.name, quarter: quarterLabel(quarter) })}
                  value={seller.quotas[quarter] ?? ""}
                  place={`quota-${row}-${column}`}
                  below={`quota-${row + 1}-${column}`}
                />
              </Td>
            ))}
            <Td end muted className="max-md:hidden">
              {seller.won}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

type CellProps = { userId: string; quarter: string; label: string; value: string; place: string; below: string };

function QuotaCell({ userId, quarter, label, value, place, below }: CellProps) {
  const t = useTranslations("deals.quota");
  const toast = useToast();
  const [draft, setDraft] = useState(value);
  const [kept, setKept] = useState(value);
  const [error, setError] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const save = () => {
    if (draft.trim() === kept) return;
    start(async () => {
      const done = await setQuotaAction(null, { userId, quarter, amount: draft.trim() });
      if (!done) return;
      if (!done.ok) return setError(done.fieldErrors.amount ?? done.message);
      setKept(draft.trim());
      toast.say(t("saved"));
    });
  };
  return (
    <Field label={label} labelHidden error={error ?? undefined} className="ms-auto w-28">
      <Input
        data-place={place}
        inputMode="decimal"
        autoComplete="off"
        value={draft}
        onChange={(event) => {
          setError(null);
          setDraft(event.target.value);
        }}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            setDraft(kept);
            setError(null);
          }
          if (event.key !== "Enter") return;
          event.preventDefault();
          const next = document.querySelector<HTMLInputElement>(`[data-place="${below}"]`);
          if (next) next.focus();
          else save();
        }}
        className={cn("text-end", pending && "opacity-60")}
      />
    </Field>
  );
}
