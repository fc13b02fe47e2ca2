"use client";

import { FlaskConical, Shapes, Undo2, UsersRound, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";
import { useToast } from "@/components/ui/toaster";
import { formatCount } from "@/lib/format";
import { dismissSentenceAction, improveAction, restoreSentenceAction } from "@/lib/insights/actions";

export type SentenceCardProps = {
  scanId: string;
  rank: number;
  /** Where it stands in the list as shown. */
  place: number;
  signature: string;
  startsOpen: boolean;
  isDismissed: boolean;
  sentence: ReactNode;
  meta: ReactNode;
  chart: ReactNode;
  proof: ReactNode;
  peopleCount: number;
  peopleHref: string;
  segmentHref: string;
  improvement: { id: string; title: string } | null;
  /** Words of the improvement to be made from it. */
  plan: { title: string; reason: string };
  may: { improve: boolean; segment: boolean; dismiss: boolean };
};

const quiet =
  "relative z-10 inline-flex h-6 items-center gap-1.5 rounded-md px-1.5 text-xs font-medium text-ink hover:bg-hover [&_.lucide]:size-3.5 [&_.lucide]:text-muted";

/** A sentence in the list, opening to its proof; what can be done with it stands on its meta line, and beside the proof. */
export function SentenceCard(props: SentenceCardProps) {
  const { scanId, rank, place, signature, isDismissed, improvement, plan, may, peopleHref, segmentHref } = props;
  const t = useTranslations("insights");
  const toast = useToast();
  const [open, setOpen] = useState(props.startsOpen);
  const [pending, start] = useTransition();
  const proofId = useId();

  const restore = async () => {
    const done = await restoreSentenceAction(null, { signature });
    if (done && !done.ok) toast.fail(done.message);
  };
  const dismiss = () =>
    start(async () => {
      const done = await dismissSentenceAction(null, { signature });
      if (done && !done.ok) return toast.fail(done.message);
      toast.undo(t("proof.dismissed"), restore);
    });
  const improve = () =>
    start(async () => {
      const done = await improveAction(null, { scanId, rank, ...plan });
      if (done && !done.ok) toast.fail(done.message);
    });

  return (
    <li className="border-b border-line last:border-b-0">
      <article
        className={cn(
          "group relative grid grid-cols-[40px_minmax(0,1fr)] bg-surface hover:bg-hover lg:grid-cols-[40px_minmax(0,1fr)_372px] max-md:grid-cols-1",
          pending && "opacity-60",
        )}
      >
        <span aria-hidden className="figures pt-4.5 text-center text-xs text-muted max-md:hidden">
          {place}
        </span>
        <div className="min-w-0 py-4 pe-6 max-md:px-4 max-md:pb-2">
          <h3 className={cn("font-normal text-pretty", place === 1 ? "text-lg" : "text-base")}>
            <button
              type="button"
              data-sentence
              aria-expanded={open}
              aria-controls={proofId}
              onClick={() => setOpen(!open)}
              className="w-full cursor-pointer text-start outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              {props.sentence}
            </button>
          </h3>
          <div className="relative mt-1.5 flex min-h-6 flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
            {props.meta}
            {improvement ? (
              <Link
                href={`/improvements/${improvement.id}`}
                className="relative z-10 inline-flex items-center gap-1.5 rounded-sm font-medium text-accent-text hover:underline"
              >
                <FlaskConical aria-hidden className="size-3.5" />
                {improvement.title}
              </Link>
            ) : null}
            {open ? null : (
              <span className="absolute end-0 top-0 z-10 -my-0.5 flex items-center gap-0.5 rounded-md border border-line bg-raised p-px opacity-0 transition-opacity duration-100 group-focus-within:opacity-100 group-hover:opacity-100 max-lg:hidden pointer-coarse:hidden">
                <Link href={peopleHref} prefetch={false} className={quiet}>
                  <UsersRound aria-hidden />
                  {t("row.people")}
                </Link>
                {may.segment ? (
                  <Link href={segmentHref} prefetch={false} className={quiet}>
                    <Shapes aria-hidden />
                    {t("row.segment")}
                  </Link>
                ) : null}
                {may.improve && !improvement ? (
                  <button type="button" onClick={improve} className={quiet}>
                    <FlaskConical aria-hidden />
                    {t("row.improve")}
                  </button>
                ) : null}
                {may.dismiss && !isDismissed ? (
                  <button type="button" onClick={dismiss} className={quiet}>
                    <X aria-hidden />
                    {t("row.dismiss")}
                  </button>
                ) : null}
              </span>
            )}
          </div>
        </div>
        <div className="pointer-events-none pt-3 pb-3 max-lg:col-start-2 max-md:col-start-1 max-md:px-4">
          {props.chart}
        </div>
      </article>
      <section
        id={proofId}
        hidden={!open}
        aria-label={t("proof.label", { rank: place })}
        className="border-t border-line bg-sunken"
      >
        {open ? (
          <div className="grid gap-6 py-4 ps-10 pe-6 max-md:px-4 lg:grid-cols-[minmax(0,1fr)_224px]">
            {props.proof}
            <div className="flex flex-col gap-2 border-line max-lg:grid max-lg:grid-cols-2 md:max-lg:grid-cols-4 lg:border-s lg:ps-6">
              {improvement ? (
                <LinkButton
                  variant="soft"
                  icon={<FlaskConical aria-hidden />}
                  href={`/improvements/${improvement.id}`}
                  className="justify-start"
                >
                  {t("proof.openImprovement")}
                </LinkButton>
              ) : may.improve ? (
                <Button
                  variant="soft"
                  icon={<FlaskConical aria-hidden />}
                  onClick={improve}
                  pending={pending}
                  className="justify-start"
                >
                  {t("proof.plan")}
                </Button>
              ) : null}
              <LinkButton
                icon={<UsersRound aria-hidden />}
                href={peopleHref}
                prefetch={false}
                className="justify-start"
              >
                <span className="flex-1 text-start">{t("proof.people")}</span>
                <span className="figures font-normal text-muted">{formatCount(props.peopleCount)}</span>
              </LinkButton>
              {may.segment ? (
                <LinkButton icon={<Shapes aria-hidden />} href={segmentHref} prefetch={false} className="justify-start">
                  {t("proof.makeSegment")}
                </LinkButton>
              ) : null}
              {may.dismiss ? (
                isDismissed ? (
                  <Button
                    icon={<Undo2 aria-hidden />}
                    pending={pending}
                    onClick={() => start(restore)}
                    className="justify-start"
                  >
                    {t("proof.restore")}
                  </Button>
                ) : (
                  <Button icon={<X aria-hidden />} onClick={dismiss} pending={pending} className="justify-start">
                    {t("proof.dismiss")}
                  </Button>
                )
              ) : null}
            </div>
          </div>
        ) : null}
      </section>
    </li>
  );
}
