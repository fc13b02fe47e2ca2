import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { InterviewForm } from "@/components/quotes/interview-form";
import { requireSession } from "@/lib/auth/doors";
import { may } from "@/lib/auth/permissions";
import { quoteChoices } from "@/lib/quotes/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("quotes.interviewForm"))("newTitle") };
}

export default async function NewInterviewPage() {
  const [{ actor, workspace }, t] = await Promise.all([requireSession(), getTranslations("quotes")]);
  if (!may(actor, "quotes.write")) notFound();
  const { segments } = await quoteChoices(actor);
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: workspace.timeZone }).format(new Date());
  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/quotes", label: t("title") },
          { href: "/quotes/interviews", label: t("interviews.title") },
        ]}
        title={t("interviewForm.newTitle")}
      />
      <PageBody>
        <InterviewForm
          segments={segments}
          draft={{
            title: "",
            speaker: "",
            heldOn: today,
            segmentId: "",
            customer: null,
            consent: "none",
            transcript: "",
            passages: 0,
          }}
        />
      </PageBody>
    </>
  );
}
