"use client";

import { Archive, ArchiveRestore, Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveInterviewAction, restoreInterviewAction } from "@/lib/quotes/actions";

export type InterviewMenuProps = { id: string; title: string };

/** Archives an interview with its passages, and offers the way back. */
export function InterviewMenu({ id, title }: InterviewMenuProps) {
  const t = useTranslations("quotes.interview");
  const toast = useToast();
  const router = useRouter();
  const [, start] = useTransition();
  const archive = () =>
    start(async () => {
      const result = await archiveInterviewAction(null, { id });
      if (result && !result.ok) return toast.fail(result.message);
      router.push("/quotes/interviews");
      toast.undo(t("archived", { title }), async () => {
        const back = await restoreInterviewAction(null, { id });
        if (back && !back.ok) return toast.fail(back.message);
        router.push(`/quotes/interviews/${id}`);
      });
    });
  return (
    <Menu align="end" trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden />} />}>
      <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
        {t("archive")}
      </MenuItem>
    </Menu>
  );
}

/** On the page of an archived one. */
export function RestoreInterview({ id }: { id: string }) {
  const t = useTranslations("quotes.interview");
  const toast = useToast();
  const [pending, start] = useTransition();
  return (
    <Button
      pending={pending}
      icon={<ArchiveRestore aria-hidden />}
      onClick={() =>
        start(async () => {
          const result = await restoreInterviewAction(null, { id });
          if (result && !result.ok) toast.fail(result.message);
        })
      }
    >
      {t("restore")}
    </Button>
  );
}
