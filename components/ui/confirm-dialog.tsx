"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useState, useTransition } from "react";
import { Button } from "./button";

export type ConfirmDialogProps = {
  title: ReactNode;
  /** What will happen, in words, with counts. */
  children?: ReactNode;
  /** The verb on the button: "Erase Amara Okafor". */
  confirmLabel: string;
  destructive?: boolean;
  onConfirm: () => void | Promise<void>;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** For what cannot be undone, and only for that; what can is done at once with an Undo in the toast. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirmLabel, destructive, onConfirm, trigger, open, onOpenChange } = props;
  const t = useTranslations("common");
  const [inner, setInner] = useState(false);
  const [pending, startTransition] = useTransition();
  const shown = open ?? inner;
  const change = (next: boolean) => {
    setInner(next);
    onOpenChange?.(next);
  };
  return (
    <Base.Root open={shown} onOpenChange={(next) => change(next)}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="pop fixed inset-0 z-40 bg-[rgb(20_20_18_/_0.4)]" />
        <Base.Popup className="pop fixed inset-x-4 top-[20vh] z-50 mx-auto max-w-md rounded-lg border border-line bg-raised p-5 shadow-float outline-none">
          <Base.Title className="text-base font-semibold">{title}</Base.Title>
          <Base.Description render={<div />} className="mt-2 text-sm text-muted">
            {children}
          </Base.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Base.Close render={<Button>{t("cancel")}</Button>} />
            <Button
              variant={destructive ? "danger" : "primary"}
              pending={pending}
              onClick={() =>
                startTransition(async () => {
                  await onConfirm();
                  change(false);
                })
              }
            >
              {confirmLabel}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
