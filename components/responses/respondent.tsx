import Link from "next/link";
import { useTranslations } from "next-intl";

export type RespondentProps = {
  promise: "identified" | "anonymous";
  customer: { id: string; name: string } | null;
};

/** Who answered: the customer, or in words why there is none. */
export function Respondent({ promise, customer }: RespondentProps) {
  const t = useTranslations("responses");
  if (promise === "anonymous") return <span className="text-muted">{t("anonymous")}</span>;
  if (!customer) return <span className="text-muted">{t("unknown")}</span>;
  return (
    <Link href={`/customers/${customer.id}`} className="rounded-sm hover:underline">
      {customer.name}
    </Link>
  );
}
