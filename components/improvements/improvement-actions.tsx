"use client";

import { Archive, Check, Ellipsis, Play, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import {
  archiveImprovementAction,
  finishImprovementAction,
  reopenImprovementAction,
  restoreImprovementAction,
  startImprovementAction,
} from "@/lib/improvements/actions";
import type { ImprovementState } from "@/lib/improvements/schema";

export type ImprovementActionsProps = { id: string; title: string; state: ImprovementState };

/** The one next thing to do with it, and the rest behind a menu. */
export function ImprovementActions({ id, title, state }: ImprovementActionsProps) {
  const t = useTranslations("improvements.act");
  const toast = useToast();
  const router = useRouter();
  const [pending, start] = useTransition();
  const act = (run: typeof startImprovementAction, done: string) =>
    start(async () => {
      const result = await run(null, { id });
      if (result?.ok) toast.say(done);
      else if (result) toast.fail(result.message);
    });
  const archive = () =>
    start(async () => {
      router.push("/improvements");
      const result = await archiveImprovementAction(null, { id });
      if (result && !result.ok) return toast.fail(result.message);
      toast.undo(t("archived", { title }), async () => {
        await restoreImprovementAction(null, { id });
        router.push(`/improvements/${id}`);
      });
    });
  return (
    <>
      <Menu trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden />} />} align="end">
        <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
          {t("archive")}
        </MenuItem>
      </Menu>
      {state === "planned" ? (
        <Button
          variant="primary"
          pending={pending}
          icon={<Play aria-hidden />}
          onClick={() => act(startImprovementAction, t("started"))}
        >
          {t("start")}
        </Button>
      ) : state === "started" ? (
        <Button
          variant="primary"
          pending={pending}
          icon={<Check aria-hidden />}
          onClick={() => act(finishImprovementAction, t("finished"))}
        >
          {t("finish")}
        </Button>
      ) : (
        <Button
          pending={pending}
          icon={<RotateCcw aria-hidden />}
          onClick={() => act(reopenImprovementAction, t("reopened"))}
        >
          {t("reopen")}
        </Button>
      )}
    </>
  );
}
