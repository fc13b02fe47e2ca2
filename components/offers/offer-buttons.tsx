"use client";

import { Check, Clock, Send, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toaster";
import { newId } from "@/lib/id";
import { answerOfferAction, answerSuggestionAction, takeBackOfferAction } from "@/lib/offers/actions";
import type { OfferAnswer } from "@/lib/offers/schema";

type AnswerSuggestionProps = { ruleId: string; customerId: string; offer: string };

/** What came of a suggestion: offered and waiting, accepted, declined, or not now; each with a way back. */
export function AnswerSuggestion({ ruleId, customerId, offer }: AnswerSuggestionProps) {
  const t = useTranslations("offers.answer");
  const toast = useToast();
  const [id, setId] = useState(newId);
  const [pending, start] = useTransition();
  const answer = (what: OfferAnswer) =>
    start(async () => {
      const done = await answerSuggestionAction(null, { id, ruleId, customerId, answer: what });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      setId(newId());
      toast.undo(t(`is.${what}`, { offer }), async () => {
        const back = await takeBackOfferAction(null, { id: done.value.id });
        if (back && !back.ok) toast.fail(back.message);
      });
    });
  return (
    <div className="mt-1.5 flex flex-wrap gap-1.5">
      <Button
        size="sm"
        icon={<Send aria-hidden className="size-3.5" />}
        disabled={pending}
        onClick={() => answer("made")}
        aria-label={t("label.made", { offer })}
      >
        {t("made")}
      </Button>
      <Button
        size="sm"
        icon={<Check aria-hidden className="size-3.5" />}
        disabled={pending}
        onClick={() => answer("accepted")}
        aria-label={t("label.accepted", { offer })}
      >
        {t("accepted")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        icon={<X aria-hidden className="size-3.5" />}
        disabled={pending}
        onClick={() => answer("declined")}
        aria-label={t("label.declined", { offer })}
      >
        {t("declined")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        icon={<Clock aria-hidden className="size-3.5" />}
        disabled={pending}
        onClick={() => answer("ignored")}
        aria-label={t("label.ignored", { offer })}
      >
        {t("ignored")}
      </Button>
    </div>
  );
}

/** What the customer said to an offer that waits. */
export function AnswerOffer({ id, offer }: { id: string; offer: string }) {
  const t = useTranslations("offers.answer");
  const toast = useToast();
  const [pending, start] = useTransition();
  const answer = (what: "accepted" | "declined") =>
    start(async () => {
      const done = await answerOfferAction(null, { id, answer: what });
      if (!done) return;
      if (!done.ok) return toast.fail(done.message);
      toast.undo(t(`is.${what}`, { offer }), async () => {
        const back = await answerOfferAction(null, { id, answer: "made" });
        if (back && !back.ok) toast.fail(back.message);
      });
    });
  return (
    <span className="flex">
      <IconButton
        size="sm"
        label={t("label.accepted", { offer })}
        icon={<Check aria-hidden />}
        disabled={pending}
        onClick={() => answer("accepted")}
      />
      <IconButton
        size="sm"
        label={t("label.declined", { offer })}
        icon={<X aria-hidden />}
        disabled={pending}
        onClick={() => answer("declined")}
      />
    </span>
  );
}
