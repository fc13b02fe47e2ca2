"use client";

import { FlaskConical, Shapes, UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { useToast } from "@/components/ui/toaster";
import { improveOwnAction } from "@/lib/insights/actions";
import type { OwnParams } from "@/lib/insights/own";

export type OwnActionsProps = {
  own: OwnParams;
  peopleHref: string;
  segmentHref: string;
  plan: { title: string; reason: string };
  may: { improve: boolean; segment: boolean };
};

/** What follows from a sentence of one's own: the same as from a listed one. */
export function OwnActions({ own, peopleHref, segmentHref, plan, may }: OwnActionsProps) {
  const t = useTranslations("insights");
  const toast = useToast();
  const [pending, start] = useTransition();
  const improve = () =>
    start(async () => {
      const done = await improveOwnAction(null, { own, ...plan });
      if (done && !done.ok) toast.fail(done.message);
    });
  return (
    <div className="flex flex-wrap gap-2">
      <LinkButton href={peopleHref} prefetch={false} icon={<UsersRound aria-hidden />}>
        {t("proof.people")}
      </LinkButton>
      {may.segment ? (
        <LinkButton href={segmentHref} prefetch={false} icon={<Shapes aria-hidden />}>
          {t("proof.makeSegment")}
        </LinkButton>
      ) : null}
      {may.improve ? (
        <Button onClick={improve} pending={pending} icon={<FlaskConical aria-hidden />}>
          {t("proof.plan")}
        </Button>
      ) : null}
    </div>
  );
}

const TRIED = "waymark.own-sentences";

/** How many different sentences were tried in this window: each is one more chance to be fooled by chance. */
export function OwnTried({ signature }: { signature: string }) {
  const t = useTranslations("insights.own");
  const [count, setCount] = useState(0);
  useEffect(() => {
    try {
      const known: unknown = JSON.parse(sessionStorage.getItem(TRIED) ?? "[]");
      const all = new Set(Array.isArray(known) ? known.map(String) : []);
      all.add(signature);
      sessionStorage.setItem(TRIED, JSON.stringify([...all].slice(-500)));
      setCount(all.size);
    } catch {
      // A browser that keeps nothing: then it is not counted.
    }
  }, [signature]);
  return count > 0 ? <span>{t("tried", { count })}</span> : null;
}
