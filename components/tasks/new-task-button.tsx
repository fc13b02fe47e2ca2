"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, type ButtonProps } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { openTask, type TaskSubject } from "./task-event";

type NewTaskButtonProps = {
  about?: TaskSubject;
  variant?: ButtonProps["variant"];
  /** The page's main action: it answers the key c. */
  primary?: boolean;
  /** Only the sign, for a card's corner. */
  small?: boolean;
};

export function NewTaskButton({ about, variant, primary, small }: NewTaskButtonProps) {
  const t = useTranslations("tasks");
  if (small)
    return <IconButton size="sm" label={t("new")} icon={<Plus aria-hidden />} onClick={() => openTask(about)} />;
  return (
    <Button
      variant={primary ? "primary" : variant}
      icon={<Plus aria-hidden />}
      onClick={() => openTask(about)}
      {...(primary ? { "data-create": "" } : {})}
    >
      {t("new")}
    </Button>
  );
}
