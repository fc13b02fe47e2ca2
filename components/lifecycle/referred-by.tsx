import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatDate } from "@/lib/format";
import type { ReferralFacts } from "@/lib/lifecycle/queries/sides";
import { ReferrerDialog, RemoveReferrer } from "./referrer-dialog";

type Props = {
  customer: { id: string; name: string };
  facts: ReferralFacts;
  mayWrite: boolean;
  timeZone: string;
  /** Above it: what else is known of the relationship. */
  children?: ReactNode;
};

/** Who brought a customer, and whom they brought. */
export function ReferredBy({ customer, facts, mayWrite, timeZone, children }: Props) {
  const t = useTranslations("lifecycle.referral");
  const { referrer, referred } = facts;
  const link = ({ id, name, on }: { id: string; name: string; on: Date }) => (
    <>
      <Link href={`/customers/${id}`} className="rounded-sm font-medium hover:underline">
        {name}
      </Link>{" "}
      <span className="text-xs text-muted">{t("since", { date: formatDate(on, timeZone) })}</span>
    </>
  );
  return (
    <Card>
      <CardHeader
        title={t("title")}
        action={
          mayWrite ? (
            <span className="flex items-center gap-1">
              <ReferrerDialog customer={customer} hasOne={referrer !== null} />
              {referrer ? <RemoveReferrer customerId={customer.id} timeZone={timeZone} /> : null}
            </span>
          ) : null
        }
      />
      <CardBody className="flex flex-col gap-1 text-sm">
        {children ? <div className="mb-2">{children}</div> : null}
        <p>
          {referrer ? (
            <>
              <span className="text-muted">{t("by")}</span> {link(referrer)}
            </>
          ) : (
            <span className="text-muted">{t("nobody")}</span>
          )}
        </p>
        {referred.length > 0 ? (
          <details>
            <summary className="cursor-pointer rounded-sm text-muted">
              {t("brought", { count: referred.length })}
            </summary>
            <ul className="mt-1 flex flex-col gap-1">
              {referred.map((one) => (
                <li key={one.id}>{link(one)}</li>
              ))}
            </ul>
          </details>
        ) : null}
      </CardBody>
    </Card>
  );
}
