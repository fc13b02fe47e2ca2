import { useTranslations } from "next-intl";
import { OPEN_STAGES } from "@/lib/deals/stages";

const WIDTHS: Record<(typeof OPEN_STAGES)[number], string> = {
  attention: "w-full",
  interest: "w-3/4",
  desire: "w-1/2",
  action: "w-1/4",
};

/** What the pipeline looks like when it is filled: less in each stage. */
export function PipelinePicture() {
  const t = useTranslations("deals.stage");
  return (
    <div className="flex flex-col gap-2 py-1 text-start text-xs">
      {OPEN_STAGES.map((stage) => (
        <div key={stage} className="flex items-center gap-3">
          <span className="w-16 text-muted">{t(stage)}</span>
          <span className="flex-1">
            <span className={`block h-3 rounded-sm bg-accent ${WIDTHS[stage]}`} />
          </span>
        </div>
      ))}
    </div>
  );
}
