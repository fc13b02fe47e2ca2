import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { PromiseMade } from "@/lib/interactions/promise";
import { dayIn } from "@/lib/period";
import { AddPromise } from "./promise-form";
import { PromiseItem } from "./promise-item";

export type PromisesCardProps = {
  /** lib/interactions/queries/promises.ts: promisesOfCustomer */
  promises: readonly PromiseMade[];
  customer: { id: string; name: string };
  /** YYYY-MM-DD in the workspace's zone */
  today: string;
  timeZone: string;
  mayWrite: boolean;
};

/** Kept ones shown below the open ones. */
const KEPT_SHOWN = 3;

/** What we said we would do, and by when. */
export function PromisesCard({ promises, customer, today, timeZone, mayWrite }: PromisesCardProps) {
  const t = useTranslations("interactions.promise");
  const open = promises.filter(({ keptAt }) => keptAt === null);
  const kept = promises.filter(({ keptAt }) => keptAt !== null);
  const missed = open.filter(({ dueOn }) => dueOn < today).length;
  return (
    <Card>
      <CardHeader
        title={t("title")}
        meta={
          missed > 0
            ? t("missedCount", { count: missed })
            : open.length > 0
              ? t("openCount", { count: open.length })
              : undefined
        }
        action={mayWrite ? <AddPromise customerId={customer.id} today={today} /> : undefined}
      />
      <CardBody>
        {promises.length === 0 ? (
          <p className="text-muted">{t("none")}</p>
        ) : (
          <ul>
            {[...open, ...kept.slice(0, KEPT_SHOWN)].map((promise) => (
              <PromiseItem
                key={promise.id}
                promise={promise}
                keptOn={promise.keptAt ? dayIn(timeZone, promise.keptAt) : null}
                today={today}
                mayWrite={mayWrite}
              />
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
