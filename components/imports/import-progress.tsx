"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { ImportStatus } from "@/lib/generated/prisma/enums";
import { cancelImportAction } from "@/lib/imports/actions";

export type Progress = { id: string; status: ImportStatus; phase: string; rowsRead: number; rowsTotal: number };

const EVERY_MS = 1000;
/** How much of the whole each part is, as it was measured: what comes before it, and its own share. */
const PARTS: Record<string, [before: number, share: number]> = {
  reading: [0, 0.25],
  checking: [0.25, 0.02],
  writing: [0.27, 0.55],
  counting: [0.82, 0.18],
};

/** How far the import is, asked every second; it goes on without this page. */
export function ImportProgress({ start }: { start: Progress }) {
  const t = useTranslations("imports.running");
  const router = useRouter();
  const [now, setNow] = useState(start);
  const [lost, setLost] = useState(false);

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const response = await fetch(`/api/imports/${start.id}/progress`, { cache: "no-store" });
        if (!response.ok) throw new Error(String(response.status));
        const next: Progress = await response.json();
        if (stopped) return;
        setLost(false);
        setNow(next);
        if (next.status !== "queued" && next.status !== "running") {
          router.refresh();
          return;
        }
      } catch {
        if (!stopped) setLost(true);
      }
      if (!stopped) timer = setTimeout(ask, EVERY_MS);
    };
    timer = setTimeout(ask, EVERY_MS / 2);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [start.id, router]);

  const [before, share] = PARTS[now.phase] ?? [0, 0];
  const part = now.rowsTotal > 0 ? Math.min(1, now.rowsRead / now.rowsTotal) : 0;
  const phase = now.phase in PARTS ? (now.phase as "reading" | "checking" | "writing" | "counting") : "waiting";
  return (
    <Card className="max-w-2xl">
      <CardBody className="flex flex-col gap-4 pt-4">
        <ProgressBar
          label={t(phase)}
          value={Math.round((before + share * (phase === "counting" ? 0.3 : part)) * 1000)}
          max={1000}
          countText={
            now.rowsTotal > 0
              ? t(phase === "reading" ? "rowsAbout" : "rows", { done: now.rowsRead, total: now.rowsTotal })
              : undefined
          }
        />
        <p className="text-sm text-muted" aria-live="polite">
          {lost ? t("lost") : t("leave")}
        </p>
        <div>
          <ConfirmDialog
            title={t("cancelTitle")}
            confirmLabel={t("cancel")}
            destructive
            trigger={<Button>{t("cancel")}</Button>}
            onConfirm={async () => {
              await cancelImportAction(null, { id: start.id });
              router.refresh();
            }}
          >
            {t("cancelText")}
          </ConfirmDialog>
        </div>
      </CardBody>
    </Card>
  );
}
