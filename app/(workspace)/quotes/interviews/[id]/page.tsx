import { ClipboardPaste, Pencil } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { ConsentBadge } from "@/components/quotes/consent";
import { InterviewMenu, RestoreInterview } from "@/components/quotes/interview-menu";
import { InterviewConsent, InterviewRoom } from "@/components/quotes/interview-room";
import { quoteDraft } from "@/components/quotes/quote-view";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { formatDay } from "@/lib/format";
import { getInterview, quoteChoices } from "@/lib/quotes/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }] = await Promise.all([requireSession(), params]);
  return { title: (await orNotFound(getInterview(actor, id))).title };
}

export default async function InterviewPage({ params }: Props) {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("quotes")]);
  const [interview, choices] = await Promise.all([orNotFound(getInterview(actor, id)), quoteChoices(actor)]);
  const isArchived = interview.archivedAt !== null;
  const canWrite = may(actor, "quotes.write") && !isArchived;
  const edit = (
    <LinkButton
      href={`/quotes/interviews/${id}/edit`}
      icon={interview.transcript === "" ? <ClipboardPaste aria-hidden /> : <Pencil aria-hidden />}
      variant={interview.transcript === "" ? "primary" : "secondary"}
    >
      {interview.transcript === "" ? t("interview.paste") : t("interview.edit")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/quotes", label: t("title") },
          { href: "/quotes/interviews", label: t("interviews.title") },
        ]}
        title={interview.title}
        beside={
          <>
            {isArchived ? <Badge tone="warn">{t("interview.isArchived")}</Badge> : null}
            <ConsentBadge consent={interview.consent} />
          </>
        }
        actions={
          isArchived && may(actor, "quotes.write") ? (
            <RestoreInterview id={id} />
          ) : canWrite ? (
            <>
              <InterviewMenu id={id} title={interview.title} />
              {edit}
            </>
          ) : null
        }
      />
      <PageBody>
        <InterviewRoom
          interviewId={id}
          transcript={interview.transcript}
          choices={choices}
          canWrite={canWrite}
          passages={interview.quotes.map((row) => ({
            draft: quoteDraft(row),
            start: row.startsAt,
            end: row.endsAt,
            touchpoint: row.touchpointName,
          }))}
          empty={
            <EmptyState title={t("interview.noTranscript")} actions={canWrite ? edit : null}>
              {t("interview.noTranscriptHint")}
            </EmptyState>
          }
          facts={
            <Card>
              <CardHeader title={t("interview.facts")} />
              <CardBody>
                <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-y-1.5">
                  <Fact label={t("interview.speaker")}>{interview.speaker || "–"}</Fact>
                  <Fact label={t("interview.heldOn")}>{formatDay(interview.heldOn)}</Fact>
                  {interview.customerId ? (
                    <Fact label={t("interview.customer")}>
                      <Link href={`/customers/${interview.customerId}`} className="rounded-sm hover:underline">
                        {interview.customerName}
                      </Link>
                    </Fact>
                  ) : null}
                  {interview.segmentId ? (
                    <Fact label={t("interview.segment")}>
                      <Link href={`/segments/${interview.segmentId}/portrait`} className="rounded-sm hover:underline">
                        {interview.segmentName}
                      </Link>
                    </Fact>
                  ) : null}
                  {interview.createdByName ? (
                    <Fact label={t("interview.keptBy")}>{interview.createdByName}</Fact>
                  ) : null}
                </dl>
                {canWrite ? (
                  <div className="mt-3 border-t border-line pt-3">
                    <InterviewConsent id={id} consent={interview.consent} />
                  </div>
                ) : null}
              </CardBody>
            </Card>
          }
        />
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
