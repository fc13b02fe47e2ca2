import { useTranslations } from "next-intl";
import type { ResponseCount } from "@/lib/responses/queries";

/** How many the list holds, and of how many answers: the number that one came from stands here again. */
export function ResponseCountText({ counted, most }: { counted: ResponseCount; most: number }) {
  const t = useTranslations("responses.count");
  const { responses, answers, isMore, beyond } = counted;
  if (isMore) return <>{t("more", { count: most })}</>;
  return (
    <span data-count={answers ?? responses}>
      {answers === null || answers === responses
        ? t("responses", { count: responses })
        : t("answers", { count: responses, answers })}
      {beyond > 0 ? ` ${t("beyond", { count: beyond })}` : null}
    </span>
  );
}
