import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { UndoMerge } from "@/components/duplicates/undo-merge";
import { FormMessage } from "@/components/ui/form-message";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { mergedInto } from "@/lib/duplicates/queries";
import { formatDate } from "@/lib/format";

export type MergedNoteProps = { actor: Actor; customerId: string; timeZone: string; now: Date };

/** On a record that went into another: where it leads, and the way back. Nothing on any other. */
export async function MergedNote({ actor, customerId, timeZone, now }: MergedNoteProps) {
  const merge = await mergedInto(actor, customerId, now);
  if (!merge) return null;
  const t = await getTranslations("duplicates");
  return (
    <FormMessage tone="info">
      <span className="flex flex-wrap items-center gap-3">
        <span>
          {t.rich("gone", {
            name: merge.keptName,
            date: formatDate(merge.at, timeZone),
            link: (chunks) => (
              <Link href={`/customers/${merge.keptId}`} className="font-medium underline">
                {chunks}
              </Link>
            ),
          })}
        </span>
        {merge.undoable && may(actor, "customers.merge") ? (
          <UndoMerge id={merge.id} keptName={merge.keptName} mergedName={merge.mergedName} />
        ) : null}
      </span>
    </FormMessage>
  );
}
