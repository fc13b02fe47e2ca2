import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ScoreRows } from "@/components/charts/score-rows";
import { ImprovementActions } from "@/components/improvements/improvement-actions";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatDate } from "@/lib/format";
import { effectOf, getImprovement } from "@/lib/improvements/queries";
import { stateOf } from "@/lib/improvements/schema";
import { type Moments, meanOf } from "@/lib/stats/moments";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getImprovement(actor, id))).title };
}

const INDICATIVE_UNDER = 30;

export default async function ImprovementPage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([
    requireSession(),
    params,
    getTranslations("improvements"),
  ]);
  const one = await orNotFound(getImprovement(actor, id));
  const effect = await effectOf(actor, one, workspace.timeZone);
  const state = stateOf(one);
  const date = (instant: Date | null) => (instant ? formatDate(instant, workspace.timeZone) : t("page.notYet"));
  const k = workspace.smallGroup;
  const row = (key: "before" | "after", moments: Moments) => {
    const mean = moments.n >= k ? meanOf(moments) : null;
    return {
      key,
      label: t(`page.${key}`),
      value: mean?.mean ?? null,
      low: mean?.interval.low ?? null,
      high: mean?.interval.high ?? null,
      n: moments.n,
      state:
        moments.n < k ? ("hidden" as const) : moments.n < INDICATIVE_UNDER ? ("indicative" as const) : ("ok" as const),
    };
  };
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/improvements", label: t("title") }]}
        title={one.title}
        beside={
          <Badge tone={state === "done" ? "promoter" : state === "started" ? "accent" : "neutral"} pill>
            {t(`state.${state}`)}
          </Badge>
        }
        actions={
          may(actor, "improvements.write") ? <ImprovementActions id={one.id} title={one.title} state={state} /> : null
        }
      />
      <PageBody className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-6">
          <div>
            <h2 className="text-xl font-semibold text-balance">{one.title}</h2>
            <p className="mt-2 max-w-2xl whitespace-pre-line text-base">{one.reason || t("page.noReason")}</p>
          </div>
          {state === "done" && one.touchpointName ? (
            <Card>
              <CardBody>
                {effect && effect.before.n + effect.after.n > 0 ? (
                  <>
                    <ScoreRows
                      title={t("page.effect", { name: one.touchpointName })}
                      sub={t("page.effectSub")}
                      nameLabel={t("page.when")}
                      unit={t("page.mean")}
                      format={{ digits: 2 }}
                      scale={[effect.scaleMin, effect.scaleMax]}
                      k={k}
                      rows={[row("before", effect.before), row("after", effect.after)]}
                    />
                    <p className="mt-2 text-xs text-muted">{t("page.effectNote")}</p>
                  </>
                ) : (
                  <p className="text-muted">{t("page.effectNone")}</p>
                )}
              </CardBody>
            </Card>
          ) : null}
        </div>
        <Card>
          <CardHeader title={t("facts")} />
          <CardBody>
            <dl className="grid grid-cols-[100px_1fr] gap-y-2">
              <Fact label={t("page.where")}>
                {one.touchpointId && one.touchpointName ? (
                  <Link href={`/touchpoints/${one.touchpointId}`} className="rounded-sm hover:underline">
                    {one.touchpointName}
                  </Link>
                ) : (
                  "–"
                )}
              </Fact>
              <Fact label={t("page.who")}>
                {one.segmentId && one.segmentName ? (
                  <Link href={`/segments/${one.segmentId}`} className="rounded-sm hover:underline">
                    {one.segmentName}
                  </Link>
                ) : (
                  t("page.everybody")
                )}
              </Fact>
              {one.journeyId && one.journeyName ? (
                <Fact label={t("page.journey")}>
                  <Link href={`/journeys/${one.journeyId}/gaps`} className="rounded-sm hover:underline">
                    {one.journeyName}
                  </Link>
                </Fact>
              ) : null}
              <Fact label={t("page.owner")}>{one.ownerName ?? "–"}</Fact>
              <Fact label={t("page.created")}>{date(one.createdAt)}</Fact>
              <Fact label={t("page.started")}>{date(one.startedAt)}</Fact>
              <Fact label={t("page.done")}>{date(one.doneAt)}</Fact>
            </dl>
            {one.insightSignature ? (
              <p className="mt-3 border-t border-line pt-3">
                <Link href="/insights" className="rounded-sm text-accent-text hover:underline">
                  {t("page.insight")}
                </Link>
              </p>
            ) : null}
          </CardBody>
        </Card>
      </PageBody>
    </>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
