import { Mail, Phone } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AssignCase, ReopenCase, ResolveCase } from "@/components/cases/case-actions";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ScoreMark } from "@/components/ui/score-mark";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { getCase } from "@/lib/cases/queries";
import { formatDate, formatDateTime } from "@/lib/format";
import { listMembers } from "@/lib/users/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getCase(actor, id))).title };
}

const EVENTS = ["open", "assign", "resolve", "reopen"] as const;
const classOf = (score: number) => (score >= 9 ? "promoter" : score >= 7 ? "passive" : "detractor");

export default async function CasePage({ params }: Props) {
  const [{ actor, workspace }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("cases")]);
  const [one, members] = await Promise.all([orNotFound(getCase(actor, id)), listMembers(actor)]);
  const now = new Date();
  const mayWrite = may(actor, "cases.write");
  const isLate = !one.resolvedAt && one.dueAt !== null && one.dueAt < now;
  const date = (instant: Date) => formatDate(instant, workspace.timeZone);
  const words = one.answers.find(({ text }) => text)?.text;
  const others = one.answers.filter(({ text, value }) => !text && value !== null);
  return (
    <>
      <PageHeader
        breadcrumb={[{ href: "/cases", label: t("title") }]}
        title={t("case", { number: one.number })}
        beside={
          <Badge tone={one.resolvedAt ? "promoter" : isLate ? "detractor" : "neutral"} pill>
            {t(one.resolvedAt ? "page.resolved" : isLate ? "page.late" : "page.open")}
          </Badge>
        }
      />
      <PageBody className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-6">
          <div>
            <h2 className="text-xl font-semibold text-balance">{words ? `“${words}”` : one.title}</h2>
            <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
              {one.score !== null ? <ScoreMark kind={classOf(one.score)} score={one.score} /> : null}
              {one.surveyName ? (
                <span>
                  {one.channelName
                    ? t("page.in", { survey: one.surveyName, channel: one.channelName })
                    : one.surveyName}
                </span>
              ) : null}
              <span>{t("page.opened", { date: date(one.openedAt) })}</span>
              {one.dueAt && !one.resolvedAt ? (
                <span className={isLate ? "text-detractor-text" : undefined}>
                  {t("page.due", { date: date(one.dueAt) })}
                </span>
              ) : null}
            </p>
          </div>
          <Card>
            <CardHeader title={t(one.resolvedAt ? "resolve.note" : "resolve.title")} />
            <CardBody>
              {one.resolvedAt ? (
                <div className="flex flex-col gap-3">
                  <p className="whitespace-pre-line">{one.resolution}</p>
                  <p className="text-xs text-muted">
                    {t("page.resolvedBy", {
                      date: date(one.resolvedAt),
                      name: one.resolvedByName ?? t("page.somebody"),
                    })}
                  </p>
                  {mayWrite ? <ReopenCase id={one.id} /> : null}
                </div>
              ) : mayWrite ? (
                <ResolveCase id={one.id} />
              ) : null}
            </CardBody>
          </Card>
          <Card>
            <CardHeader
              title={t("page.said")}
              action={
                one.responseId ? (
                  <Link
                    href={`/responses/${one.responseId}`}
                    className="rounded-sm text-xs text-accent-text hover:underline"
                  >
                    {t("page.response")}
                  </Link>
                ) : undefined
              }
            />
            <CardBody>
              {one.answers.length === 0 ? (
                <p className="text-muted">{t("page.noAnswer")}</p>
              ) : (
                <dl className="divide-y divide-line">
                  {others.map((answer) => (
                    <div
                      key={answer.label}
                      className="flex items-baseline justify-between gap-4 py-2 first:pt-0 last:pb-0"
                    >
                      <dt className="text-muted">{answer.label}</dt>
                      <dd className="font-medium">{answer.said ?? answer.value}</dd>
                    </div>
                  ))}
                </dl>
              )}
            </CardBody>
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card>
            <CardHeader title={t("page.customer")} />
            <CardBody>
              {one.customerId && one.customerName ? (
                <div className="flex flex-col gap-2">
                  <p className="flex items-center gap-2.5">
                    <Avatar name={one.customerName} kind={one.customerKind ?? "person"} />
                    <Link
                      href={`/customers/${one.customerId}`}
                      className="min-w-0 truncate rounded-sm font-medium hover:underline"
                    >
                      {one.customerName}
                    </Link>
                  </p>
                  {one.customerPhone ? (
                    <a
                      href={`tel:${one.customerPhone.replace(/\s/g, "")}`}
                      className="flex w-fit items-center gap-2 rounded-sm text-accent-text hover:underline"
                    >
                      <Phone aria-hidden className="size-4" />
                      {t("page.call", { phone: one.customerPhone })}
                    </a>
                  ) : null}
                  {one.customerEmail ? (
                    <a
                      href={`mailto:${one.customerEmail}`}
                      className="flex w-fit max-w-full items-center gap-2 rounded-sm text-accent-text hover:underline"
                    >
                      <Mail aria-hidden className="size-4 shrink-0" />
                      <span className="truncate">{t("page.write", { email: one.customerEmail })}</span>
                    </a>
                  ) : null}
                </div>
              ) : (
                <p className="text-muted">{t("page.unknown")}</p>
              )}
            </CardBody>
          </Card>
          <Card>
            <CardBody className="pt-4">
              {mayWrite ? (
                <AssignCase
                  id={one.id}
                  ownerId={one.ownerId}
                  members={members.map(({ userId, name }) => ({ id: userId, name }))}
                />
              ) : (
                <p>
                  <span className="text-muted">{t("page.owner")}</span> {one.ownerName ?? t("list.nobody")}
                </p>
              )}
              <p className="mt-4 text-sm">
                <span className="block text-xs font-medium text-muted">{t("page.touchpoint")}</span>
                {one.touchpointId && one.touchpointName ? (
                  <Link href={`/touchpoints/${one.touchpointId}`} className="rounded-sm hover:underline">
                    {one.touchpointName}
                  </Link>
                ) : (
                  t("page.none")
                )}
              </p>
            </CardBody>
          </Card>
          <Card>
            <CardHeader title={t("page.history")} />
            <CardBody>
              <ul className="flex flex-col gap-2">
                {one.events.map((event) => {
                  const known = EVENTS.find((name) => `case.${name}` === event.action);
                  return (
                    <li key={event.id} className="flex justify-between gap-3">
                      <span>
                        {known ? t(`page.event.${known}`) : event.action}
                        <span className="text-muted"> {event.actorName ?? t("page.system")}</span>
                      </span>
                      <span className="whitespace-nowrap text-xs text-muted">
                        {formatDateTime(event.at, workspace.timeZone)}
                      </span>
                    </li>
                  );
                })}
                {one.events.length === 0 ? <li className="text-muted">{t("page.historyNone")}</li> : null}
              </ul>
            </CardBody>
          </Card>
        </div>
      </PageBody>
    </>
  );
}
