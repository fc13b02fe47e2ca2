import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { InterviewForm } from "@/components/quotes/interview-form";
import { requireSession } from "@/lib/auth/doors";
import { orNotFound } from "@/lib/auth/page";
import { may } from "@/lib/auth/permissions";
import { getInterview, quoteChoices } from "@/lib/quotes/queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("quotes.interviewForm")]);
  return { title: t("editTitle", { title: (await orNotFound(getInterview(actor, id))).title }) };
}

export default async function EditInterviewPage({ params }: Props) {
  const [{ actor }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("quotes")]);
  if (!may(actor, "quotes.write")) notFound();
  const [interview, { segments }] = await Promise.all([orNotFound(getInterview(actor, id)), quoteChoices(actor)]);
  if (interview.archivedAt) notFound();
  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/quotes", label: t("title") },
          { href: "/quotes/interviews", label: t("interviews.title") },
          { href: `/quotes/interviews/${id}`, label: interview.title },
        ]}
        title={t("interview.edit")}
      />
      <PageBody>
        <InterviewForm
          segments={segments}
          draft={{
            id,
            title: interview.title,
            speaker: interview.speaker,
            heldOn: interview.heldOn.toISOString().slice(0, 10),
            segmentId: interview.segmentId ?? "",
            customer: interview.customerId ? { id: interview.customerId, name: interview.customerName ?? "" } : null,
            consent: interview.consent,
            transcript: interview.transcript,
            passages: interview.quotes.filter(({ startsAt }) => startsAt !== null).length,
          }}
        />
      </PageBody>
    </>
  );
}
