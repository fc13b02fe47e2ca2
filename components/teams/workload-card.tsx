import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/format";
import type { SellerFigures } from "@/lib/teams/queries/report";

/** What lies on each desk now. */
export function WorkloadCard({ sellers }: { sellers: readonly SellerFigures[] }) {
  const t = useTranslations("teams");
  return (
    <Card>
      <CardHeader title={t("workload.title")} />
      <CardBody>
        <Table label={t("workload.title")} look="inset">
          <thead>
            <tr>
              <Th>{t("sellers.name")}</Th>
              <Th end>{t("workload.accounts")}</Th>
              <Th end>{t("workload.deals")}</Th>
              <Th end>{t("workload.tasks")}</Th>
              <Th end>{t("workload.cases")}</Th>
              <Th end>{t("workload.overdue")}</Th>
            </tr>
          </thead>
          <tbody>
            {sellers.map(({ userId, name, workload }) => (
              <Tr key={userId}>
                <Td className="min-w-36">{name}</Td>
                <Td end>
                  <Link href={`/customers?owner=${userId}`} prefetch={false} className="rounded-sm hover:underline">
                    {formatCount(workload.accounts)}
                  </Link>
                </Td>
                <Td end>
                  <Link href={`/deals?owner=${userId}`} prefetch={false} className="rounded-sm hover:underline">
                    {formatCount(workload.openDeals)}
                  </Link>
                </Td>
                <Td end>{formatCount(workload.openTasks)}</Td>
                <Td end>{formatCount(workload.openCases)}</Td>
                <Td end className={workload.overdueSteps > 0 ? "font-medium text-detractor-text" : undefined}>
                  {formatCount(workload.overdueSteps)}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </CardBody>
    </Card>
  );
}
