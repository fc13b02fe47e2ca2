"use client";

import { Archive, Check, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useId, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { IconButton } from "@/components/ui/icon-button";
import { Sheet } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toaster";
import { formatDateTime } from "@/lib/format";
import {
  addCommentAction,
  archiveCommentAction,
  listCommentsAction,
  reopenCommentAction,
  resolveCommentAction,
  restoreCommentAction,
} from "@/lib/journeys/actions";
import { isLaneKey, type LaneKey } from "@/lib/journeys/lanes";
import { MOST_COMMENT } from "@/lib/journeys/schema";
import { voiceRow } from "./cell-panel";

/** Which cell is spoken of; null: the whole map. */
export type CommentPlace = { stepId: string; lane: LaneKey | null; name: string } | null;

type Comment = NonNullable<Extract<Awaited<ReturnType<typeof listCommentsAction>>, { ok: true }>>["value"][number];

export type CommentsSheetProps = {
  journeyId: string;
  place: CommentPlace;
  /** Shows all threads again. */
  onPlace: (place: CommentPlace) => void;
  close: () => void;
  canComment: boolean;
  canEdit: boolean;
  userId: string | null;
  timeZone: string;
};

/** What was said about the map or one cell of it, by whom and when. */
export function CommentsSheet(props: CommentsSheetProps) {
  const { journeyId, place, onPlace, close, canComment, canEdit, userId, timeZone } = props;
  const t = useTranslations("journeys");
  const toast = useToast();
  const [comments, setComments] = useState<Comment[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [error, setError] = useState<string | undefined>();
  const [pending, setPending] = useState(false);
  const [withResolved, setWithResolved] = useState(false);
  const headingId = useId();
  const read = useCallback(async () => {
    const result = await listCommentsAction(null, { id: journeyId });
    if (result?.ok) setComments(result.value);
    else setProblem(result?.message ?? null);
  }, [journeyId]);
  useEffect(() => {
    read().catch(() => setProblem(t("edit.offline")));
  }, [read, t]);

  const placeOf = ({ stepId, lane, touchpointName }: Comment) =>
    stepId
      ? [touchpointName, isLaneKey(lane) ? t(`rows.${voiceRow(lane)}`) : null].filter(Boolean).join(", ")
      : t("comments.wholeMap");
  const shown = (comments ?? []).filter(
    (comment) =>
      (withResolved || !comment.resolvedAt) &&
      (!place || (comment.stepId === place.stepId && (place.lane === null || comment.lane === place.lane))),
  );
  const threads = new Map<string, Comment[]>();
  for (const comment of shown) {
    const key = `${comment.stepId ?? ""} ${comment.lane ?? ""}`;
    threads.set(key, [...(threads.get(key) ?? []), comment]);
  }
  const resolved = (comments ?? []).filter(({ resolvedAt }) => resolvedAt).length;

  const send = async () => {
    setPending(true);
    try {
      const result = await addCommentAction(null, {
        journeyId,
        stepId: place?.stepId ?? null,
        lane: place?.lane ?? null,
        text,
      });
      if (result?.ok) {
        setText("");
        setError(undefined);
        await read();
      } else setError(result?.fieldErrors.text ?? result?.message);
    } catch {
      setError(t("edit.offline"));
    }
    setPending(false);
  };
  const change = async (work: () => Promise<{ ok: boolean; message?: string } | null>) => {
    try {
      const result = await work();
      if (result && !result.ok) toast.fail(result.message ?? t("edit.failed"));
      await read();
    } catch {
      toast.fail(t("edit.offline"));
    }
  };
  const archive = (comment: Comment) =>
    change(async () => {
      const result = await archiveCommentAction(null, { id: comment.id });
      if (result?.ok) {
        toast.undo(t("comments.removed"), () => change(() => restoreCommentAction(null, { id: comment.id })));
      }
      return result;
    });

  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={place ? place.name : t("comments.title")}
    >
      <div className="flex flex-col gap-5">
        {canComment ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void send();
            }}
            className="flex flex-col gap-2"
          >
            <Field
              label={place ? t("comments.aboutCell", { place: place.name }) : t("comments.aboutMap")}
              name="text"
              error={error}
            >
              <Textarea
                rows={3}
                value={text}
                maxLength={MOST_COMMENT}
                onChange={(event) => setText(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                    event.preventDefault();
                    void send();
                  }
                }}
              />
            </Field>
            <div className="flex items-center justify-between gap-2">
              {place ? (
                <Button variant="link" onClick={() => onPlace(null)}>
                  {t("comments.all")}
                </Button>
              ) : (
                <span />
              )}
              <Button type="submit" variant="primary" pending={pending}>
                {t("comments.send")}
              </Button>
            </div>
          </form>
        ) : null}
        <FormMessage tone="error">{problem}</FormMessage>
        {comments === null && !problem ? <SkeletonRows rows={3} /> : null}
        {comments && threads.size === 0 ? <p className="text-sm text-muted">{t("comments.none")}</p> : null}
        {[...threads].map(([key, thread]) => (
          <section key={key} aria-labelledby={`${headingId}-${key}`}>
            <h3 id={`${headingId}-${key}`} className="border-b border-line pb-1 text-xs font-medium text-muted">
              {placeOf(thread[0] as Comment)}
            </h3>
            <ol>
              {thread.map((comment) => (
                <li key={comment.id} className="flex gap-3 border-b border-line py-3 last:border-b-0">
                  <Avatar name={comment.authorName ?? "?"} size="sm" />
                  <div className="min-w-0 flex-1">
                    <p className="text-xs text-muted">
                      <span className="font-medium text-ink">{comment.authorName ?? t("comments.somebody")}</span>{" "}
                      {formatDateTime(comment.createdAt, timeZone)}
                    </p>
                    <p className={cn("wrap-break-word whitespace-pre-line", comment.resolvedAt && "text-muted")}>
                      {comment.text}
                    </p>
                    {comment.resolvedAt ? (
                      <p className="pt-0.5 text-xs text-promoter-text">
                        {t("comments.resolvedBy", { name: comment.resolvedByName ?? t("comments.somebody") })}
                      </p>
                    ) : null}
                  </div>
                  {canComment ? (
                    <div className="flex shrink-0">
                      {comment.resolvedAt ? (
                        <IconButton
                          size="sm"
                          label={t("comments.reopen")}
                          icon={<RotateCcw aria-hidden />}
                          onClick={() => void change(() => reopenCommentAction(null, { id: comment.id }))}
                        />
                      ) : (
                        <IconButton
                          size="sm"
                          label={t("comments.resolve")}
                          icon={<Check aria-hidden />}
                          onClick={() => void change(() => resolveCommentAction(null, { id: comment.id }))}
                        />
                      )}
                      {canEdit || comment.authorId === userId ? (
                        <IconButton
                          size="sm"
                          label={t("comments.remove")}
                          icon={<Archive aria-hidden />}
                          onClick={() => void archive(comment)}
                        />
                      ) : null}
                    </div>
                  ) : null}
                </li>
              ))}
            </ol>
          </section>
        ))}
        {resolved > 0 ? (
          <Button variant="link" className="self-start" onClick={() => setWithResolved(!withResolved)}>
            {withResolved ? t("comments.hideResolved") : t("comments.showResolved", { count: resolved })}
          </Button>
        ) : null}
      </div>
    </Sheet>
  );
}
