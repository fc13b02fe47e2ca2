import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImprovementList } from "@/components/improvements/improvement-list";
import { PageBody, PageHeader, PageLead } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { formatDate } from "@/lib/format";
import { listImprovements } from "@/lib/improvements/queries";
import { type ImprovementState, stateOf } from "@/lib/improvements/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("improvements"))("title") };
}

export default async function ImprovementsPage() {
  const [{ actor, workspace }, t] = await Promise.all([requireSession(), getTranslations("improvements")]);
  const improvements = await listImprovements(actor);
  const count = (state: ImprovementState) => improvements.filter((one) => stateOf(one) === state).length;
  const create = may(actor, "improvements.write") ? (
    <LinkButton href="/improvements/new" variant="primary" icon={<Plus aria-hidden />} data-create="">
      {t("new")}
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title={t("title")} actions={create} />
      <PageBody>
        {improvements.length === 0 ? (
          <EmptyState title={t("empty")} actions={create}>
            {t("emptyLead")}
          </EmptyState>
        ) : (
          <>
            <PageLead headline={t("headline", { started: count("started") })}>
              {t("lead", { planned: count("planned"), done: count("done") })}
            </PageLead>
            <ImprovementList
              lines={improvements.map((one) => ({
                id: one.id,
                title: one.title,
                reason: one.reason,
                touchpoint: one.touchpointName,
                segment: one.segmentName,
                owner: one.ownerName,
                state: stateOf(one),
                date: formatDate(one.doneAt ?? one.startedAt ?? one.createdAt, workspace.timeZone),
              }))}
            />
          </>
        )}
      </PageBody>
    </>
  );
}
