import { EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Reach } from "@/lib/auth/actor";

type ReachNoteProps = {
  /** Undefined: all is seen, and nothing needs to be said. */
  reach: Reach | undefined;
  /** How many of a list's people are shown, of how many; left out where only the rule is said. */
  count?: number;
  all?: number;
};

/** Says beside a list of people that figures count everybody, and the list only whom one may see. */
export function ReachNote({ reach, count, all }: ReachNoteProps) {
  const t = useTranslations("customers.reach");
  if (!reach || (count !== undefined && count === all)) return null;
  const rest = t(reach.kind);
  return (
    <p className="flex items-start gap-2 text-sm text-muted" data-reach={reach.kind}>
      <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {count === undefined || all === undefined
          ? rest
          : t("some", { count: count.toLocaleString("en"), all: all.toLocaleString("en"), rest })}
      </span>
    </p>
  );
}
