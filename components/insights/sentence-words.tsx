import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { Sentence } from "@/lib/insights/sentence";

/** A sentence with its figures in the colours of worse and better, its base and answer a little stronger than the rest. */
export function SentenceWords({ sentence }: { sentence: Sentence }) {
  const t = useTranslations("insights");
  const worse = "text-detractor-text";
  const better = "text-promoter-text";
  return t.rich(sentence.key, {
    ...sentence.values,
    a: (chunks) => (
      <strong className={cn("whitespace-nowrap font-semibold", sentence.isWorse ? worse : better)}>{chunks}</strong>
    ),
    c: (chunks) => (
      <strong className={cn("whitespace-nowrap font-semibold", sentence.isWorse ? better : worse)}>{chunks}</strong>
    ),
    b: (chunks) => <span className="font-medium">{chunks}</span>,
    dim: (chunks) => <span className="whitespace-nowrap text-muted">{chunks}</span>,
  });
}
