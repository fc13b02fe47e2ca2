import { useTranslations } from "next-intl";
import type { Feeling } from "@/lib/customers/headline";
import { feelingHeadline } from "@/lib/customers/headline";
import { FeelingChart } from "../feeling-chart";
import { FeelingHeadline } from "../feeling-headline";

export type FeelingsProps = {
  /** Oldest first, of all the customer's people. */
  feelings: readonly Feeling[];
  timeZone: string;
};

/** What they feel, in one sentence about whoever answered last, and drawn: one line a person. */
export function Feelings({ feelings, timeZone }: FeelingsProps) {
  const t = useTranslations("customers.feeling");
  const words = useTranslations("record.feeling");
  const last = feelings.at(-1);
  // Two people's answers are no rise and no fall.
  const own = feelings.filter(({ contactId }) => (contactId ?? null) === (last?.contactId ?? null));
  const people = new Set(feelings.map(({ contactId }) => contactId ?? null)).size;
  return (
    <>
      <h2 className="text-xl font-semibold text-balance">
        <FeelingHeadline headline={feelingHeadline(own)} who={last?.who ?? undefined} timeZone={timeZone} />
      </h2>
      {last ? (
        <>
          <p className="mt-1 mb-3 text-xs text-muted" title={t("rule")}>
            {last.contactId || people > 1
              ? words("sub", { count: feelings.length, people })
              : t("sub", { count: feelings.length })}
          </p>
          <FeelingChart feelings={feelings} timeZone={timeZone} />
        </>
      ) : (
        <p className="mt-1 text-sm text-muted">{t("noneLead")}</p>
      )}
    </>
  );
}
