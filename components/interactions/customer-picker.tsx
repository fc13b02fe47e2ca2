"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { findCustomersAction } from "@/lib/search/actions";

export type PickedCustomer = { id: string; name: string; sub: string };

/** A field in which a customer is found by part of a name, e-mail or number. */
export function CustomerPicker({ onPick, error }: { onPick: (customer: PickedCustomer) => void; error?: string }) {
  const t = useTranslations("interactions");
  const [words, setWords] = useState("");
  const [found, setFound] = useState<PickedCustomer[] | null>(null);
  useEffect(() => {
    const asked = words.trim();
    if (asked.length < 2) {
      setFound(null);
      return;
    }
    let stale = false;
    const timer = setTimeout(() => {
      findCustomersAction(asked).then(
        (list) => {
          if (!stale) setFound(list);
        },
        () => {
          if (!stale) setFound([]);
        },
      );
    }, 180);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [words]);
  return (
    <div>
      <Field label={t("forCustomer")} error={error} hint={found === null ? t("findHint") : undefined}>
        <Input
          autoFocus
          type="search"
          icon={<Search />}
          value={words}
          placeholder={t("findCustomer")}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            const first = found?.[0];
            if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
              event.preventDefault();
              if (first) onPick(first);
            }
          }}
        />
      </Field>
      {found ? (
        found.length === 0 ? (
          <p role="status" className="mt-2 text-xs text-muted">
            {t("nothingFound")}
          </p>
        ) : (
          <ul className="mt-1 rounded-lg border border-line bg-raised p-1">
            {found.map((customer) => (
              <li key={customer.id}>
                <button
                  type="button"
                  onClick={() => onPick(customer)}
                  className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-start text-sm hover:bg-hover touch:min-h-11"
                >
                  <Avatar name={customer.name} size="sm" />
                  <span className="min-w-0 flex-1 truncate">{customer.name}</span>
                  <span className="truncate text-xs text-muted">{customer.sub}</span>
                </button>
              </li>
            ))}
          </ul>
        )
      ) : null}
    </div>
  );
}
