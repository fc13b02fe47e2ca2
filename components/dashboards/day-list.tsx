import { Flag, Phone, Presentation } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { StepDone } from "@/components/customers/customer-menus";
import { DemoDone } from "@/components/deals/demo-done";
import { cn } from "@/components/ui/cn";
import { formatDay } from "@/lib/format";

export type DayTask = {
  id: string;
  kind: "step" | "demo" | "lead";
  /** Of a deal's demo. */
  dealId: string | null;
  customerId: string;
  customerName: string;
  step: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  /** "16 days ago"; null when there was no contact. */
  lastContact: string | null;
};

const ICONS = { step: Flag, demo: Presentation, lead: Phone };

/** What there is to do today, the most pressing first. @param today YYYY-MM-DD in the workspace's zone */
export function DayList({ tasks, today, mayWrite }: { tasks: readonly DayTask[]; today: string; mayWrite: boolean }) {
  const t = useTranslations("dashboards.hunter");
  return (
    <ul className="flex flex-col">
      {tasks.map((task) => {
        const Icon = ICONS[task.kind];
        const late = task.dueOn !== null && task.dueOn < today;
        return (
          <li
            key={`${task.kind} ${task.id}`}
            className="flex min-h-11 items-center gap-3 border-b border-line py-1.5 last:border-0"
          >
            <Icon aria-hidden className="shrink-0 text-muted" />
            <span className="min-w-0 flex-1">
              <span className="sr-only">{t(`task.${task.kind}`)} </span>
              <Link
                href={task.dealId ? `/deals/${task.dealId}` : `/customers/${task.customerId}`}
                className="block truncate rounded-sm font-medium hover:underline"
              >
                {task.customerName}
              </Link>
              <span className="block truncate text-xs text-muted">
                {task.dealId !== null && task.step !== null
                  ? t("demoOf", { deal: task.step })
                  : (task.step ?? (task.lastContact ? t("contactAgain") : t("contactFirst")))}
              </span>
            </span>
            <span className={cn("shrink-0 whitespace-nowrap text-xs", late ? "text-detractor-text" : "text-muted")}>
              {task.dueOn === null
                ? task.lastContact
                  ? t("spoken", { when: task.lastContact })
                  : t("neverSpoken")
                : task.dueOn === today
                  ? t("dueToday")
                  : t("dueLate", { date: formatDay(new Date(task.dueOn)) })}
            </span>
            {mayWrite && task.dealId !== null ? (
              <DemoDone dealId={task.dealId} name={task.customerName} />
            ) : mayWrite && task.step !== null ? (
              <StepDone id={task.id} text={task.step} />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
