import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { FormMessage } from "@/components/ui/form-message";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { countDuplicatesSince } from "@/lib/duplicates/queries";

/** Where so many are counted. */
const MOST = 100;

/** After an import: how many of those who came may be there twice. Nothing when nobody is. */
export async function DuplicatesNote({ actor, since }: { actor: Actor; since: Date }) {
  if (!may(actor, "customers.merge")) return null;
  const [t, count] = await Promise.all([getTranslations("duplicates"), countDuplicatesSince(actor, since, MOST)]);
  if (count === 0) return null;
  return (
    <FormMessage tone="warn">
      {t(count >= MOST ? "importMost" : "import", { count })}{" "}
      <Link href={`/customers/duplicates?since=${since.toISOString()}`} className="font-medium underline">
        {t("importLink")}
      </Link>
    </FormMessage>
  );
}
