"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { useToast } from "@/components/ui/toaster";
import { scanNowAction } from "@/lib/insights/actions";

const POLL_MS = 1200;

/** Starts a scan of the period that the page shows. */
export function ScanButton({ period, running }: { period: string; running: boolean }) {
  const t = useTranslations("insights");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="primary"
      icon={<RefreshCw aria-hidden />}
      pending={pending || running}
      data-create
      onClick={() =>
        start(async () => {
          const done = await scanNowAction(null, { period });
          if (done && !done.ok) toast.fail(done.message);
        })
      }
    >
      {running ? t("scanning") : t("scanNow")}
    </Button>
  );
}

/** How far a scan is; the page renders anew until it has ended. */
export function ScanProgress({ done, total }: { done: number; total: number }) {
  const t = useTranslations("insights.progress");
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), POLL_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className="rounded-lg border border-line bg-surface p-4">
      <ProgressBar
        label={total === 0 ? t("waiting") : t("label")}
        value={done}
        max={Math.max(1, total)}
        countText={total === 0 ? undefined : t("count", { done, total })}
      />
      <p className="mt-2 text-xs text-muted">{t("note")}</p>
    </div>
  );
}
