"use client";

import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useToast } from "@/components/ui/toaster";
import { setFollowingAction } from "@/lib/customers/follow-actions";

export type FollowButtonProps = { customerId: string; name: string; following: boolean };

/** Follows a customer: one is told of low scores, cases, a new owner and merges. */
export function FollowButton({ customerId, name, following }: FollowButtonProps) {
  const t = useTranslations("notifications.follow");
  const toast = useToast();
  const [shown, show] = useOptimistic(following);
  const [, start] = useTransition();
  return (
    <Button
      aria-pressed={shown}
      title={t("followHint")}
      icon={<Star aria-hidden className={cn(shown && "fill-current text-accent-text")} />}
      onClick={() =>
        start(async () => {
          show(!shown);
          const done = await setFollowingAction(null, { customerId, follow: !shown });
          if (!done) return;
          if (!done.ok) return toast.fail(done.message);
          toast.say(t(shown ? "stopped" : "done", { name }));
        })
      }
    >
      {t(shown ? "following" : "follow")}
    </Button>
  );
}
