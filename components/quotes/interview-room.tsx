"use client";

import { Archive, LocateFixed, Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState, useTransition } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toaster";
import type { QuoteConsent } from "@/lib/generated/prisma/enums";
import { setInterviewConsentAction } from "@/lib/quotes/actions";
import { ConsentField } from "./consent";
import { FeelingMark, feelingKey } from "./feeling";
import { Tag } from "./quote-card";
import { type Choices, QuoteDialog, type QuoteDraft } from "./quote-dialog";
import { useArchiveQuote } from "./quote-menu";
import { Transcript } from "./transcript";

export type PassageView = {
  draft: QuoteDraft & { id: string };
  /** Null when it is no longer in the transcript. */
  start: number | null;
  end: number | null;
  touchpoint: string | null;
};

export type InterviewRoomProps = {
  interviewId: string;
  transcript: string;
  passages: readonly PassageView[];
  choices: Choices;
  canWrite: boolean;
  /** The facts of the interview, above the passages. */
  facts: ReactNode;
  /** Shown in place of a transcript that is not there. */
  empty: ReactNode;
};

/** The text with its marks, and beside it what is marked: either leads to the other. */
export function InterviewRoom(props: InterviewRoomProps) {
  const { interviewId, transcript, passages, choices, canWrite, facts, empty } = props;
  const t = useTranslations("quotes.interview");
  const tf = useTranslations("quotes.feeling");
  const [current, setCurrent] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const archive = useArchiveQuote();

  // A link to a passage opens the interview at it.
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id) setCurrent(id);
  }, []);
  useEffect(() => {
    if (!current) return;
    for (const selector of [`[data-mark~="${CSS.escape(current)}"]`, `[data-passage="${CSS.escape(current)}"]`])
      document.querySelector(selector)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const marks = passages.flatMap(({ draft, start, end, touchpoint }) => {
    if (start === null || end === null) return [];
    const key = feelingKey(draft.feeling);
    const where = [touchpoint, key ? tf(key).toLowerCase() : null].filter(Boolean).join(", ");
    return [{ id: draft.id, start, end, feeling: draft.feeling, where }];
  });
  const edited = passages.find(({ draft }) => draft.id === editing)?.draft;
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
      <section
        aria-label={t("transcript")}
        className="min-w-0 rounded-lg border border-line bg-surface px-8 py-6 max-md:px-4"
      >
        {transcript === "" ? (
          empty
        ) : (
          <Transcript
            interviewId={interviewId}
            text={transcript}
            marks={marks}
            choices={choices}
            canWrite={canWrite}
            current={current}
            onCurrent={setCurrent}
          />
        )}
      </section>
      <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-19 lg:max-h-[calc(100dvh-6rem)] lg:overflow-y-auto lg:pe-1">
        {facts}
        <section aria-label={t("passages", { n: passages.length })}>
          <h2 className="mb-2 text-sm font-semibold" aria-live="polite">
            {t("passages", { n: passages.length })}
          </h2>
          {passages.length === 0 ? (
            <p className="text-muted">{t("passagesHint")}</p>
          ) : (
            <ul className="flex flex-col gap-2">
              {passages.map(({ draft, start, touchpoint }) => (
                <li
                  key={draft.id}
                  id={draft.id}
                  data-passage={draft.id}
                  className={cn(
                    "scroll-m-20 rounded-lg border bg-surface p-3",
                    current === draft.id ? "border-accent inset-ring inset-ring-accent" : "border-line",
                  )}
                >
                  <p className="line-clamp-3">{draft.text}</p>
                  <div className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
                    <FeelingMark feeling={draft.feeling} />
                    {touchpoint ? <span>{touchpoint}</span> : null}
                    {draft.tags.map((tag) => (
                      <Tag key={tag}>{tag}</Tag>
                    ))}
                    <span className="no-print ms-auto flex">
                      {start === null ? (
                        <span>{t("unplaced")}</span>
                      ) : (
                        <IconButton
                          label={t("showPassage")}
                          icon={<LocateFixed aria-hidden />}
                          onClick={() => setCurrent(draft.id)}
                        />
                      )}
                      {canWrite ? (
                        <>
                          <IconButton
                            label={t("editPassage")}
                            icon={<Pencil aria-hidden />}
                            onClick={() => setEditing(draft.id)}
                          />
                          <IconButton
                            label={t("remove")}
                            icon={<Archive aria-hidden />}
                            onClick={() => archive(draft.id)}
                          />
                        </>
                      ) : null}
                    </span>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      {edited ? (
        <QuoteDialog
          key={edited.id}
          choices={choices}
          draft={edited}
          open
          onOpenChange={(next) => (next ? undefined : setEditing(null))}
        />
      ) : null}
    </div>
  );
}

export type InterviewConsentProps = { id: string; consent: QuoteConsent };

/** Changed at once; the passages follow, and how many did is said. */
export function InterviewConsent({ id, consent }: InterviewConsentProps) {
  const t = useTranslations("quotes.interview");
  const toast = useToast();
  const [value, setValue] = useState(consent);
  const [pending, start] = useTransition();
  useEffect(() => setValue(consent), [consent]);
  return (
    <div aria-busy={pending || undefined}>
      <ConsentField
        value={value}
        onValueChange={(next) => {
          setValue(next);
          start(async () => {
            const after = await setInterviewConsentAction(null, { id, consent: next });
            if (after?.ok) toast.say(t("consentChanged", { n: after.value.passages }));
            else if (after) {
              setValue(consent);
              toast.fail(after.message);
            }
          });
        }}
      />
    </div>
  );
}
