"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { findCustomersAction } from "@/lib/search/actions";
import type { DraftCustomer, Writer } from "./draft";
import { recentCustomers } from "./recent";

export type PickedCustomer = DraftCustomer;

type CustomerPickerProps = {
  /** Whose customers, seen lately on this device, are offered at once; left out: none. */
  writer?: Writer;
  online?: boolean;
  onPick: (customer: PickedCustomer) => void;
  error?: string;
};

/** A field in which a customer is found by part of a name, e-mail or number; those seen lately are there at once. */
export function CustomerPicker({ writer, online = true, onPick, error }: CustomerPickerProps) {
  const t = useTranslations("interactions");
  const [words, setWords] = useState("");
  const [answer, setFound] = useState<PickedCustomer[] | null>(null);
  const [recent] = useState(() => (writer ? recentCustomers(writer) : []));
  const asked = words.trim().toLowerCase();
  // Without a network only those can be found whom this device knows.
  const known = online
    ? asked === ""
      ? recent
      : null
    : recent.filter(({ name }) => name.toLowerCase().includes(asked));
  const found = known && (known.length > 0 || !online) ? known : answer;
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
      <Field
        label={t("forCustomer")}
        error={error}
        hint={online ? (found === null ? t("findHint") : undefined) : t("knownOffline")}
      >
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
          <ul aria-label={known ? t("recent") : undefined} className="mt-1 rounded-lg border border-line bg-raised p-1">
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
