"use client";

import { CloudOff, CloudUpload, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { InteractionIcon } from "@/components/customers/icons";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { FormMessage } from "@/components/ui/form-message";
import { LinkButton } from "@/components/ui/link-button";
import type { Waiting } from "./outbox";
import type { Outbox } from "./use-outbox";

export type WaitingPillProps = Outbox & {
  /** Takes a refused one back into the form. */
  onChange: (waiting: Waiting) => void;
};

/** Says that something waits on this device, why, and what can be done; nothing while nothing waits. */
export function WaitingPill({ online, waiting, sending, drop, sendNow, onChange }: WaitingPillProps) {
  const t = useTranslations("interactions");
  const [open, setOpen] = useState(false);
  const count = waiting.length;
  const refused = waiting.filter(({ problem }) => problem === "refused").length;
  const signedOut = waiting.some(({ problem }) => problem === "signed_out");
  if (count === 0) return null;
  const words = refused > 0 ? t("waiting.refused", { count: refused }) : t("waiting.pill", { count });
  return (
    <>
      {/* Said when it changes, also to those who do not see it. */}
      <div role="status">
        <button
          type="button"
          onClick={() => setOpen(true)}
          className={cn(
            "no-print fixed bottom-4 end-4 z-20 flex h-9 items-center gap-2 rounded-full border border-line-strong bg-raised px-3 text-sm font-medium shadow-float hover:bg-hover",
            "max-md:start-4 max-md:end-auto max-md:bottom-[calc(env(safe-area-inset-bottom)+5.875rem)] max-md:h-11",
          )}
        >
          {refused > 0 || signedOut ? (
            <TriangleAlert aria-hidden className="text-warn-text" />
          ) : online ? (
            <CloudUpload aria-hidden className="text-muted" />
          ) : (
            <CloudOff aria-hidden className="text-muted" />
          )}
          {words}
        </button>
      </div>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t("waiting.title")}
        footer={
          signedOut ? (
            <LinkButton href="/sign-in" variant="primary">
              {t("waiting.signIn")}
            </LinkButton>
          ) : (
            <Button variant="primary" onClick={sendNow} pending={sending} disabled={!online || refused === count}>
              {t("waiting.sendNow")}
            </Button>
          )
        }
      >
        <FormMessage tone={signedOut ? "warn" : "info"}>
          {signedOut ? t("waiting.signedOut") : online ? t("waiting.lead") : t("waiting.offline")}
        </FormMessage>
        <ul className="mt-3 divide-y divide-line">
          {waiting.map((one) => (
            <li key={one.draft.id} className="flex items-start gap-3 py-3">
              <InteractionIcon kind={one.draft.kind} className="mt-0.5 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">
                  {t("waiting.row", { kind: t(`kind.${one.draft.kind}`), name: one.draft.customer?.name ?? "" })}
                </p>
                {one.draft.text ? <p className="line-clamp-2 text-xs text-muted">{one.draft.text}</p> : null}
                {one.problem === "refused" ? (
                  <p className="text-xs text-detractor-text">{t("waiting.why", { message: one.message })}</p>
                ) : null}
              </div>
              {/* What was sent without an answer may be stored already: another text under the same id would be lost. */}
              {one.problem === "refused" ? (
                <>
                  <Button
                    size="sm"
                    onClick={() => {
                      setOpen(false);
                      onChange(one);
                    }}
                  >
                    {t("waiting.change")}
                  </Button>
                  <Button size="sm" variant="ghost" onClick={() => drop(one.draft.id)}>
                    {t("waiting.drop")}
                  </Button>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
