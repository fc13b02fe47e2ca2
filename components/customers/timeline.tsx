import { Flag } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { classOf } from "@/lib/customers/score";
import type { TimelineAnswer, TimelineEvent, TimelineKind } from "@/lib/customers/timeline";
import { formatDate, formatDateParts, formatDay, formatMoney } from "@/lib/format";
import { dayIn } from "@/lib/period";
import { EventIcon, InteractionIcon } from "./icons";
import { NoteEvent } from "./record/note-event";

type Of<Kind extends TimelineKind> = Extract<TimelineEvent, { kind: Kind }>["detail"];

export type TimelineProps = {
  events: readonly TimelineEvent[];
  now: Date;
  timeZone: string;
  /** Only the newest answer of all is loud; on later pages none is. */
  loudFirstAnswer?: boolean;
  /** Set for those who may note what was said as a need or the like of this customer. */
  noteFor?: string | undefined;
};

/** What happened, newest first, under its days and months. */
export function Timeline({ events, now, timeZone, loudFirstAnswer = true, noteFor }: TimelineProps) {
  const t = useTranslations("customers.timeline");
  const today = dayIn(timeZone, now);
  const yesterday = dayIn(timeZone, new Date(+now - 86_400_000));
  const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone });
  const groups: { label: string; events: TimelineEvent[] }[] = [];
  for (const event of events) {
    const day = dayIn(timeZone, event.at);
    const label = day === today ? t("today") : day === yesterday ? t("yesterday") : month.format(event.at);
    const last = groups.at(-1);
    if (last?.label === label) last.events.push(event);
    else groups.push({ label, events: [event] });
  }
  const newest = loudFirstAnswer ? events.find(({ kind }) => kind === "answer") : undefined;
  return (
    <div className="flex flex-col gap-4">
      {groups.map((group) => (
        <section key={group.label}>
          <h3 className="mb-2 text-xs font-medium text-muted">{group.label}</h3>
          <ol className="flex flex-col gap-4">
            {group.events.map((event) => (
              <Event
                key={`${event.kind}${event.id}`}
                event={event}
                loud={event === newest}
                today={today}
                timeZone={timeZone}
                noteFor={noteFor}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

type EventProps = { event: TimelineEvent; loud: boolean; today: string; timeZone: string; noteFor: string | undefined };

function Event({ event, loud, today, timeZone, noteFor }: EventProps) {
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  const isToday = dayIn(timeZone, event.at) === today;
  return (
    <li className="group grid grid-cols-[1.75rem_1fr_auto] gap-x-3">
      <span
        className={cn(
          "flex size-7 items-center justify-center rounded-full border",
          loud ? "border-transparent bg-accent-soft text-accent-text" : "border-line-strong text-muted",
        )}
      >
        {event.kind === "interaction" ? <InteractionIcon kind={event.detail.kind} /> : <EventIcon kind={event.kind} />}
      </span>
      <div className="min-w-0 pt-1">
        <EventBody event={event} loud={loud} today={today} />
      </div>
      <span className="flex items-start gap-1 pt-1">
        {noteFor ? <NoteThis event={event} customerId={noteFor} timeZone={timeZone} /> : null}
        <time
          dateTime={event.at.toISOString()}
          title={formatDate(event.at, timeZone)}
          className="figures min-w-11 text-end text-xs leading-6 text-muted"
        >
          {isToday ? time.format(event.at) : formatDateParts(event.at, timeZone, "day")}
        </time>
      </span>
    </li>
  );
}

type NoteThisProps = { event: TimelineEvent; customerId: string; timeZone: string };

/** Only words can be noted: of a talk, or of an answer. */
function NoteThis({ event, customerId, timeZone }: NoteThisProps) {
  const kinds = useTranslations("interactions.kind");
  if (event.kind !== "interaction" && event.kind !== "answer") return null;
  const text =
    event.kind === "interaction"
      ? event.detail.text
      : event.detail.answers
          .map((answer) => answer.text?.trim())
          .filter(Boolean)
          .join("\n");
  if (!text) return null;
  const what = event.kind === "interaction" ? kinds(event.detail.kind) : event.detail.survey;
  return (
    <NoteEvent
      customerId={customerId}
      text={text.slice(0, 500)}
      evidence={[what, event.detail.contact].filter(Boolean).join(", ").slice(0, 200)}
      notedOn={dayIn(timeZone, event.at)}
      {...(event.kind === "interaction" ? { interactionId: event.id } : { responseId: event.id })}
    />
  );
}

function EventBody({ event, loud, today }: Pick<EventProps, "event" | "loud" | "today">): ReactNode {
  switch (event.kind) {
    case "interaction":
      return <InteractionBody detail={event.detail} today={today} />;
    case "order":
      return <OrderBody detail={event.detail} />;
    case "answer":
      return <AnswerBody detail={event.detail} loud={loud} />;
    case "case":
      return <CaseBody detail={event.detail} />;
    case "lifecycle":
      return <StageBody detail={event.detail} />;
    case "segment":
      return <SegmentBody detail={event.detail} />;
    case "deal":
      return <DealBody detail={event.detail} />;
    case "offer":
      return <OfferBody detail={event.detail} />;
    case "promise":
      return <PromiseBody detail={event.detail} today={today} />;
    default:
      return <PlainBody event={event} />;
  }
}

function InteractionBody({ detail, today }: { detail: Of<"interaction">; today: string }) {
  const t = useTranslations("customers.timeline");
  const words = useTranslations("interactions");
  const missed = !detail.nextStepDone && detail.nextStepDueOn !== null && detail.nextStepDueOn < today;
  return (
    <>
      <p>
        <strong className="font-semibold">{words(`kind.${detail.kind}`)}</strong>
        {detail.by ? ` ${detail.by}` : null}
        {detail.contact ? ` ${t("with", { who: detail.contact })}` : null}
        {detail.kind === "note" || detail.outcome === "done" ? null : (
          <>, {words(`outcome.${detail.outcome}`).toLowerCase()}</>
        )}
      </p>
      {detail.text ? <p className="whitespace-pre-line break-words">{detail.text}</p> : null}
      {detail.reason !== "other" || detail.touchpoint ? (
        <p className="text-xs text-muted">
          {[
            detail.reason === "other" ? null : t("reason", { reason: words(`reason.${detail.reason}`).toLowerCase() }),
            detail.touchpoint,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      ) : null}
      {detail.nextStep ? (
        <p className="mt-1">
          <Flag aria-hidden className="me-2 inline size-3.5 align-[-2px] text-muted" />
          {detail.nextStepDueOn
            ? t("nextStep", { step: detail.nextStep, date: formatDay(new Date(detail.nextStepDueOn)) })
            : detail.nextStep}
          {detail.nextStepDone ? (
            <span className="ms-2 font-medium text-promoter-text">{t("done")}</span>
          ) : missed ? (
            <span className="ms-2 font-medium text-detractor-text">{t("missed")}</span>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

function OrderBody({ detail }: { detail: Of<"order"> }) {
  const t = useTranslations("customers.timeline");
  const labels = detail.lines.map(({ label, quantity }) => (quantity > 1 ? `${quantity} × ${label}` : label));
  const more = detail.lineCount - detail.lines.length;
  return (
    <>
      <p>
        <strong className="font-semibold">{t("order1")}</strong> {labels.join(", ")}
        {more > 0 ? ` ${t("orderMore", { count: more })}` : null}
      </p>
      <p className="text-muted">
        <strong className="font-semibold text-ink">{formatMoney(detail.totalCents, detail.currency)}</strong>{" "}
        {[
          detail.channel ? t("orderChannel", { channel: detail.channel }) : null,
          detail.seller ? t("orderSeller", { seller: detail.seller }) : null,
        ]
          .filter(Boolean)
          .join(", ")}
      </p>
    </>
  );
}

function AnswerBody({ detail, loud }: { detail: Of<"answer">; loud: boolean }) {
  const t = useTranslations("customers.timeline");
  const given = detail.answers.filter(({ kind, value }) => kind !== "text" && value !== null);
  const figures = given.filter(({ kind }) => kind !== "choice");
  const choices = given.filter(({ kind }) => kind === "choice");
  const texts = detail.answers.filter(({ text }) => text !== null && text.trim() !== "");
  return (
    <>
      <p>
        <strong className="font-semibold">{t("answerTo")}</strong>
        {detail.contact ? ` ${t("answerBy", { who: detail.contact })}` : null}{" "}
        <span className={loud ? undefined : "text-muted"}>
          {detail.channel
            ? t("answerVia", { survey: detail.survey, channel: detail.channel })
            : t("answerIn", { survey: detail.survey })}
        </span>
      </p>
      {figures.length > 0 ? (
        <ul className="mt-1 flex flex-wrap gap-1.5">
          {figures.map((answer, index) => (
            <li key={index}>
              <AnswerFigure answer={answer} />
            </li>
          ))}
        </ul>
      ) : null}
      {choices.length > 0 ? (
        <details className="mt-1.5 text-xs" open={choices.length < 3 || undefined}>
          <summary className="w-fit rounded-sm text-muted hover:text-ink">
            {t("moreAnswers", { count: choices.length })}
          </summary>
          <dl className="mt-1 grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
            {choices.map((answer, index) => (
              <div key={index} className="contents">
                <dt className="text-muted">{answer.label}</dt>
                <dd className="font-medium">{answer.option ?? answer.value}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
      {texts.map(({ text, label }) => (
        <blockquote
          key={label}
          className={cn("mt-1.5 whitespace-pre-line break-words", loud ? "text-base" : "text-sm")}
          title={label}
        >
          “{text}”
        </blockquote>
      ))}
      {given.length === 0 && texts.length === 0 ? <p className="text-muted">{t("skipped")}</p> : null}
    </>
  );
}

/** Better, middling or worse, as the item's own direction says; a choice has no better. */
function toneOf(answer: TimelineAnswer): Tone {
  const { kind, value, scaleMin, scaleMax, direction } = answer;
  if (value === null) return "neutral";
  if (kind === "nps") {
    const found = classOf(value);
    return found === "passive" ? "neutral" : found;
  }
  if (scaleMin === null || scaleMax === null || scaleMax === scaleMin || direction === "none") return "neutral";
  const share = (value - scaleMin) / (scaleMax - scaleMin);
  const good = direction === "lower" ? 1 - share : share;
  return good >= 0.75 ? "promoter" : good <= 0.25 ? "detractor" : "neutral";
}

function AnswerFigure({ answer }: { answer: TimelineAnswer }) {
  const t = useTranslations("customers.timeline");
  const name = answer.kind === "nps" ? t("recommend") : (answer.touchpoint ?? answer.label);
  return (
    <Badge tone={toneOf(answer)} className="max-w-full">
      <span className="font-semibold">{answer.value}</span>
      <span className="truncate font-normal text-ink" title={answer.label}>
        {answer.kind === "nps" || answer.scaleMax === null ? name : t("of", { label: name, max: answer.scaleMax })}
      </span>
    </Badge>
  );
}

function CaseBody({ detail }: { detail: Of<"case"> }) {
  const t = useTranslations("customers.timeline");
  return (
    <>
      <p>
        <strong className="font-semibold">{t("case1", { number: detail.number })}</strong>{" "}
        <Link href={`/cases/${detail.id}`} className="rounded-sm hover:underline">
          {detail.title}
        </Link>
      </p>
      <p className="text-muted">
        {detail.owner ? t("caseOwner", { owner: detail.owner }) : null}
        {detail.resolved ? <span className="ms-2 font-medium text-promoter-text">{t("caseSolved")}</span> : null}
      </p>
      {detail.resolution ? <p className="break-words text-muted">{detail.resolution}</p> : null}
    </>
  );
}

function StageBody({ detail }: { detail: Of<"lifecycle"> }) {
  const t = useTranslations("customers");
  return (
    <>
      <p>
        {detail.from
          ? t("timeline.stageFromTo", { from: t(`lifecycle.${detail.from}`), to: t(`lifecycle.${detail.to}`) })
          : t("timeline.stageTo", { to: t(`lifecycle.${detail.to}`) })}
        {detail.by ? <span className="text-muted">, {detail.by}</span> : null}
      </p>
      {detail.reason ? <p className="break-words text-muted">{detail.reason}</p> : null}
    </>
  );
}

function SegmentBody({ detail }: { detail: Of<"segment"> }) {
  const t = useTranslations("customers.timeline");
  const words = useTranslations("segments.moves");
  const cause = words(`cause.${detail.cause}`);
  const why = detail.entered
    ? cause
    : detail.archived
      ? t("segmentArchived", { cause })
      : detail.reason
        ? t("segmentReason", { reason: detail.reason, cause })
        : cause;
  return (
    <>
      <p>
        <strong className="font-semibold">{t(detail.entered ? "segmentCame" : "segmentLeft")}</strong>{" "}
        <Link href={`/segments/${detail.id}`} className="rounded-sm hover:underline">
          {detail.name}
        </Link>
      </p>
      <p className="text-xs text-muted first-letter:uppercase">{why}</p>
    </>
  );
}

function DealBody({ detail }: { detail: Of<"deal"> }) {
  const t = useTranslations("record.timeline");
  const stages = useTranslations("deals.stage");
  return (
    <>
      <p>
        <strong className="font-semibold">{t("deal")}</strong>{" "}
        <Link href={`/deals/${detail.id}`} className="rounded-sm hover:underline">
          {detail.name}
        </Link>
        {", "}
        {detail.from === null
          ? t("dealBegan", { stage: stages(detail.to) })
          : t("dealMoved", { from: stages(detail.from), to: stages(detail.to) })}
      </p>
      <p className="text-muted">
        <strong className="font-semibold text-ink">{formatMoney(detail.amountCents, detail.currency)}</strong>
        {detail.reason ? `, ${detail.reason}` : null}
        {detail.by ? `, ${detail.by}` : null}
      </p>
    </>
  );
}

function OfferBody({ detail }: { detail: Of<"offer"> }) {
  const t = useTranslations("record.timeline");
  return (
    <>
      <p>
        <strong className="font-semibold">{t("offer")}</strong> {detail.name}
        {detail.priceCents !== null && detail.currency ? `, ${formatMoney(detail.priceCents, detail.currency)}` : null}
        <span
          className={cn(
            "ms-2 font-medium",
            detail.state === "accepted"
              ? "text-promoter-text"
              : detail.state === "declined"
                ? "text-detractor-text"
                : "text-muted",
          )}
        >
          {t(`offerState.${detail.state}`)}
        </span>
      </p>
      <p className="break-words text-muted">{[detail.reason, detail.by].filter(Boolean).join(", ")}</p>
    </>
  );
}

function PromiseBody({ detail, today }: { detail: Of<"promise">; today: string }) {
  const t = useTranslations("record.timeline");
  const missed = !detail.kept && detail.dueOn < today;
  return (
    <>
      <p>
        <strong className="font-semibold">{t("promise")}</strong> {detail.text}
      </p>
      <p className="text-muted">
        {t("promiseBy", { date: formatDay(new Date(detail.dueOn)) })}
        {detail.owner ? `, ${detail.owner}` : null}
        {detail.kept ? (
          <span className="ms-2 font-medium text-promoter-text">{t("promiseKept")}</span>
        ) : missed ? (
          <span className="ms-2 font-medium text-detractor-text">{t("promiseMissed")}</span>
        ) : null}
      </p>
    </>
  );
}

type Plain = Extract<TimelineEvent, { kind: "task" | "plan" | "interview" | "handover" | "share" | "merge" }>;

/** What takes one sentence. */
function PlainBody({ event }: { event: Plain }) {
  const t = useTranslations("record.timeline");
  const line = (what: string, words: ReactNode, who?: string | null) => (
    <p className="break-words">
      <strong className="font-semibold">{what}</strong> {words}
      {who ? <span className="text-muted">, {who}</span> : null}
    </p>
  );
  switch (event.kind) {
    case "task":
      return line(t("task"), event.detail.title, event.detail.owner);
    case "plan":
      return (
        <>
          {line(t(event.detail.goal === null ? "goal" : "milestone"), event.detail.text, event.detail.owner)}
          {event.detail.goal ? <p className="text-xs text-muted">{event.detail.goal}</p> : null}
        </>
      );
    case "interview":
      return line(
        t("interview"),
        <Link href={`/quotes/interviews/${event.detail.id}`} className="rounded-sm hover:underline">
          {event.detail.title}
        </Link>,
        event.detail.speaker,
      );
    case "handover":
      return (
        <>
          {line(
            t("handover"),
            t("handoverFromTo", {
              hunter: event.detail.hunter ?? t("nobody"),
              farmer: event.detail.farmer ?? t("nobody"),
            }),
          )}
          <p className="text-xs text-muted">
            {event.detail.deal}, {t(event.detail.completed ? "handoverDone" : "handoverOpen")}
          </p>
        </>
      );
    case "share":
      return line(t("share"), event.detail.with ?? t("nobody"), event.detail.by);
    case "merge":
      return (
        <>
          {line(t("merge"), event.detail.name ?? t("mergedGone"), event.detail.by)}
          {event.detail.undone ? <p className="text-xs text-muted">{t("mergeUndone")}</p> : null}
        </>
      );
  }
}
