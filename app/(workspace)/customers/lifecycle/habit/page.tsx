import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageBody, PageLead } from "@/components/layout/page-header";
import { Definitions } from "@/components/lifecycle/definitions";
import { LifecycleFrame } from "@/components/lifecycle/frame";
import { HabitRanges } from "@/components/lifecycle/habit-ranges";
import { rateText } from "@/components/lifecycle/rate-text";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { listSegmentChoices } from "@/lib/customers/queries/definitions";
import { formatNumber } from "@/lib/format";
import { habitReport, listLoops } from "@/lib/lifecycle/queries/habit";
import { lifecycleHref, lifecycleParams } from "@/lib/lifecycle/schema";
import { dayIn } from "@/lib/period";
import { listMembers } from "@/lib/users/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("lifecycle.habit"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function HabitPage({ searchParams }: Props) {
  const [{ actor, workspace }, searched, t, all] = await Promise.all([
    requireSession(),
    searchParams,
    getTranslations("lifecycle.habit"),
    getTranslations("lifecycle"),
  ]);
  const given = lifecycleParams.parse(searched);
  const now = new Date();
  const { timeZone, smallGroup: k } = workspace;
  const scope = { segmentId: given.segment, ownerId: given.owner };
  const [report, segments, members, loops] = await Promise.all([
    habitReport(actor, { now, today: dayIn(timeZone, now) }, scope),
    listSegmentChoices(actor),
    listMembers(actor),
    listLoops(actor),
  ]);
  const whole = report.all;
  const past = rateText(whole?.past ?? null, k);
  const written = loops.filter(({ cue, reward }) => cue || reward);
  const behind = (what: "past" | "longPast", segment?: string) =>
    lifecycleHref("/people", { what, segment: segment || given.segment, owner: given.owner });
  const isShown = whole !== null && whole.n >= k;
  return (
    <LifecycleFrame
      active="habit"
      model={workspace.model}
      query={new URLSearchParams(given.period ? { period: given.period } : {}).toString()}
      title={t("title")}
      segments={segments}
      owners={members
        .filter(({ userId, role }) =>
          may(actor, "team.read") ? role === "farmer" || role === "hunter" : userId === actor.userId,
        )
        .map(({ userId, name }) => ({ id: userId, name }))}
      note={
        <>
          {report.sampled ? `${t("sampled", { count: report.sampled })} ` : null}
          {all("seconds", { seconds: formatNumber(report.seconds, 1) })}
        </>
      }
    >
      <PageBody>
        {whole === null ? (
          <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
        ) : (
          <>
            <PageLead headline={isShown ? t("finding", { days: Math.round(whole.median) }) : t("few")}>
              {isShown
                ? t("proof", {
                    n: whole.n,
                    low: formatNumber(whole.low, 0),
                    high: formatNumber(whole.high, 0),
                    past: past.value ?? "",
                    range: past.range,
                  })
                : null}
            </PageLead>
            <Card>
              <CardHeader title={t("table")} meta={all("groups.segmentNote")} />
              <CardBody>
                <HabitRanges
                  k={k}
                  rows={[{ ...whole, name: t("all") }, ...report.segments].map((group) => ({
                    ...group,
                    pastHref: behind("past", group.key),
                    longPastHref: behind("longPast", group.key),
                  }))}
                />
              </CardBody>
            </Card>
          </>
        )}
        <Card>
          <CardHeader title={t("loop")} meta={t("loopNote")} />
          <CardBody>
            {written.length === 0 ? (
              <p className="text-sm text-muted">
                <Link href="/touchpoints" className="rounded-sm hover:underline">
                  {t("noLoop")}
                </Link>
              </p>
            ) : (
              <>
                <Table label={t("loop")} look="inset">
                  <thead>
                    <tr>
                      <Th>{t("touchpoint")}</Th>
                      <Th>{t("cue")}</Th>
                      <Th>{t("reward")}</Th>
                    </tr>
                  </thead>
                  <tbody>
                    {written.map(({ id, name, cue, reward }) => (
                      <Tr key={id}>
                        <Td className="min-w-36 font-medium">
                          <Link href={`/touchpoints/${id}`} className="rounded-sm hover:underline">
                            {name}
                          </Link>
                        </Td>
                        <Td className="min-w-48">{cue || "–"}</Td>
                        <Td className="min-w-48">{reward || "–"}</Td>
                      </Tr>
                    ))}
                  </tbody>
                </Table>
                {written.length < loops.length ? (
                  <p className="mt-3 text-xs text-muted">{t("toWrite", { count: loops.length - written.length })}</p>
                ) : null}
              </>
            )}
          </CardBody>
        </Card>
        <Definitions title={all("measures.title")} list={[{ term: t("title"), text: t("definition") }]} />
      </PageBody>
    </LifecycleFrame>
  );
}
