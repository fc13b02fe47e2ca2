"use client";

import { Search } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useRef, useState, useTransition } from "react";
import { cn } from "./cn";
import { Input } from "./input";
import { Kbd } from "./kbd";

export type SearchInputProps = {
  /** Both the placeholder and the name of the box: "Search name, mail or number". */
  label: string;
  /** Name in the URL. */
  param?: string;
  /** Other parameters to drop when the words change: the cursor of the page. */
  resets?: string;
  className?: string;
};

/** Search words in the URL, a moment after typing stops. The key / goes here. */
export function SearchInput({ label, param = "q", resets = "cursor", className }: SearchInputProps) {
  const [pending, startTransition] = useTransition();
  const [stored, setStored] = useQueryState(
    param,
    parseAsString.withDefault("").withOptions({ shallow: false, history: "replace", startTransition }),
  );
  const [, setCursor] = useQueryState(resets, parseAsString.withOptions({ shallow: false, history: "replace" }));
  const [words, setWords] = useState(stored);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setWords(stored), [stored]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <search className={cn("block w-66 max-w-full", className)}>
      <Input
        type="search"
        data-page-search
        aria-label={label}
        placeholder={label}
        aria-busy={pending || undefined}
        value={words}
        icon={<Search />}
        end={<Kbd className="touch:hidden">/</Kbd>}
        onChange={(event) => {
          const next = event.target.value;
          setWords(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            void setCursor(null);
            void setStored(next.trim() === "" ? null : next);
          }, 250);
        }}
      />
    </search>
  );
}
