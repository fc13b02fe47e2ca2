"use client";

import { Plus, Sprout } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toaster";
import { archiveImprovementAction, planImprovementAction } from "@/lib/improvements/actions";

export type GapsPlanProps = {
  /** Words and ids that the improvement gets. */
  plan: { title: string; reason: string; touchpointId: string; segmentId: string | null; stepId: string };
  /** What is planned or under way there already. */
  planned: readonly { id: string; title: string }[];
  canPlan: boolean;
};

/** Plans an improvement with the gap as its reason, and stays on the list; Undo takes it back. */
export function GapsPlan({ plan, planned, canPlan }: GapsPlanProps) {
  const t = useTranslations("journeys.gaps");
  const toast = useToast();
  const router = useRouter();
  const [pending, start] = useTransition();
  const make = () =>
    start(async () => {
      const result = await planImprovementAction(null, plan);
      if (!result?.ok) return toast.fail(t("planFailed"), result?.message);
      const { id } = result.value;
      toast.undo(t("planned", { title: plan.title }), async () => {
        await archiveImprovementAction(null, { id });
        router.refresh();
      });
    });
  return (
    <div className="flex flex-col items-start gap-1.5">
      {planned.map(({ id, title }) => (
        <Link key={id} href={`/improvements/${id}`} className="flex items-start gap-1.5 rounded-sm hover:underline">
          <Sprout aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
          {title}
        </Link>
      ))}
      {canPlan && planned.length === 0 ? (
        <Button size="sm" icon={<Plus aria-hidden />} pending={pending} onClick={make}>
          {t("planOne")}
        </Button>
      ) : null}
    </div>
  );
}
