"use client";

import { useTranslations } from "next-intl";
import type { SurveyDraft } from "@/lib/surveys/schema";
import { PublicFrame } from "../public/document";
import { SurveyForm } from "../public/survey-form";
import { publicWords } from "../public/words";

export type SurveyPreviewProps = { draft: SurveyDraft; workspaceName: string; brandColor: string };

/** The public page as it would look, made of the same components. It cannot be used: nothing is sent from here. */
export function SurveyPreview({ draft, workspaceName, brandColor }: SurveyPreviewProps) {
  const t = useTranslations("surveys.builder");
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="text-xs text-muted">
        <strong className="font-medium text-ink">{t("preview")}</strong> {t("previewHint")}
      </figcaption>
      <link rel="stylesheet" href="/survey.css" precedence="default" />
      <div
        inert
        aria-hidden
        className="wm-preview max-h-[calc(100dvh-10rem)] overflow-y-auto rounded-lg border border-line"
      >
        <PublicFrame brandColor={brandColor} workspaceName={workspaceName}>
          <SurveyForm
            words={publicWords()}
            workspaceName={workspaceName}
            about={draft.about}
            promise={draft.promise === "anonymous" ? "anonymous" : "known"}
            questions={draft.questions}
          />
        </PublicFrame>
      </div>
    </figure>
  );
}
