import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { ImportStatus } from "@/lib/generated/prisma/enums";

const tones: Record<ImportStatus, Tone> = {
  uploading: "neutral",
  mapping: "warn",
  queued: "accent",
  running: "accent",
  done: "promoter",
  failed: "detractor",
  cancelled: "neutral",
};

export function StatusBadge({ status }: { status: ImportStatus }) {
  const t = useTranslations("imports.status");
  return (
    <Badge tone={tones[status]} pill>
      {t(status)}
    </Badge>
  );
}
