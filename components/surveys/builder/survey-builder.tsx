"use client";

import { Plus, Rocket } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useReducer, useRef, useState, useTransition } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FormMessage } from "@/components/ui/form-message";
import { Input } from "@/components/ui/input";
import { Menu, MenuItem } from "@/components/ui/menu";
import { RadioGroup } from "@/components/ui/radio-group";
import { useToast } from "@/components/ui/toaster";
import { publishSurveyAction, updateDraftAction } from "@/lib/surveys/actions";
import { KIND_ORDER } from "@/lib/surveys/questions/registry";
import type { SurveyDraft } from "@/lib/surveys/schema";
import { AddBattery } from "./add-battery";
import { changeDraft } from "./draft-state";
import { QuestionEditor } from "./question-editor";
import { SurveyPreview } from "./survey-preview";

export type SurveyBuilderProps = {
  id: string;
  name: string;
  draft: SurveyDraft;
  /** The number of the version that publishing makes. */
  nextVersion: number;
  mayPublish: boolean;
  /** Anonymous results appear from so many answers on. */
  k: number;
  touchpoints: { id: string; name: string }[];
  workspaceName: string;
  brandColor: string;
  /** The touchpoint for which the five-response battery is to be added; null: none was asked for. */
  batteryFor: string | null;
};

type Errors = Record<string, string>;

/** The fields of one question out of "questions.<i>.<field>". */
const errorsOf = (errors: Errors, index: number): Errors =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) => {
      const match = /^(?:draft\.)?questions\.(\d+)\.([a-zA-Z]+)/.exec(path);
      return match && Number(match[1]) === index ? [[match[2] as string, message]] : [];
    }),
  );

/** Writes a survey: its words, its questions, its promise; saved as a draft, published as a version. */
export function SurveyBuilder(props: SurveyBuilderProps) {
  const t = useTranslations("surveys.builder");
  const kinds = useTranslations("surveys.kind");
  const surveys = useTranslations("surveys");
  const batteries = useTranslations("surveys.battery");
  const router = useRouter();
  const toast = useToast();
  const [state, change] = useReducer(changeDraft, { name: props.name, draft: props.draft });
  const [saved, setSaved] = useState(state);
  const [errors, setErrors] = useState<Errors>({});
  const [message, setMessage] = useState("");
  const [asksToPublish, setAsksToPublish] = useState(false);
  const [said, setSaid] = useState("");
  const [pending, startTransition] = useTransition();
  const focusNext = useRef<string | null>(null);
  const { draft } = state;
  const isDirty = state !== saved;

  // Another question moves or appears: the keyboard stays with the one that was touched.
  useEffect(() => {
    if (!focusNext.current) return;
    const target = document.querySelector<HTMLElement>(focusNext.current);
    focusNext.current = null;
    target?.focus();
  });

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);

  const refuse = (text: string, fieldErrors: Errors) => {
    setErrors(fieldErrors);
    const count = Object.keys(fieldErrors).length;
    setMessage(count > 0 ? t("wrong", { count }) : text);
    window.scrollTo({ top: 0 });
  };

  const save = () =>
    startTransition(async () => {
      const sent = state;
      const done = await updateDraftAction(null, { id: props.id, ...sent });
      if (done?.ok) {
        setSaved(sent);
        setErrors({});
        setMessage("");
        toast.say(t("saved"));
      } else if (done) refuse(done.message, done.fieldErrors);
    });

  const publish = () =>
    startTransition(async () => {
      const sent = state;
      const done = await publishSurveyAction(null, { id: props.id, ...sent });
      setAsksToPublish(false);
      if (done?.ok) {
        setSaved(sent);
        toast.say(t("publishedDone", { number: done.value.number }));
        router.push(`/surveys/${props.id}`);
      } else if (done) refuse(done.message, done.fieldErrors);
    });

  const move = (index: number, by: -1 | 1) => {
    const key = draft.questions[index]?.key;
    const to = index + by;
    const atEnd = by === -1 ? to === 0 : to === draft.questions.length - 1;
    const button = atEnd ? (by === -1 ? "down" : "up") : by === -1 ? "up" : "down";
    focusNext.current = `[data-move="${key} ${button}"]`;
    change({ type: "move", index, by });
    setSaid(t("moved", { number: to + 1 }));
  };

  const remove = (index: number) => {
    const question = draft.questions[index];
    if (!question) return;
    change({ type: "remove", index });
    setErrors({});
    toast.undo(t("deleted"), () => change({ type: "put", index, question }));
  };

  const add = (kind: (typeof KIND_ORDER)[number]) => {
    const next = changeDraft(state, { type: "add", kind });
    focusNext.current = `[data-label="${next.draft.questions.at(-1)?.key}"]`;
    change({ type: "replace", state: next });
  };

  return (
    <>
      <PageHeader
        breadcrumb={[
          { href: "/surveys", label: surveys("title") },
          { href: `/surveys/${props.id}`, label: props.name },
        ]}
        title={surveys("page.edit")}
        note={isDirty ? t("unsaved") : t("upToDate")}
        actions={
          <>
            <Button onClick={save} pending={pending && !asksToPublish} disabled={!isDirty}>
              {t("save")}
            </Button>
            {props.mayPublish ? (
              <Button variant="primary" icon={<Rocket aria-hidden />} onClick={() => setAsksToPublish(true)}>
                {t("publish")}
              </Button>
            ) : null}
          </>
        }
      />
      <PageBody className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="flex flex-col gap-4">
          <FormMessage>{message}</FormMessage>
          <p className="sr-only" aria-live="polite">
            {said}
          </p>
          <Card>
            <CardBody className="flex flex-col gap-3 pt-4">
              <Field label={t("name")} error={errors.name}>
                <Input
                  value={state.name}
                  maxLength={120}
                  onChange={(event) => change({ type: "name", name: event.target.value })}
                />
              </Field>
              <div className="grid gap-3 sm:grid-cols-2">
                <Field label={t("about")} hint={t("aboutHint")} optional error={errors["draft.about"]}>
                  <Input
                    value={draft.about}
                    maxLength={120}
                    onChange={(event) => change({ type: "draft", fields: { about: event.target.value } })}
                  />
                </Field>
                <Field label={t("thanks")} hint={t("thanksHint")} optional error={errors["draft.thanks"]}>
                  <Input
                    value={draft.thanks}
                    maxLength={500}
                    onChange={(event) => change({ type: "draft", fields: { thanks: event.target.value } })}
                  />
                </Field>
              </div>
              <RadioGroup
                name="promise"
                legend={t("promise")}
                variant="list"
                value={draft.promise}
                onValueChange={(promise) =>
                  change({ type: "draft", fields: { promise: promise === "anonymous" ? "anonymous" : "identified" } })
                }
                options={[
                  { value: "identified", label: t("identified"), hint: t("identifiedHint") },
                  { value: "anonymous", label: t("anonymous"), hint: t("anonymousHint", { k: props.k }) },
                ]}
              />
            </CardBody>
          </Card>
          <h2 className="text-base font-semibold">{t("questions")}</h2>
          {errors.questions ? <FormMessage>{errors.questions}</FormMessage> : null}
          {draft.questions.length === 0 ? <EmptyState title={t("noQuestions")} /> : null}
          {draft.questions.map((question, index) => (
            <QuestionEditor
              key={question.key}
              question={question}
              index={index}
              count={draft.questions.length}
              touchpoints={props.touchpoints}
              errors={errorsOf(errors, index)}
              onChange={(fields) => change({ type: "question", index, fields })}
              onMove={(by) => move(index, by)}
              onRemove={() => remove(index)}
            />
          ))}
          <div className="flex flex-wrap items-center gap-3">
            <Menu trigger={<Button icon={<Plus aria-hidden />}>{t("add")}</Button>}>
              {KIND_ORDER.map((kind) => (
                <MenuItem key={kind} onSelect={() => add(kind)}>
                  {kinds(kind)}
                </MenuItem>
              ))}
            </Menu>
            <AddBattery
              touchpoints={props.touchpoints}
              questions={draft.questions}
              asked={props.batteryFor}
              onAdd={(touchpoint) => {
                const next = changeDraft(state, { type: "battery", touchpoint });
                focusNext.current = `[data-label="${next.draft.questions[draft.questions.length]?.key}"]`;
                change({ type: "replace", state: next });
                setSaid(batteries("added", { touchpoint: touchpoint.name }));
              }}
            />
            <p className="text-xs text-muted">{t("identityHint")}</p>
          </div>
        </div>
        <aside className="lg:sticky lg:top-18">
          <SurveyPreview draft={draft} workspaceName={props.workspaceName} brandColor={props.brandColor} />
        </aside>
      </PageBody>
      <Dialog
        title={t("publishTitle", { number: props.nextVersion })}
        open={asksToPublish}
        onOpenChange={setAsksToPublish}
        footer={
          <Button variant="primary" pending={pending} onClick={publish}>
            {t("publishNow")}
          </Button>
        }
      >
        <div className="flex flex-col gap-3 text-sm">
          <p>{t("publishText", { count: draft.questions.length })}</p>
          <p className="rounded-md bg-accent-soft p-3 text-accent-text">
            {draft.promise === "anonymous" ? t("publishAnonymous") : t("publishIdentified")}
          </p>
        </div>
      </Dialog>
    </>
  );
}
