"use client";

import { Archive, Ellipsis, Pause, Pencil, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toaster";
import { archiveOfferRuleAction, pauseOfferRuleAction, restoreOfferRuleAction } from "@/lib/offers/actions";
import type { OfferRule } from "@/lib/offers/offer";
import { EditRule, type RuleChoices } from "./rule-form";

/** Edits, pauses and archives a rule. */
export function RuleMenu({ rule, choices }: { rule: OfferRule; choices: RuleChoices }) {
  const t = useTranslations("offers.rules");
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const [pending, start] = useTransition();
  const { id, name } = rule;
  const pause = (paused: boolean, back = false) =>
    start(async () => {
      const done = await pauseOfferRuleAction(null, { id, paused });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      const words = t(paused ? "isPaused" : "isResumed", { name });
      if (back) toast.say(words);
      else toast.undo(words, () => pause(!paused, true));
    });
  const archive = () =>
    start(async () => {
      const done = await archiveOfferRuleAction(null, { id });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t("isArchived", { name }), async () => {
        await restoreOfferRuleAction(null, { id });
      });
    });
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton size="sm" label={t("menu", { name })} icon={<Ellipsis aria-hidden />} pending={pending} />}
      >
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setEditing(true)}>
          {t("edit")}
        </MenuItem>
        <MenuItem
          icon={rule.pausedAt ? <Play aria-hidden /> : <Pause aria-hidden />}
          onSelect={() => pause(rule.pausedAt === null)}
        >
          {t(rule.pausedAt ? "resume" : "pause")}
        </MenuItem>
        <MenuItem icon={<Archive aria-hidden />} onSelect={archive}>
          {t("archive")}
        </MenuItem>
      </Menu>
      {editing ? <EditRule rule={rule} choices={choices} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
