"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useOptimistic, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toaster";
import { setCompetitorsAction } from "@/lib/deals/actions";
import { sameName } from "@/lib/deals/schema";

export type CompetitorsProps = {
  dealId: string;
  competitors: readonly string[];
  /** Named with other deals, the most frequent first. */
  known: readonly string[];
  readOnly: boolean;
};

/** Whom else the customer looks at, as chips; known names are offered while one writes. */
export function Competitors({ dealId, competitors, known, readOnly }: CompetitorsProps) {
  const t = useTranslations("deals.rivals");
  const toast = useToast();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const [shown, show] = useOptimistic<readonly string[], readonly string[]>(competitors, (_, next) => next);

  const set = (next: readonly string[], undo?: () => void, removed?: string) =>
    start(async () => {
      show(next);
      const done = await setCompetitorsAction(null, { id: dealId, competitors: [...next] });
      if (!done) return;
      if (!done.ok) {
        const [message] = Object.values(done.fieldErrors);
        return setError(message ?? done.message);
      }
      if (undo && removed) toast.undo(t("removed", { name: removed }), undo);
    });
  return (
    <div className="flex flex-col gap-3">
      {shown.length === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <ul className="flex flex-wrap gap-2">
          {shown.map((name) => (
            <li key={name}>
              <Chip
                label={name}
                name={name}
                onRemove={
                  readOnly
                    ? undefined
                    : () =>
                        set(
                          shown.filter((one) => one !== name),
                          () => set(shown),
                          name,
                        )
                }
              />
            </li>
          ))}
        </ul>
      )}
      {readOnly ? null : (
        <form
          noValidate
          className="flex items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            const name = input.current?.value.trim() ?? "";
            if (name === "") return;
            setError(null);
            if (input.current) input.current.value = "";
            if (!shown.some((one) => sameName(one, name))) set([...shown, name]);
          }}
        >
          <Field label={t("add")} labelHidden error={error ?? undefined} className="min-w-0 flex-1">
            <Input ref={input} list={listId} maxLength={80} autoComplete="off" placeholder={t("placeholder")} />
          </Field>
          <datalist id={listId}>
            {known
              .filter((name) => !shown.some((one) => sameName(one, name)))
              .map((name) => (
                <option key={name} value={name} />
              ))}
          </datalist>
          <Button type="submit" pending={pending} icon={<Plus aria-hidden />} aria-label={t("add")} />
        </form>
      )}
    </div>
  );
}
