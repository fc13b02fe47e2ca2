import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PrintButton } from "@/components/dashboards/print-button";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { PlanEditor } from "@/components/plans/plan-editor";
import { ProgressBar } from "@/components/ui/progress-bar";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { getCustomer } from "@/lib/customers/queries/customer";
import { dayIn } from "@/lib/period";
import { progressOf } from "@/lib/plans/plan";
import { planOfCustomer } from "@/lib/plans/queries";
import { listMembers } from "@/lib/users/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("plans")]);
  return { title: t("titleOf", { name: (await orNotFound(getCustomer(actor, id))).name }) };
}

/** A customer's goals and the way there; prints as it stands. */
export default async function PlanPage({ params }: Props) {
  const [{ actor, user, workspace }, { id }, t] = await Promise.all([
    requireSession(),
    params,
    getTranslations("plans"),
  ]);
  const customer = await orNotFound(getCustomer(actor, id));
  const [goals, members, words] = await Promise.all([
    planOfCustomer(actor, id),
    listMembers(actor),
    getTranslations("customers"),
  ]);
  const today = dayIn(workspace.timeZone, new Date());
  const { done, steps, late } = progressOf(goals, today);
  return (
    <>
      <PageHeader
        title={t("title")}
        breadcrumb={[
          { href: "/customers", label: words("title") },
          { href: `/customers/${id}`, label: customer.name },
        ]}
        actions={goals.length > 0 ? <PrintButton label={t("print")} /> : undefined}
      />
      <PageBody>
        <p className="no-print -mb-3 md:hidden">
          <Link href={`/customers/${id}`} className="rounded-sm font-medium text-accent-text">
            {customer.name}
          </Link>
        </p>
        {goals.length > 0 ? (
          <div className="max-w-3xl">
            <h2 className="mb-2 hidden text-lg font-semibold print:block">{t("titleOf", { name: customer.name })}</h2>
            <ProgressBar
              label={t("progress")}
              labelHidden
              value={done}
              max={steps}
              countText={t("lead", { done, steps, late })}
            />
          </div>
        ) : null}
        <PlanEditor
          customerId={id}
          goals={goals}
          members={members.map(({ userId, name }) => ({ id: userId, name }))}
          userId={user.id}
          today={today}
          mayWrite={may(actor, "plans.write")}
        />
      </PageBody>
    </>
  );
}
